/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "head/terminal.h"
#include "sys/sys.h"

static const char *const names[] = { "ptem", "ldterm", "ttcompat", "pckt" };
enum { NAMES = sizeof names / sizeof *names };

/* What was pushed on one terminal, the topmost last. */
struct terminal {
	struct terminal *next;
	uint64_t which;
	int count;
	const char *module[LSCI_TERMINAL_MODULES];
};

static struct terminal *terminals;
static atomic_int known_terminals;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *
known(const char *name)
{
	int i;

	for (i = 0; i < NAMES; i++)
		if (strcmp(name, names[i]) == 0)
			return names[i];
	return NULL;
}

bool
lsci_terminal_knows(const char *name)
{
	return known(name) != NULL;
}

/* All master sides are one device; what tells them apart is the number of
   the other side. */
static uint64_t
identity(int fd)
{
	int number = lsci_sys_terminal_number(fd);
	struct stat st;

	if (number >= 0)
		return (uint64_t)number << 1 | 1;
	return lsci_sys_stat(fd, &st) == 0 ? (uint64_t)st.st_rdev << 1 : 0;
}

const char *
lsci_terminal_driver(int fd)
{
	return lsci_sys_terminal_number(fd) >= 0 ? "ptm" : "pts";
}

static struct terminal *
find(uint64_t which)
{
	struct terminal *terminal = terminals;

	while (terminal != NULL && terminal->which != which)
		terminal = terminal->next;
	return terminal;
}

static struct terminal *
find_or_make(uint64_t which)
{
	struct terminal *terminal = find(which);

	if (terminal != NULL)
		return terminal;
	terminal = calloc(1, sizeof *terminal);
	if (terminal == NULL)
		return NULL;
	terminal->which = which;
	terminal->next = terminals;
	known_terminals++;
	return terminals = terminal;
}

int
lsci_terminal_list(int fd, const char *list[LSCI_TERMINAL_MODULES])
{
	uint64_t which = identity(fd);
	struct terminal *terminal;
	int i, count;

	(void)pthread_mutex_lock(&lock);
	terminal = find(which);
	count = terminal != NULL ? terminal->count : 0;
	for (i = 0; i < count; i++)
		list[i] = terminal->module[count - 1 - i];
	(void)pthread_mutex_unlock(&lock);
	return count;
}

static int
push(uint64_t which, const char *module)
{
	struct terminal *terminal = find_or_make(which);

	if (terminal == NULL)
		return -ENOSR;
	if (terminal->count == LSCI_TERMINAL_MODULES)
		return -EINVAL;
	terminal->module[terminal->count++] = module;
	return 0;
}

int
lsci_terminal_push(int fd, const char *name)
{
	const char *module = known(name);
	uint64_t which = identity(fd);
	int r;

	if (module == NULL)
		return -EINVAL;
	(void)pthread_mutex_lock(&lock);
	r = push(which, module);
	(void)pthread_mutex_unlock(&lock);
	return r;
}

int
lsci_terminal_pop(int fd)
{
	uint64_t which = identity(fd);
	struct terminal *terminal;
	int r = -EINVAL;

	(void)pthread_mutex_lock(&lock);
	terminal = find(which);
	if (terminal != NULL && terminal->count > 0) {
		terminal->count--;
		r = 0;
	}
	(void)pthread_mutex_unlock(&lock);
	return r;
}

static void
forget(uint64_t which)
{
	struct terminal **link = &terminals;

	while (*link != NULL) {
		struct terminal *terminal = *link;

		if (terminal->which != which) {
			link = &terminal->next;
			continue;
		}
		*link = terminal->next;
		free(terminal);
		known_terminals--;
	}
}

void
lsci_terminal_close(int fd)
{
	int number = known_terminals > 0 ? lsci_sys_terminal_number(fd) : -1;
	dev_t other;

	if (number < 0)
		return;
	(void)pthread_mutex_lock(&lock);
	forget((uint64_t)number << 1 | 1);
	if (lsci_sys_terminal_device(number, &other) == 0)
		forget((uint64_t)other << 1);
	(void)pthread_mutex_unlock(&lock);
}
