# SPDX-License-Identifier: ISC
#
# Targets for libFuzzer, and what they are given where there is none.

fuzz_tests = \
	fuzz/name.sh \
	fuzz/record.sh \
	# EOL
TESTS += $(fuzz_tests)
EXTRA_DIST += \
	$(fuzz_tests) \
	fuzz/corpus/name/ask-describe \
	fuzz/corpus/name/ask-detach \
	fuzz/corpus/name/ask-open \
	fuzz/corpus/name/connected \
	fuzz/corpus/name/description \
	fuzz/corpus/name/description-cut \
	fuzz/corpus/name/description-odd-flag \
	fuzz/corpus/name/empty \
	fuzz/corpus/name/header-cut \
	fuzz/corpus/name/header-long \
	fuzz/corpus/name/letter-connected \
	fuzz/corpus/name/letter-description \
	fuzz/corpus/name/no \
	fuzz/corpus/name/odd-zeros \
	fuzz/corpus/name/other-version \
	fuzz/corpus/name/other-word \
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
	fuzz/fuzz.sh \
	# EOL

if LSC_TESTS

check_PROGRAMS += \
	fuzz/name-replay \
	fuzz/record-replay \
	# EOL

fuzz_name_replay_SOURCES = \
	fuzz/fuzz.h \
	fuzz/name_fuzz.c \
	fuzz/replay.c \
	lib/name/wire.c \
	# EOL
fuzz_name_replay_CPPFLAGS = \
	$(AM_CPPFLAGS) -DCORPUS='"fuzz/corpus/name"'
fuzz_name_replay_CFLAGS = $(AM_CFLAGS)

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
