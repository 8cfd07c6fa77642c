/* SPDX-License-Identifier: ISC */
/*
 * A table whose columns are as wide as what is in them.  The last one is the
 * name, of which nothing is shown that could command a terminal.
 */
#include <config.h>

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>

#include "show.h"

enum { STATE, USER, PID, SINCE, OPENS, KIND, COLUMNS, CELL = 40 };

struct row {
	char cell[COLUMNS][CELL];
};

static const struct row head = { { "STATE", "USER", "PID", "SINCE", "OPENS",
	"KIND" } };

/* --- what is in them */

static void
tell_user(char cell[CELL], const struct lsci_identity *host, bool numeric)
{
	const struct passwd *entry = !host->uid_known || numeric ? NULL :
	    getpwuid(host->uid);

	if (!host->uid_known)
		(void)strcpy(cell, "?");
	else if (entry != NULL && strlen(entry->pw_name) < CELL)
		(void)strcpy(cell, entry->pw_name);
	else
		(void)snprintf(cell, CELL, "%lu", (unsigned long)host->uid);
}

static void
tell_since(char cell[CELL], uint64_t since)
{
	time_t moment = (time_t)since;
	struct tm tm;

	if (moment < 0 || (uint64_t)moment != since ||
	    localtime_r(&moment, &tm) == NULL ||
	    strftime(cell, CELL, "%Y-%m-%d %H:%M:%S", &tm) == 0)
		(void)strcpy(cell, "?");
}

static void
fill(struct row *row, const struct found *found, bool numeric)
{
	static const struct row nothing = { { "", "", "-", "-", "-", "-" } };
	long pid = found_process(found);

	*row = nothing;
	(void)strcpy(row->cell[STATE], found_state(found));
	tell_user(row->cell[USER], &found->host, numeric);
	if (pid > 0)
		(void)snprintf(row->cell[PID], CELL, "%ld", pid);
	if (!found_tells(found))
		return;
	tell_since(row->cell[SINCE], found->what.since);
	(void)snprintf(row->cell[OPENS], CELL, "%" PRIu64, found->what.opens);
	(void)strcpy(row->cell[KIND], found->what.connld ? "connld" :
	    "shared");
}

/* --- and how it is printed */

static void
widen(int width[COLUMNS], const struct row *row)
{
	int i;

	for (i = 0; i < COLUMNS; i++)
		if ((int)strlen(row->cell[i]) > width[i])
			width[i] = (int)strlen(row->cell[i]);
}

static void
print_row(const int width[COLUMNS], const struct row *row)
{
	int i;

	for (i = 0; i < COLUMNS; i++)
		(void)printf("%*s  ", i == PID || i == OPENS ? width[i] :
		    -width[i], row->cell[i]);
}

/* What the locale calls printable; other bytes by their octal number. */
static void
print_text(const char *text)
{
	size_t left = strlen(text);
	mbstate_t state = { 0 };

	while (left > 0) {
		wchar_t character;
		size_t n = mbrtowc(&character, text, left, &state);
		bool is = n > 0 && n <= left && *text != '\\' &&
		    iswprint((wint_t)character);

		if (n == 0 || n > left) {
			memset(&state, 0, sizeof state);
			n = 1;
		}
		left -= n;
		for (; n > 0; n--, text++)
			if (is)
				(void)putchar(*text);
			else
				(void)printf("\\%03o", (unsigned char)*text);
	}
}

static void
print_name(const struct found *found)
{
	if (found->path != NULL)
		print_text(found->path);
	else
		(void)printf("inode %" PRIu64 " on device %u:%u "
		    "(its path cannot be seen)", found->inode,
		    major((dev_t)found->device), minor((dev_t)found->device));
	(void)putchar('\n');
}

void
show_table(const struct found_list *list, bool numeric)
{
	int width[COLUMNS] = { 0 };
	struct row row;
	size_t i;

	widen(width, &head);
	for (i = 0; i < list->count; i++) {
		fill(&row, &list->item[i], numeric);
		widen(width, &row);
	}
	print_row(width, &head);
	(void)puts("NAME");
	for (i = 0; i < list->count; i++) {
		fill(&row, &list->item[i], numeric);
		print_row(width, &row);
		print_name(&list->item[i]);
	}
}
