# SPDX-License-Identifier: ISC
#
# Names of streams among enemies, in crowds, and in strange programs.

names_support = \
	tests/names/mute.c \
	tests/names/mute.h \
	tests/names/named.c \
	tests/names/named.h \
	# EOL
names_tests = \
	tests/names/caller_test.c \
	tests/names/follow_test.c \
	tests/names/hostile_test.c \
	tests/names/impostor_test.c \
	tests/names/killed_test.c \
	tests/names/letter.h \
	tests/names/many_test.c \
	tests/names/relay_test.c \
	tests/names/stage.h \
	tests/names/trap_test.c \
	tests/names/user_test.c \
	# EOL
names_seam_tests = \
	tests/names/step_test.c \
	# EOL

if LSC_TESTS
if LSC_AGENT

check_PROGRAMS += \
	tests/names-control \
	tests/names-shared \
	# EOL

tests_names_shared_SOURCES = \
	$(names_tests) $(names_support) $(test_support)
tests_names_shared_CFLAGS = $(test_cflags)
tests_names_shared_LDADD = $(over_shared) -lpthread

# Where a process can be stopped at each of its system calls.
tests_names_control_SOURCES = \
	$(names_seam_tests) $(names_support) $(test_support) $(test_seam)
tests_names_control_CFLAGS = $(test_cflags)
tests_names_control_LDADD = $(over_control) -lpthread

endif
endif
