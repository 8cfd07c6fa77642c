/* SPDX-License-Identifier: ISC */
/*
 * What XPG4 makes of a hang-up that putmsg reports as SVR4 has it.
 */
#ifndef LSCI_EDGE_HUNG_UP_H
#define LSCI_EDGE_HUNG_UP_H

#include <signal.h>

#include "native/edge_native.h"
#include "sys/sys.h"

static inline int
lsci_edge_as_xpg4(int saved, int fd, int r)
{
	if (r == -ENXIO && lsci_sys_wants_signal(fd) > 0) {
		lsci_sys_raise(SIGPIPE);
		r = -EPIPE;
	}
	return lsci_edge(saved, r);
}

#endif
