/* SPDX-License-Identifier: ISC */
/*
 * I_PUSH, I_POP, I_LOOK, I_FIND, I_LIST on a terminal.
 */
#include <config.h>

#include "api/name.h"
#include "api/streamio.h"
#include "head/terminal.h"

int
lsci_io_push_on_terminal(const struct lsci_request *request)
{
	return lsci_terminal_push(request->end, request->pointer);
}

int
lsci_io_pop_from_terminal(const struct lsci_request *request)
{
	return lsci_terminal_pop(request->end);
}

int
lsci_io_look_at_terminal(const struct lsci_request *request)
{
	const char *list[LSCI_TERMINAL_MODULES];
	int count = lsci_terminal_list(request->end, list);

	if (count == 0)
		return -EINVAL;
	lsci_tell_name(request->pointer, list[0]);
	return 0;
}

int
lsci_io_find_on_terminal(const struct lsci_request *request)
{
	const char *list[LSCI_TERMINAL_MODULES];
	int i, count = lsci_terminal_list(request->end, list);

	if (!lsci_terminal_knows(request->pointer))
		return -EINVAL;
	for (i = 0; i < count; i++)
		if (strcmp(list[i], request->pointer) == 0)
			return 1;
	return 0;
}

/* A device counts as one more, below all modules. */
int
lsci_io_list_terminal(const struct lsci_request *request)
{
	const char *list[LSCI_TERMINAL_MODULES + 1];
	struct str_list *to = request->pointer;
	int count = lsci_terminal_list(request->end, list);

	list[count++] = lsci_terminal_driver(request->end);
	return to == NULL ? count : lsci_tell_names(to, list, count);
}
