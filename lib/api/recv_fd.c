/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "head/known.h"
#include "head/status.h"

int
recv_fd(int fd, ssize_t (*userfunc)(int, const void *, size_t))
{
	int saved = errno;
	int answer = -1;
	int r = lsci_status_recv(fd, userfunc, &answer);

	if (answer >= 0)
		lsci_known_forget(answer);
	/* the peer's status is a result, not an error of this call */
	return lsci_edge(saved, r) < 0 ? -1 : answer;
}
