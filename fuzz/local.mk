# SPDX-License-Identifier: ISC
#
# Targets for libFuzzer, and what they are given where there is none.

fuzz_tests = fuzz/record.sh
TESTS += $(fuzz_tests)
EXTRA_DIST += \
	$(fuzz_tests) \
	fuzz/fuzz.sh \
	fuzz/corpus/record/control-and-data \
	fuzz/corpus/record/control-largest \
	fuzz/corpus/record/control-too-long \
	fuzz/corpus/record/data \
	fuzz/corpus/record/data-in-band \
	fuzz/corpus/record/empty \
	fuzz/corpus/record/empty-data \
	fuzz/corpus/record/flush \
	fuzz/corpus/record/flush-band \
	fuzz/corpus/record/header-cut \
	fuzz/corpus/record/high \
	fuzz/corpus/record/largest \
	fuzz/corpus/record/magic \
	fuzz/corpus/record/message-flush-band \
	fuzz/corpus/record/message-high \
	fuzz/corpus/record/message-normal \
	fuzz/corpus/record/other-key \
	fuzz/corpus/record/other-size \
	fuzz/corpus/record/other-version \
	# EOL

if LSC_TESTS

check_PROGRAMS += fuzz/record-replay

fuzz_record_replay_SOURCES = \
	fuzz/fuzz.h \
	fuzz/record_fuzz.c \
	fuzz/replay.c \
	lib/head/record.c \
	# EOL
fuzz_record_replay_CPPFLAGS = \
	$(AM_CPPFLAGS) -DCORPUS='"fuzz/corpus/record"'
fuzz_record_replay_CFLAGS = $(AM_CFLAGS)

endif
