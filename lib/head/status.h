/* SPDX-License-Identifier: ISC */
/*
 * The status message of APUE: how a descriptor, or the reason why there is
 * none, is told over a byte stream.
 *
 *     text ...  0  status
 *
 * The text (maybe empty, never with a zero byte) ends with a zero byte; the
 * status byte behind it is 0 if a descriptor comes with these two bytes, and
 * otherwise the error status made positive.
 */
#ifndef LSCI_STATUS_H
#define LSCI_STATUS_H

#include <stddef.h>
#include <sys/types.h>

enum { LSCI_STATUS_END = 2 };   /* bytes: the zero and the status */

/* The status byte for an error status, which is negative.  There is one byte
   for it, and 0 in it would promise a descriptor. */
unsigned char lsci_status_encode(int status);

/*
 * How many of the `size' bytes at `data' belong to the message that begins
 * there; a message whose end is not complete among them counts up to, and
 * without, its final zero byte.
 */
size_t lsci_status_extent(const char *data, size_t size);

/* Whether these bytes, which belong to one message, hold its end. */
int lsci_status_is_complete(const char *data, size_t size);

/* What takes the text: write(2)'s shape, called with descriptor 2. */
typedef ssize_t lsci_status_reader(int fd, const void *text, size_t size);

/* Send a descriptor (>= 0), or a text and an error status (< 0).  0, or a
   negative errno of lsci_backend_send. */
int lsci_status_send_fd(int end, int fd);
int lsci_status_send_error(int end, const char *text, int status);

/*
 * Receive one message.  0 and *answer is the new descriptor, the caller's,
 * or the negative status; or a negative errno: those of lsci_backend_recv,
 * -ENXIO at hang-up, -EBADMSG, -EACCES for a descriptor that was withheld,
 * and what the reader failed with.
 */
int lsci_status_recv(int end, lsci_status_reader *reader, int *answer);

#endif
