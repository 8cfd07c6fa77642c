/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <fcntl.h>

#include "name/name.h"
#include "name/rendezvous.h"
#include "name/wire.h"
#include "sys/sys.h"

static int
understand(const struct lsci_letter *answer)
{
	switch (answer->word) {
	case LSCI_SAY_DETACHED:
		return 0;
	case LSCI_SAY_NO:
		return answer->number == EPERM ? -EPERM : -EINVAL;
	default:
		return -EINVAL;
	}
}

/* An agent that ends before it answers has detached the name, if for another
   reason. */
int
lsci_name_detach(const char *path)
{
	struct lsci_letter letter = { .word = LSCI_ASK_DETACH };
	struct stat st;
	int r = lsci_sys_stat_name(AT_FDCWD, path, &st, 0);

	if (r < 0)
		return r;
	r = S_ISREG(st.st_mode) ? lsci_rendezvous_ask_unopened(&st, &letter) :
	    -ENOENT;
	if (r == -ENOENT || r == -ENXIO || r == -EBADMSG)
		return -EINVAL;
	return r == -ETIMEDOUT ? -EBUSY : r < 0 ? r : understand(&letter);
}
