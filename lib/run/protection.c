/* SPDX-License-Identifier: ISC */
/*
 * The dynamic linker protects whole pages: from the one in which the region
 * begins to the last that is in it with all its bytes.  What lies elsewhere
 * is writable, and other things on its pages have to stay so.
 */
#include <config.h>

#include <link.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "run/protection.h"

/* Whole pages. */
struct pages {
	uintptr_t from;
	uintptr_t to;
};

static struct pages
pages_of(const void *at, size_t size)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = (uintptr_t)at;
	struct pages pages = { from & ~(page - 1),
	    (from + size + page - 1) & ~(page - 1) };

	return pages;
}

static int
covers(struct dl_phdr_info *object, size_t size, void *wanted)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	const struct pages *pages = wanted;
	int i;

	(void)size;
	for (i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		uintptr_t from = object->dlpi_addr + part->p_vaddr;

		if (part->p_type == PT_GNU_RELRO &&
		    pages->from >= (from & ~(page - 1)) &&
		    pages->to <= ((from + part->p_memsz) & ~(page - 1)))
			return 1;
	}
	return 0;
}

static bool
protect(const void *at, size_t size, int how)
{
	struct pages pages = pages_of(at, size);

	return dl_iterate_phdr(covers, &pages) == 0 ||
	    mprotect((void *)pages.from, pages.to - pages.from, how) == 0;
}

bool
lsci_protection_lift(void *at, size_t size)
{
	return protect(at, size, PROT_READ | PROT_WRITE);
}

void
lsci_protection_restore(void *at, size_t size)
{
	(void)protect(at, size, PROT_READ);
}
