/* SPDX-License-Identifier: ISC */
/*
 * An end of a pipe is a FIFO that nobody has given a name: without permission
 * bits and links, and both ends are one file.
 */
#include <config.h>

#include "api/edge_streams.h"
#include "head/known.h"
#include "head/message.h"
#include "head/summary.h"
#include "sys/sys.h"

static int
describe(int fd, const struct lsci_state *state, struct stat *st)
{
	struct lsci_summary summary;
	int r = lsci_queue_summarise(fd, state, LSCI_EVERY_BAND, &summary);

	if (r < 0)
		return r;
	st->st_mode = S_IFIFO;
	st->st_nlink = 0;
	st->st_ino = state->key;
	st->st_size = summary.bytes;
	st->st_blksize = LSCI_SEGMENT;
	return 0;
}

int
lsc_fstat(int fd, struct stat *st)
{
	struct lsci_state state;
	int saved = errno;
	int r = lsci_sys_stat(fd, st);

	if (r == 0 && S_ISSOCK(st->st_mode) &&
	    lsci_known_message_stream(fd, &state) > 0)
		r = describe(fd, &state, st);
	return lsci_edge(saved, r);
}
