/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "show.h"

/* How many bytes follow one like this, and what the first of them must be:
   that leaves out long forms, surrogates, and what is above U+10FFFF. */
static const struct lead {
	unsigned char first, last;
	unsigned char more;
	unsigned char low, high;
} leads[] = {
	{ 0x00, 0x7f, 0, 0x80, 0xbf },
	{ 0xc2, 0xdf, 1, 0x80, 0xbf },
	{ 0xe0, 0xe0, 2, 0xa0, 0xbf },
	{ 0xe1, 0xec, 2, 0x80, 0xbf },
	{ 0xed, 0xed, 2, 0x80, 0x9f },
	{ 0xee, 0xef, 2, 0x80, 0xbf },
	{ 0xf0, 0xf0, 3, 0x90, 0xbf },
	{ 0xf1, 0xf3, 3, 0x80, 0xbf },
	{ 0xf4, 0xf4, 3, 0x80, 0x8f }
};

static const struct lead *
find(unsigned char byte)
{
	size_t i;

	for (i = 0; i < sizeof leads / sizeof *leads; i++)
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	return NULL;
}

size_t
utf8_size(const unsigned char *text, size_t n)
{
	const struct lead *lead = n > 0 ? find(*text) : NULL;
	size_t i;

	if (lead == NULL || n <= lead->more)
		return 0;
	for (i = 1; i <= lead->more; i++)
		if (text[i] < (i == 1 ? lead->low : 0x80) ||
		    text[i] > (i == 1 ? lead->high : 0xbf))
			return 0;
	return 1 + (size_t)lead->more;
}
