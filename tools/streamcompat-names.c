/* SPDX-License-Identifier: ISC */
/*
 * streamcompat-names - list the names of streams.
 */
#include <config.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "arguments.h"
#include "names/found.h"
#include "names/show.h"
#include "report.h"
#include "usage.h"

enum { NOT_ATTACHED = 1, FAILED };

const struct report_program report_program = { "streamcompat-names", FAILED };

static const char help[] =
"usage: streamcompat-names [-jn] [PATH]...\n"
"\n"
"List the files to which streams are attached: all of them, or those among\n"
"the paths.\n"
"\n"
"  -j, --json      for programs\n"
"  -n, --numeric   numbers of users in place of their names\n"
"      --help\n"
"      --version\n";

struct wishes {
	bool json;
	bool numeric;
};

static void
set_json(void *to, const char *value)
{
	(void)value;
	((struct wishes *)to)->json = true;
}

static void
set_numeric(void *to, const char *value)
{
	(void)value;
	((struct wishes *)to)->numeric = true;
}

static const struct argument rows[] = {
	{ 'j', "json", false, set_json },
	{ 'n', "numeric", false, set_numeric },
	{ 0, NULL, false, NULL }
};

/* What can be found of them is put into file; -1 if not all can. */
static int
find_files(char **path, struct file *file, size_t *files)
{
	struct stat st;
	int r = 0;

	for (*files = 0; *path != NULL; path++) {
		if (stat(*path, &st) < 0) {
			r = report_errno(*path);
			continue;
		}
		file[(*files)++] = (struct file){ .path = *path,
		    .device = (uint64_t)st.st_dev,
		    .inode = (uint64_t)st.st_ino, .owner = st.st_uid };
	}
	return r;
}

/* Returns the status for exit. */
static int
report_missing(const struct found_list *list, const struct file *file,
    size_t files)
{
	int r = EXIT_SUCCESS;
	size_t i, j;

	for (i = 0; i < files; i++) {
		for (j = 0; j < list->count; j++)
			if (list->item[j].device == file[i].device &&
			    list->item[j].inode == file[i].inode &&
			    list->item[j].verdict == VERDICT_ATTACHED)
				break;
		if (j < list->count)
			continue;
		report(file[i].path, "no stream is attached");
		r = NOT_ATTACHED;
	}
	return r;
}

static int
show(const struct found_list *list, const struct wishes *w)
{
	if (w->json)
		show_json(list);
	else
		show_table(list, w->numeric);
	return ferror(stdout) || fclose(stdout) == EOF ?
	    report_errno("standard output") : 0;
}

/* All that are chosen, in their order. */
static int
find_names(struct found_list *list, const struct file *file, size_t files)
{
	if (found_list_make(list) < 0)
		return -1;
	if (file != NULL)
		found_choose(list, file, files);
	found_ask_all(list);
	found_judge_all(list);
	found_sort(list);
	return 0;
}

int
main(int argc, char **argv)
{
	struct wishes w = { false, false };
	struct found_list list = FOUND_LIST_INIT;
	struct file *file = NULL;
	size_t files = 0;
	int r = 0;

	(void)setlocale(LC_CTYPE, "");
	argv = arguments_take(argv + (argc > 0), rows, help, &w);
	if (*argv != NULL) {
		file = calloc((size_t)argc, sizeof *file);
		r = file == NULL ? report_errno(*argv) :
		    find_files(argv, file, &files);
		if (file == NULL)
			return FAILED;
	}
	if (find_names(&list, file, files) < 0 || show(&list, &w) < 0)
		r = -1;
	r = r < 0 ? FAILED : report_missing(&list, file, files);
	found_list_clear(&list);
	free(file);
	return r;
}
