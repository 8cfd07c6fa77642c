/* SPDX-License-Identifier: ISC */
/*
 * How a new descriptor is born.
 */
#ifndef LSCI_BORN_H
#define LSCI_BORN_H

enum {
	LSCI_INHERITED = 0,     /* survives exec, as SVR4's descriptors did */
	LSCI_CLOSE_ON_EXEC = 1,
	LSCI_NONBLOCKING = 2,   /* with O_NONBLOCK */
	LSCI_WITHOUT_RIGHTS = 4 /* of a socket, and what it accepts: takes no
	                           descriptors, if the kernel can refuse them */
};

#endif
