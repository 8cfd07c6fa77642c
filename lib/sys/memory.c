/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <sys/mman.h>

#include "sys/seam.h"
#include "sys/sys.h"

#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif

void *
lsci_sys_map(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

void
lsci_sys_unmap(void *memory, size_t size)
{
	(void)munmap(memory, size);
}
