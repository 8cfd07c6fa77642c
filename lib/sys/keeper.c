/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include "sys/keeper.h"

#ifdef __WCLONE

static struct lsci_keeper *_Atomic keepers;

static bool
gets_orphans(void)
{
	int asked = 0;

#ifdef PR_GET_CHILD_SUBREAPER
	(void)prctl(PR_GET_CHILD_SUBREAPER, &asked);
#endif
	return asked != 0 || getpid() == 1;
}

int
lsci_keeper_prepare(struct lsci_keeper **keeper)
{
	*keeper = NULL;
	if (!gets_orphans())
		return 0;
	*keeper = calloc(1, sizeof **keeper);
	if (*keeper == NULL)
		return -ENOMEM;
	(*keeper)->parent = getpid();
	return 0;
}

static void
push(struct lsci_keeper *keeper)
{
	keeper->next = atomic_load(&keepers);
	while (!atomic_compare_exchange_weak(&keepers, &keeper->next, keeper))
		continue;
}

/* Also if it is a stranger's child, after a fork. */
static bool
is_gone(const struct lsci_keeper *keeper, int how)
{
	pid_t r;

	if (keeper->parent != getpid())
		return true;
	do
		r = waitpid(keeper->pid, NULL, how | (int)__WCLONE);
	while (r < 0 && errno == EINTR);
	return r != 0;
}

void
lsci_keeper_note(struct lsci_keeper *keeper, int started)
{
	if (keeper == NULL)
		return;
	if (keeper->pid > 0 && (started == 0 || !is_gone(keeper, 0)))
		push(keeper);
	else
		free(keeper);
}

void
lsci_keeper_bury_dead(void)
{
	struct lsci_keeper *keeper, *next = NULL;

	if (atomic_load(&keepers) == NULL)
		return;
	keeper = atomic_exchange(&keepers, NULL);
	for (; keeper != NULL; keeper = next) {
		next = keeper->next;
		if (is_gone(keeper, WNOHANG))
			free(keeper);
		else
			push(keeper);
	}
}

#endif
