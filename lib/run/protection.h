/* SPDX-License-Identifier: ISC */
/*
 * Data that the dynamic linker has made read-only once it was relocated.
 */
#ifndef LSCI_PROTECTION_H
#define LSCI_PROTECTION_H

#include <stdbool.h>
#include <stddef.h>

/* Makes these bytes writable, if they are not; false if that is refused. */
bool lsci_protection_lift(void *at, size_t size);

/* As it was before. */
void lsci_protection_restore(void *at, size_t size);

#endif
