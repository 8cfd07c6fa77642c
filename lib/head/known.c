/* SPDX-License-Identifier: ISC */
/*
 * An entry counts how often its number was forgotten, so that an answer that
 * was found before that is not noted after it.
 *
 * A child of vfork runs in the memory of its parent: what its numbers mean is
 * nobody else's business, and it notes nothing.
 */
#include <config.h>

#include <pthread.h>
#include <stdatomic.h>

#include "head/known.h"
#include "sys/sys.h"

enum { NUMBERS = 1 << 16 };
enum { CERTAINLY_NOT = 1, FORGOTTEN_ONCE = 2 };

static _Atomic unsigned entries[NUMBERS];
static _Atomic long owner;      /* the process whose numbers these are */

static void
own(void)
{
	owner = lsci_sys_process();
}

#ifdef HAVE_CONSTRUCTORS
__attribute__((constructor)) static void
begin(void)
{
	own();
	(void)pthread_atfork(NULL, NULL, own);
}
#endif

bool
lsci_known_is_owner(void)
{
	return owner == 0 || owner == lsci_sys_process();
}

static _Atomic unsigned *
entry_of(int fd)
{
	return fd >= 0 && fd < NUMBERS ? &entries[fd] : NULL;
}

static void
note(int fd, unsigned before)
{
	_Atomic unsigned *entry = entry_of(fd);

	if (entry != NULL && owner == lsci_sys_process())
		(void)atomic_compare_exchange_strong(entry, &before,
		    before | CERTAINLY_NOT);
}

int
lsci_known_message_stream(int fd, struct lsci_state *state)
{
	_Atomic unsigned *entry = entry_of(fd);
	unsigned before = entry != NULL ? *entry : 0;
	int r;

	if ((before & CERTAINLY_NOT) != 0)
		return 0;
	r = lsci_backend_get_state(fd, state);
	if (r < 0)
		return r;
	if (state->kind == LSCI_MESSAGE_STREAM)
		return 1;
	note(fd, before);
	return 0;
}

void
lsci_known_forget(int fd)
{
	_Atomic unsigned *entry = entry_of(fd);
	unsigned before;

	if (entry == NULL)
		return;
	before = *entry;
	while (!atomic_compare_exchange_weak(entry, &before,
	    (before & ~(unsigned)CERTAINLY_NOT) + FORGOTTEN_ONCE))
		continue;
}
