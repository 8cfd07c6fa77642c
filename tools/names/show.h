/* SPDX-License-Identifier: ISC */
#ifndef TOOLS_NAMES_SHOW_H
#define TOOLS_NAMES_SHOW_H

#include <stdbool.h>

#include "found.h"

/* show_table - for people, on standard output. */
void show_table(const struct found_list *list, bool numeric);

/* show_json - for programs: an array, with an object for each name. */
void show_json(const struct found_list *list);

/* utf8_size - of the character that text begins with, within n bytes; 0 if
   that is none. */
size_t utf8_size(const unsigned char *text, size_t n);

#endif
