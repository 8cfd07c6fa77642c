/* SPDX-License-Identifier: ISC */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* What a fuzzer calls with whatever it can think of. */
int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size);

#endif
