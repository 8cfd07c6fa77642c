/* SPDX-License-Identifier: ISC */
/*
 * What a name looks like while a stream is attached: a FIFO with the owner, the
 * permissions and the times of the file.
 */
#include <config.h>

#include <errno.h>

#include "name/name.h"
#include "name/rendezvous.h"
#include "name/wire.h"
#include "head/message.h"
#include "sys/sys.h"

/* Above what file systems use. */
static const ino_t ABOVE = (ino_t)1 << (sizeof(ino_t) * 8 - 2);

/* A file of its own, with a number of its own: that of the agent is unlike
   any other agent's. */
static void
become_stream(struct stat *st, const struct lsci_description *what)
{
	st->st_mode = S_IFIFO | (st->st_mode & 07777);
	st->st_nlink = 1;
	st->st_ino = ABOVE | what->pid;
	st->st_size = what->unread;
	st->st_blocks = 0;
	st->st_blksize = LSCI_SEGMENT;
}

void
lsci_name_describe(struct stat *st)
{
	struct lsci_letter letter = { .word = LSCI_ASK_DESCRIBE };

	if (S_ISREG(st->st_mode) &&
	    lsci_rendezvous_ask_unopened(st, &letter) == 0 &&
	    letter.word == LSCI_SAY_DESCRIPTION)
		become_stream(st, &letter.description);
}

bool
lsci_name_is_described(const struct stat *st)
{
	return S_ISFIFO(st->st_mode) && (st->st_ino & ABOVE) != 0;
}
