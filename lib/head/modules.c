/* SPDX-License-Identifier: ISC */
/*
 * Two bits each, the topmost lowest, and one more because the place in the
 * socket cannot hold a zero.
 */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "head/modules.h"
#include "sys/sys.h"

enum { BITS = 2, MASK = 3, FRESH = 1 };

static const char *const names[] = {
	[LSCI_PIPEMOD] = "pipemod",
	[LSCI_CONNLD] = "connld"
};

enum lsci_module
lsci_module_find(const char *name)
{
	if (strcmp(name, names[LSCI_PIPEMOD]) == 0)
		return LSCI_PIPEMOD;
	return strcmp(name, names[LSCI_CONNLD]) == 0 ? LSCI_CONNLD :
	    LSCI_NO_MODULE;
}

const char *
lsci_module_name(enum lsci_module module)
{
	return names[module];
}

static int
get(int end, unsigned *stack)
{
	int number = FRESH;
	int r = lsci_sys_get_number(end, LSCI_NUMBER_MODULES, &number);

	*stack = number >= FRESH ? (unsigned)(number - FRESH) : 0;
	return r;
}

static int
set(int end, unsigned stack)
{
	return lsci_sys_set_number(end, LSCI_NUMBER_MODULES,
	    (int)stack + FRESH);
}

/* Another holder may put any number there. */
static enum lsci_module
topmost(unsigned stack)
{
	return (stack & MASK) <= LSCI_CONNLD ?
	    (enum lsci_module)(stack & MASK) : LSCI_NO_MODULE;
}

int
lsci_modules_get(int end, enum lsci_module list[LSCI_MODULES_MAX])
{
	unsigned stack;
	int count = 0;
	int r = get(end, &stack);

	if (r < 0)
		return r;
	while (count < LSCI_MODULES_MAX && topmost(stack) != LSCI_NO_MODULE) {
		list[count++] = topmost(stack);
		stack >>= BITS;
	}
	return count;
}

int
lsci_modules_push(int end, enum lsci_module module)
{
	enum lsci_module list[LSCI_MODULES_MAX];
	unsigned stack;
	int i, count = lsci_modules_get(end, list);
	int r = count < 0 ? count : get(end, &stack);

	if (r < 0)
		return r;
	for (i = 0; i < count && module == LSCI_CONNLD; i++)
		if (list[i] == LSCI_CONNLD)
			return -ENXIO;
	if (count == LSCI_MODULES_MAX)
		return -EINVAL;
	return set(end, stack << BITS | (unsigned)module);
}

int
lsci_modules_pop(int end)
{
	unsigned stack;
	int r = get(end, &stack);

	if (r < 0)
		return r;
	return topmost(stack) == LSCI_NO_MODULE ? -EINVAL :
	    set(end, stack >> BITS);
}
