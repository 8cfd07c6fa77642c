/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge_streams.h"
#include "api/manner.h"
#include "head/known.h"

int
lsc_pipe(int fd[2], unsigned flags)
{
	int saved = errno;
	int end[2];
	int r = fd == NULL ? -EFAULT :
	    (flags & ~(LSC_INHERIT | LSC_NONBLOCK)) != 0 ? -EINVAL :
	    lsci_backend_message_pair(end, lsci_born(flags));

	if (r == 0) {
		lsci_known_forget(fd[0] = end[0]);
		lsci_known_forget(fd[1] = end[1]);
	}
	return lsci_edge(saved, r);
}
