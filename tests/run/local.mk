# SPDX-License-Identifier: ISC
#
# Tests of streamcompat-run.

run_tests = \
	tests/run/command.sh \
	tests/run/languages.sh \
	tests/run/object.sh \
	tests/run/processes.sh \
	tests/run/program.sh \
	tests/run/shells.sh \
	tests/run/streams.sh \
	tests/run/tools.sh \
	# EOL

TESTS += $(run_tests)
EXTRA_DIST += \
	$(run_tests) \
	tests/run/legacy.c \
	tests/run/process.c \
	tests/run/run.sh \
	# EOL
if LSC_RUN
$(run_tests:.sh=.log): streamcompat-preload.la tools/streamcompat-run$(EXEEXT)
endif

# The cases of streams, as a program that leaves everything to somebody else.
if LSC_TESTS
EXTRA_PROGRAMS += tests/streams-run
tests_streams_run_SOURCES = \
	$(streams_tests) $(streams_kinds_tests) $(test_support)
tests_streams_run_CFLAGS = $(test_cflags)
tests_streams_run_CPPFLAGS = \
	$(AM_CPPFLAGS) $(stropts_cppflags) -DT_SOURCE_PORT
tests_streams_run_LDADD = $(over_shared) -lpthread
tests/run/streams.log: tests/streams-run$(EXEEXT)
CLEANFILES += tests/streams-run$(EXEEXT)
endif
