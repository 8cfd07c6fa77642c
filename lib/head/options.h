/* SPDX-License-Identifier: ISC */
/*
 * The options of a stream head, as the state of an end keeps them.
 */
#ifndef LSCI_OPTIONS_H
#define LSCI_OPTIONS_H

/* How read treats the bounds of messages, */
enum { LSCI_READ_BYTES, LSCI_READ_DISCARD, LSCI_READ_KEEP };
/* and their control parts. */
enum { LSCI_CONTROL_REFUSE, LSCI_CONTROL_AS_DATA, LSCI_CONTROL_DISCARD };
/* Write options, as I_SWROPT has them. */
enum { LSCI_SEND_ZERO = 1, LSCI_SEND_PIPE = 2 };

#endif
