/* SPDX-License-Identifier: ISC */
/*
 * Every connection that an agent has accepted is listed by the agent's name
 * again, so a name may be there any number of times.
 */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "found.h"
#include "sys/names.h"
#include "tools/report.h"

struct growing {
	struct found_list *list;
	size_t room;
};

/* A number as %jx prints it; returns what is behind it, or NULL. */
static const char *
take_number(const char *from, uint64_t *number)
{
	static const char digits[] = "0123456789abcdef";
	const char *p = from, *digit;

	*number = 0;
	for (; *p != '\0' && (digit = strchr(digits, *p)) != NULL; p++) {
		if (*number >> 60 != 0)
			return NULL;
		*number = *number << 4 | (uint64_t)(digit - digits);
	}
	return p == from || (*from == '0' && p - from > 1) ? NULL : p;
}

/* What is not called as lsci_rendezvous_name calls it is no agent's. */
static bool
understand(struct found *found, const char *name)
{
	const char *p = name + sizeof LSCI_RENDEZVOUS_PREFIX - 1;
	uint64_t place;

	if (strlen(name) >= sizeof found->name)
		return false;
	p = take_number(p, &found->device);
	if (p == NULL || *p++ != '/')
		return false;
	p = take_number(p, &found->inode);
	if (p == NULL || *p++ != '/')
		return false;
	p = take_number(p, &place);
	if (p == NULL || *p != '\0')
		return false;
	strcpy(found->name, name);
	return true;
}

static int
add(const char *name, void *context)
{
	struct growing *growing = context;
	struct found_list *list = growing->list;
	struct found found = { .progress = PROGRESS_UNMET, .connection = -1 };
	void *more;

	if (!understand(&found, name))
		return 0;
	if (list->count == growing->room) {
		growing->room = growing->room * 2 + 64;
		more = realloc(list->item, growing->room * sizeof found);
		if (more == NULL)
			return -ENOMEM;
		list->item = more;
	}
	list->item[list->count++] = found;
	return 0;
}

static int
compare_names(const void *one, const void *other)
{
	return strcmp(((const struct found *)one)->name,
	    ((const struct found *)other)->name);
}

static void
drop_repeated(struct found_list *list)
{
	size_t i, kept = 0;

	if (list->count > 0)
		qsort(list->item, list->count, sizeof *list->item,
		    compare_names);
	for (i = 0; i < list->count; i++)
		if (kept == 0 || strcmp(list->item[kept - 1].name,
		    list->item[i].name) != 0)
			list->item[kept++] = list->item[i];
	list->count = kept;
}

int
found_list_make(struct found_list *list)
{
	static const char kernels[] = "/proc/self/net/unix";
	struct growing growing = { list, 0 };
	int r;

	if (access(kernels, R_OK) < 0)
		return report_errno(kernels);
	r = lsci_sys_names(LSCI_RENDEZVOUS_PREFIX, add, &growing);
	if (r < 0) {
		errno = -r;
		return report_errno(kernels);
	}
	drop_repeated(list);
	return 0;
}

void
found_drop_gone(struct found_list *list)
{
	size_t i, kept = 0;

	for (i = 0; i < list->count; i++)
		if (list->item[i].progress != PROGRESS_GONE)
			list->item[kept++] = list->item[i];
		else
			free(list->item[i].path);
	list->count = kept;
}

void
found_list_clear(struct found_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		free(list->item[i].path);
	free(list->item);
	list->item = NULL;
	list->count = 0;
}

void
found_choose(struct found_list *list, const struct file *file, size_t files)
{
	size_t i, j;

	for (i = 0; i < list->count; i++) {
		struct found *found = &list->item[i];

		for (j = 0; j < files; j++)
			if (file[j].device == found->device &&
			    file[j].inode == found->inode)
				break;
		if (j == files) {
			found->progress = PROGRESS_GONE;
			continue;
		}
		found->path = strdup(file[j].path);
		found->owner = file[j].owner;
		found->owner_known = true;
	}
	found_drop_gone(list);
}

static int
compare_numbers(uint64_t one, uint64_t other)
{
	return (one > other) - (one < other);
}

/* Those without a path come last. */
static int
compare(const void *a, const void *b)
{
	const struct found *one = a, *other = b;
	int r = (one->path == NULL) - (other->path == NULL);

	if (r == 0 && one->path != NULL)
		r = strcmp(one->path, other->path);
	if (r == 0)
		r = compare_numbers(one->device, other->device);
	return r != 0 ? r : compare_numbers(one->inode, other->inode);
}

void
found_sort(struct found_list *list)
{
	if (list->count > 0)
		qsort(list->item, list->count, sizeof *list->item, compare);
}
