/* SPDX-License-Identifier: ISC */
/*
 * The names of sockets, from the list that Linux keeps of them: a line each,
 * the name last, with an @ for the zero in front.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sys/names.h"
#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

enum { LINE_MAX_SIZE = 512 };

struct list {
	const char *prefix;
	lsci_name_visitor *visit;
	void *context;
	char line[LINE_MAX_SIZE];
	size_t size;            /* of the line, so far */
};

static int
take_line(struct list *list)
{
	const char *name;

	list->line[list->size] = '\0';
	list->size = 0;
	name = strchr(list->line, '@');
	if (name == NULL ||
	    strncmp(name + 1, list->prefix, strlen(list->prefix)) != 0)
		return 0;
	return list->visit(name + 1, list->context);
}

/* What does not fit into a line is none of ours. */
static int
take(struct list *list, const char *text, size_t size)
{
	size_t i;
	int r = 0;

	for (i = 0; i < size && r == 0; i++)
		if (text[i] == '\n')
			r = take_line(list);
		else if (list->size < sizeof list->line - 1)
			list->line[list->size++] = text[i];
	return r;
}

int
lsci_sys_names(const char *prefix, lsci_name_visitor *visit, void *context)
{
	struct list list = { .prefix = prefix, .visit = visit,
	    .context = context };
	char text[4096];
	int fd = LSCI_INT_RESULT(
	    open("/proc/self/net/unix", O_RDONLY | O_CLOEXEC));
	int r = 0;

	if (fd < 0)
		return fd == -EMFILE || fd == -ENFILE ? fd : 0;
	while (r == 0) {
		ssize_t n = LSCI_RESULT(read(fd, text, sizeof text));

		if (n <= 0)
			break;
		r = take(&list, text, (size_t)n);
	}
	lsci_sys_close(fd);
	return r;
}
