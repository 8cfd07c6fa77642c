/* SPDX-License-Identifier: ISC */
/*
 * Names of modules, as I_LOOK and I_LIST tell them.
 */
#ifndef LSCI_NAME_H
#define LSCI_NAME_H

#include <string.h>

#include "api/edge_stropts.h"

static inline void
lsci_tell_name(char to[FMNAMESZ + 1], const char *name)
{
	memset(to, 0, FMNAMESZ + 1);
	strncpy(to, name, FMNAMESZ);
}

/* As many as there is room for. */
static inline int
lsci_tell_names(struct str_list *to, const char *const *list, int count)
{
	int i;

	if (to->sl_nmods < 1)
		return -EINVAL;
	if (to->sl_modlist == NULL)
		return -EFAULT;
	for (i = 0; i < count && i < to->sl_nmods; i++)
		lsci_tell_name(to->sl_modlist[i].l_name, list[i]);
	to->sl_nmods = i;
	return 0;
}

#endif
