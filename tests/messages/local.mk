# SPDX-License-Identifier: ISC
#
# What message streams promise when many share an end, when sequences are
# random, when peers lie and when the rest of the system knows nothing of them.

messages_crowd = \
	tests/messages/crowd.c \
	tests/messages/crowd.h \
	tests/messages/crowd_roles.c \
	# EOL
messages_model = \
	tests/messages/act.c \
	tests/messages/act.h \
	tests/messages/chance.h \
	tests/messages/key.h \
	tests/messages/model.h \
	tests/messages/model_queue.c \
	tests/messages/model_queue.h \
	tests/messages/model_receive.c \
	tests/messages/model_test.c \
	tests/messages/player.h \
	tests/messages/player_receive.c \
	tests/messages/player_send.c \
	# EOL
messages_tests = \
	tests/messages/chance.h \
	tests/messages/counted_test.c \
	tests/messages/errnos_test.c \
	tests/messages/filters_test.c \
	tests/messages/forged_test.c \
	tests/messages/garbage_test.c \
	tests/messages/key.h \
	tests/messages/sharing_test.c \
	tests/messages/vfork_test.c \
	tests/messages/wire.h \
	# EOL

if LSC_TESTS

check_PROGRAMS += \
	tests/messages-model \
	tests/messages-shared \
	tests/messages-threads \
	tests/unit-messages \
	# EOL

tests_messages_model_SOURCES = $(messages_model) $(test_helpers)
tests_messages_model_LDADD = libstreamcompat.la

tests_messages_shared_SOURCES = \
	$(messages_tests) $(messages_crowd) $(test_support)
tests_messages_shared_CFLAGS = $(test_cflags)
tests_messages_shared_LDADD = $(over_shared) -lpthread

tests_messages_threads_SOURCES = \
	tests/messages/threads_test.c $(messages_crowd) $(test_helpers)
tests_messages_threads_LDADD = libstreamcompat.la -lpthread

tests_unit_messages_SOURCES = \
	lib/head/outstanding.c \
	lib/head/part.c \
	lib/head/record.c \
	tests/messages/chance.h \
	tests/messages/key.h \
	tests/messages/wire.h \
	tests/unit/outstanding_test.c \
	tests/unit/part_test.c \
	tests/unit/record_test.c \
	$(test_support)
tests_unit_messages_CFLAGS = $(test_cflags)
tests_unit_messages_LDADD = $(CRITERION_LIBS)

endif
