/* SPDX-License-Identifier: ISC */
/*
 * Names of streams.
 *
 * A name is an ordinary file that nobody touches, and the attach agent of it
 * (agent/), which holds the attached end.  Whoever opens the name opens the
 * file, as the kernel lets him, and then asks the agent.
 */
#ifndef LSCI_NAME_H
#define LSCI_NAME_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/*
 * fattach.  Errors: EACCES EBADF EBUSY EINVAL EISDIR ELOOP EMFILE ENAMETOOLONG
 * ENFILE ENOENT ENOLCK ENOMEM ENOPKG ENOSR ENOTDIR ENOTSUP EPERM EROFS
 */
int lsci_name_attach(int end, const char *path);

/* fdetach.  Errors: EACCES EBUSY EINTR EINVAL ELOOP EMFILE ENAMETOOLONG ENFILE
   ENOENT ENOMEM ENOTDIR EPERM */
int lsci_name_detach(const char *path);

/* open, relative to a directory as openat.  Errors: those of openat; EAGAIN
   (the queue of a server is full), EINTR, ENOSR, ENXIO (the server is gone). */
int lsci_name_open(int directory, const char *path, int flags, mode_t mode);

/* The same, where somebody else opens files: he returns a descriptor, or an
   error, and may be asked twice. */
typedef int lsci_opener(const void *context, int flags);
int lsci_name_open_by(lsci_opener *opener, const void *context, int flags);

/* What somebody else has opened: if a stream is attached to that file, the
   number becomes that stream, opened as the file was, and the result is 1.  0
   for all else; then, and after an error, it is what it was. */
int lsci_name_follow(int fd);

/* 1 if a stream is attached to the file, 0 if none is, or the error of stat.
   Nothing is opened. */
int lsci_name_is_attached(const char *path);

/* As open for reading and writing, and not close-on-exec; but a file to which
   nothing is attached, or what is no file, is -ECONNREFUSED. */
int lsci_name_connect(const char *path);

/* Of a file that has been described: if a stream is attached, describes
   that. */
void lsci_name_describe(struct stat *st);
/* Whether that has been done already: streamcompat-run does it to all calls
   of a program and its libraries. */
bool lsci_name_is_described(const struct stat *st);

#endif
