# SPDX-License-Identifier: ISC
check_PROGRAMS =
TESTS =
TESTS += $(check_PROGRAMS)
if LSC_TESTS
check_PROGRAMS += tests/first
tests_first_SOURCES = tests/first.c
tests_first_CFLAGS = $(AM_CFLAGS) $(CRITERION_CFLAGS)
tests_first_LDADD = libstreamcompat.la $(CRITERION_LIBS)
endif
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/tap-criterion
