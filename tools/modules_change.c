/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <string.h>

#include "modules.h"
#include "report.h"

static int
refuse_unknown(int stream, const struct modules *list)
{
	int i;

	for (i = 0; i < list->count; i++)
		if (ioctl(stream, I_FIND, list->name[i].l_name) < 0) {
			report(list->name[i].l_name,
			    "there is no such module");
			return -1;
		}
	return 0;
}

/* How many at the bottom are the same. */
static int
common(const struct modules *one, const struct modules *other)
{
	int n = 0;

	while (n < one->count && n < other->count &&
	    strcmp(one->name[one->count - 1 - n].l_name,
	    other->name[other->count - 1 - n].l_name) == 0)
		n++;
	return n;
}

/* From one list to the other; -1 after a report. */
static int
change(int stream, const struct modules *now, const struct modules *list)
{
	int stay = common(now, list);
	int i;

	for (i = now->count; i > stay; i--)
		if (ioctl(stream, I_POP, 0) < 0)
			return report_errno("standard input");
	for (i = list->count - stay; i-- > 0; )
		if (ioctl(stream, I_PUSH, list->name[i].l_name) < 0)
			return report_errno(list->name[i].l_name);
	return 0;
}

int
modules_change(int stream, const struct modules *before,
    const struct modules *list)
{
	struct modules now;

	if (refuse_unknown(stream, list) < 0)
		return -1;
	if (change(stream, before, list) == 0)
		return 0;
	if (modules_get(stream, &now) == 0)
		(void)change(stream, &now, before);
	return -1;
}
