/* SPDX-License-Identifier: ISC */
/*
 * The bytes of a status message; no system call here.
 */
#include <config.h>

#include <string.h>

#include "head/status.h"

unsigned char
lsci_status_encode(int status)
{
	unsigned char low = (unsigned char)(0U - (unsigned)status);

	return low == 0 ? 1 : low;
}

size_t
lsci_status_extent(const char *data, size_t size)
{
	const char *zero = memchr(data, 0, size);
	size_t text = zero == NULL ? size : (size_t)(zero - data);

	return size - text >= LSCI_STATUS_END ? text + LSCI_STATUS_END : text;
}

int
lsci_status_is_complete(const char *data, size_t size)
{
	return size >= LSCI_STATUS_END && data[size - LSCI_STATUS_END] == 0;
}
