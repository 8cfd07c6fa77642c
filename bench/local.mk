# SPDX-License-Identifier: ISC
#
# `make bench': what the calls cost, against the bare system calls.

EXTRA_PROGRAMS += bench/bench
CLEANFILES += bench/bench
bench_bench_SOURCES = bench/bench.c bench/bench.h bench/messages.c \
	bench/names.c
bench_bench_LDADD = libstreamcompat.la

bench: all bench/bench$(EXEEXT)
	STREAMCOMPAT_ATTACHD=$$PWD/agent/streamcompat-attachd \
	    bench/bench$(EXEEXT)
.PHONY: bench
