/* SPDX-License-Identifier: ISC */
/*
 * Bytes that nobody can guess.
 */
#include <config.h>

#include <sys/types.h>
#ifdef HAVE_SYS_RANDOM_H
#include <sys/random.h>
#endif
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sys.h"

int
lsci_sys_random(void *to, size_t size)
{
	return LSCI_INT_RESULT(getentropy(to, size));
}
