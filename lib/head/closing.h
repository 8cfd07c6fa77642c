/* SPDX-License-Identifier: ISC */
/*
 * What closing a descriptor of a stream means to this process.
 */
#ifndef LSCI_CLOSING_H
#define LSCI_CLOSING_H

/* close: the process is registered for no signals of that end any more, and
   with its last descriptor goes what is aside for it.  Errors: close's. */
int lsci_closing_close(int fd);

#endif
