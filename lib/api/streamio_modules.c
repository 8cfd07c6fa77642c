/* SPDX-License-Identifier: ISC */
/*
 * I_PUSH, I_POP, I_LOOK, I_FIND, I_LIST: modules.
 */
#include <config.h>

#include "api/name.h"
#include "api/streamio.h"
#include "head/modules.h"
#include "sys/sys.h"

/* ENXIO goes before any other answer. */
static int
refuse_hung_up(const struct lsci_request *request)
{
	int r = lsci_sys_is_hung_up(request->end);

	return r > 0 ? -ENXIO : r;
}

int
lsci_io_push(const struct lsci_request *request)
{
	enum lsci_module module = lsci_module_find(request->pointer);
	int r = refuse_hung_up(request);

	if (r < 0)
		return r;
	return module == LSCI_NO_MODULE ? -EINVAL :
	    lsci_modules_push(request->end, module);
}

int
lsci_io_pop(const struct lsci_request *request)
{
	int r = refuse_hung_up(request);

	return r < 0 ? r : lsci_modules_pop(request->end);
}

int
lsci_io_look(const struct lsci_request *request)
{
	enum lsci_module list[LSCI_MODULES_MAX];
	int count = lsci_modules_get(request->end, list);

	if (count <= 0)
		return count < 0 ? count : -EINVAL;
	lsci_tell_name(request->pointer, lsci_module_name(list[0]));
	return 0;
}

int
lsci_io_find(const struct lsci_request *request)
{
	enum lsci_module list[LSCI_MODULES_MAX];
	enum lsci_module module = lsci_module_find(request->pointer);
	int i, count = lsci_modules_get(request->end, list);

	if (count < 0)
		return count;
	if (module == LSCI_NO_MODULE)
		return -EINVAL;
	for (i = 0; i < count && list[i] != module; i++)
		continue;
	return i < count;
}

/* Without a list, how many there are. */
int
lsci_io_list(const struct lsci_request *request)
{
	enum lsci_module list[LSCI_MODULES_MAX];
	const char *names[LSCI_MODULES_MAX];
	struct str_list *to = request->pointer;
	int i, count = lsci_modules_get(request->end, list);

	if (count < 0 || to == NULL)
		return count;
	for (i = 0; i < count; i++)
		names[i] = lsci_module_name(list[i]);
	return lsci_tell_names(to, names, count);
}
