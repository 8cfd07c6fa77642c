# SPDX-License-Identifier: ISC
#
# `make bench': what the calls cost, against the bare system calls.

EXTRA_PROGRAMS += bench/bench
CLEANFILES += bench/bench
bench_bench_SOURCES = bench/bench.c bench/bench.h bench/messages.c \
	bench/names.c
bench_bench_LDADD = libstreamcompat.la

bench: bench/bench$(EXEEXT)
	bench/bench$(EXEEXT)
.PHONY: bench
