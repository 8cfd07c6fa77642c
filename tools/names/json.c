/* SPDX-License-Identifier: ISC */
/*
 * A string of JSON is text; a path is bytes.  Those that are no UTF-8 become
 * U+FFFD, and then all bytes are told besides, in hexadecimal digits.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <time.h>

#include "show.h"

static void
put_character(const unsigned char *text, size_t size)
{
	if (size == 0)
		(void)fputs("\\ufffd", stdout);
	else if (*text == '"' || *text == '\\')
		(void)printf("\\%c", *text);
	else if (*text < ' ' || *text == 0x7f)
		(void)printf("\\u%04x", *text);
	else
		(void)fwrite(text, 1, size, stdout);
}

/* Whether all of it is UTF-8. */
static bool
put_string(const char *string)
{
	const unsigned char *text = (const unsigned char *)string;
	size_t n = strlen(string);
	bool valid = true;

	(void)putchar('"');
	while (n > 0) {
		size_t size = utf8_size(text, n), step = size > 0 ? size : 1;

		put_character(text, size);
		valid &= size > 0;
		text += step;
		n -= step;
	}
	(void)putchar('"');
	return valid;
}

static void
put_path(const char *path)
{
	const unsigned char *byte = (const unsigned char *)path;

	(void)fputs(", \"path\": ", stdout);
	if (path == NULL) {
		(void)fputs("null", stdout);
		return;
	}
	if (put_string(path))
		return;
	(void)fputs(", \"path_bytes\": \"", stdout);
	for (; *byte != '\0'; byte++)
		(void)printf("%02x", *byte);
	(void)putchar('"');
}

static void
put_number(const char *name, bool known, uint64_t number)
{
	if (known)
		(void)printf(", \"%s\": %" PRIu64, name, number);
	else
		(void)printf(", \"%s\": null", name);
}

/* In the words of RFC 3339, if there are any. */
static void
put_since(const struct found *found)
{
	time_t since = (time_t)found->what.since;
	struct tm tm;
	char text[40];

	if (found_tells(found) && since >= 0 &&
	    (uint64_t)since == found->what.since &&
	    gmtime_r(&since, &tm) != NULL && tm.tm_year < 9999 - 1900 &&
	    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) > 0)
		(void)printf(", \"since\": \"%s\"", text);
	else
		(void)fputs(", \"since\": null", stdout);
}

static void
put_object(const struct found *found)
{
	bool tells = found_tells(found);

	(void)printf("{\"state\": \"%s\"", found_state(found));
	put_number("user", found->host.uid_known, found->host.uid);
	put_number("pid", found_process(found) > 0,
	    (uint64_t)found_process(found));
	put_since(found);
	put_number("opens", tells, found->what.opens);
	put_number("unread", tells, found->what.unread);
	(void)printf(", \"connld\": %s", !tells ? "null" :
	    found->what.connld ? "true" : "false");
	put_number("owner", found->owner_known, found->owner);
	(void)printf(", \"device\": \"%u:%u\"",
	    major((dev_t)found->device), minor((dev_t)found->device));
	put_number("inode", true, found->inode);
	put_path(found->path);
	(void)putchar('}');
}

void
show_json(const struct found_list *list)
{
	size_t i;

	(void)putchar('[');
	for (i = 0; i < list->count; i++) {
		(void)fputs(i > 0 ? ",\n" : "\n", stdout);
		put_object(&list->item[i]);
	}
	(void)fputs(list->count > 0 ? "\n]\n" : "]\n", stdout);
}
