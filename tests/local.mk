# SPDX-License-Identifier: ISC
#
# The tests.  Programs in tests/<directory>: the directory tells what kind of
# test it is.  A suite runs over the library as it is installed (-shared) and
# over test builds of it, one for each backend, in which system calls can be
# made to fail.

check_PROGRAMS =
check_LTLIBRARIES =
TESTS =
TEST_EXTENSIONS =

test_helpers = \
	tests/support/t.h \
	tests/support/t_descriptors.c \
	tests/support/t_directory.c \
	tests/support/t_must.h \
	tests/support/t_processes.c \
	tests/support/t_sockets.c \
	tests/support/t_test.h \
	# EOL
# Where there is no Criterion a runner of our own takes its place.
test_support = $(test_helpers) $(plain_runner)
if LSC_TESTS_PLAIN
plain_runner = tests/plain/criterion/criterion.h tests/plain/runner.c
else
plain_runner =
endif
test_seam = \
	tests/support/t_seam.c \
	# EOL
apue_tests = \
	tests/apue/hostile_test.c \
	tests/apue/identity_test.c \
	tests/apue/interrupt_test.c \
	tests/apue/pair.h \
	tests/apue/passing_test.c \
	tests/apue/pipe_test.c \
	tests/apue/property_test.c \
	tests/apue/refusal_test.c \
	tests/apue/server_test.c \
	tests/apue/sharing_test.c \
	tests/apue/streams_form_test.c \
	tests/apue/wire_test.c \
	# EOL

fault_tests = \
	tests/fault/fault_test.c \
	tests/fault/lsc_fault_test.c \
	tests/fault/message_fault_test.c \
	tests/fault/scenario.c \
	tests/fault/scenario.h \
	# EOL
if LSC_AGENT
fault_tests += tests/fault/name_fault_test.c
endif
ioctl_tests = \
	tests/apue/pair.h \
	tests/ioctl/hostile_test.c \
	tests/ioctl/ioctl_test.c \
	tests/ioctl/kinds_test.c \
	# EOL
# What is a stream of another kind: bytes, and the end of a server.
streams_kinds_tests = \
	tests/streams/bytes_requests_test.c \
	tests/streams/bytes_test.c \
	tests/streams/listener_test.c \
	# EOL
streams_tests = \
	tests/streams/apue_test.c \
	tests/streams/aside_test.c \
	tests/streams/attach_test.c \
	tests/streams/bytes.h \
	tests/streams/caught.c \
	tests/streams/caught.h \
	tests/streams/connld_test.c \
	tests/streams/expect.c \
	tests/streams/expect.h \
	tests/streams/fdinsert_test.c \
	tests/streams/flow_test.c \
	tests/streams/flush_test.c \
	tests/streams/getmsg_test.c \
	tests/streams/getpmsg_test.c \
	tests/streams/hangup_test.c \
	tests/streams/inspect_test.c \
	tests/streams/isastream_test.c \
	tests/streams/main.c \
	tests/streams/message.c \
	tests/streams/message.h \
	tests/streams/modules_test.c \
	tests/streams/named.c \
	tests/streams/named.h \
	tests/streams/options_test.c \
	tests/streams/passing_test.c \
	tests/streams/pipe_test.c \
	tests/streams/poll_test.c \
	tests/streams/putmsg_test.c \
	tests/streams/read_test.c \
	tests/streams/restart_test.c \
	tests/streams/room.h \
	tests/streams/sharing_test.c \
	tests/streams/short_ids_test.c \
	tests/streams/signal_others_test.c \
	tests/streams/signal_test.c \
	tests/streams/signal_thread_test.c \
	tests/streams/svr4.h \
	tests/streams/system_requests_test.c \
	tests/streams/terminal_test.c \
	tests/streams/way.c \
	tests/streams/way.h \
	tests/streams/write_test.c \
	tests/streams/xpg4_test.c \
	# EOL
lsc_tests = \
	tests/apue/pair.h \
	tests/lsc/hostile_test.c \
	tests/lsc/parcel.h \
	tests/lsc/parcel_test.c \
	tests/lsc/peer_test.c \
	tests/lsc/property_test.c \
	tests/lsc/sender_test.c \
	tests/lsc/server_test.c \
	tests/lsc/table_test.c \
	tests/lsc/waiting_test.c \
	# EOL

EXTRA_DIST += \
	tests/accrights/sys/socket.h \
	tests/check.sh \
	tests/emulated.known \
	tests/emulated.sh \
	tests/matrix.sh \
	tests/plain/criterion/criterion.h \
	tests/plain/runner.c \
	tests/streams/count.sh \
	tests/streams/run_way.sh \
	tests/tap-criterion \
	# EOL

LOG_DRIVER = env AM_TAP_AWK='$(AWK)' \
	$(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/tap-criterion

if LSC_TESTS

# --- the library with each backend, and with the seam

seam_sources = $(common_sources) $(peer_sources)

check_LTLIBRARIES += tests/libcontrol.la tests/libaccrights.la
tests_libcontrol_la_SOURCES = \
	$(seam_sources) $(sender_sources) \
	lib/backend/control.c lib/backend/slots_by_peek.c
tests_libcontrol_la_CPPFLAGS = $(AM_CPPFLAGS) -DLSCI_TEST_SEAM
tests_libaccrights_la_SOURCES = \
	$(seam_sources) lib/sys/sender_none.c \
	lib/backend/accrights.c lib/backend/slots_by_dup.c
tests_libaccrights_la_CPPFLAGS = \
	-I$(srcdir)/tests/accrights $(AM_CPPFLAGS) -DLSCI_TEST_SEAM

# --- programs

TESTS += $(check_PROGRAMS)
check_PROGRAMS += \
	tests/apue-accrights \
	tests/apue-shared \
	tests/contract-accrights \
	tests/contract-control \
	tests/fault-accrights \
	tests/fault-control \
	tests/interop-open-server \
	tests/ioctl-accrights \
	tests/ioctl-shared \
	tests/lsc-accrights \
	tests/lsc-shared \
	tests/streams-accrights \
	tests/streams-control \
	tests/streams-shared \
	tests/threads-shared \
	tests/unit-status \
	tests/unit-wire \
	# EOL

test_cflags = $(AM_CFLAGS) $(CRITERION_CFLAGS)
accrights_cppflags = $(AM_CPPFLAGS) -DT_ACCRIGHTS
over_shared = libstreamcompat.la $(CRITERION_LIBS)
over_control = tests/libcontrol.la $(CRITERION_LIBS)
over_accrights = tests/libaccrights.la $(CRITERION_LIBS)

tests_apue_shared_SOURCES = $(apue_tests) $(test_support)
tests_apue_shared_CFLAGS = $(test_cflags)
tests_apue_shared_LDADD = $(over_shared)

tests_apue_accrights_SOURCES = $(apue_tests) $(test_support) $(test_seam)
tests_apue_accrights_CFLAGS = $(test_cflags)
tests_apue_accrights_CPPFLAGS = $(accrights_cppflags)
tests_apue_accrights_LDADD = $(over_accrights)

tests_contract_control_SOURCES = \
	tests/contract/contract_test.c $(test_support) $(test_seam)
tests_contract_control_CFLAGS = $(test_cflags)
tests_contract_control_LDADD = $(over_control)

tests_contract_accrights_SOURCES = \
	tests/contract/contract_test.c $(test_support) $(test_seam)
tests_contract_accrights_CFLAGS = $(test_cflags)
tests_contract_accrights_CPPFLAGS = $(accrights_cppflags)
tests_contract_accrights_LDADD = $(over_accrights)

tests_fault_control_SOURCES = $(fault_tests) $(test_support) $(test_seam)
tests_fault_control_CFLAGS = $(test_cflags)
tests_fault_control_LDADD = $(over_control)

tests_fault_accrights_SOURCES = $(fault_tests) $(test_support) $(test_seam)
tests_fault_accrights_CFLAGS = $(test_cflags)
tests_fault_accrights_CPPFLAGS = $(accrights_cppflags)
tests_fault_accrights_LDADD = $(over_accrights)

stropts_cppflags = -I$(srcdir)/include/streamcompat

tests_ioctl_shared_SOURCES = $(ioctl_tests) $(test_support)
tests_ioctl_shared_CFLAGS = $(test_cflags)
tests_ioctl_shared_CPPFLAGS = $(AM_CPPFLAGS) $(stropts_cppflags)
tests_ioctl_shared_LDADD = $(over_shared)

tests_ioctl_accrights_SOURCES = $(ioctl_tests) $(test_support) $(test_seam)
tests_ioctl_accrights_CFLAGS = $(test_cflags)
tests_ioctl_accrights_CPPFLAGS = $(accrights_cppflags) $(stropts_cppflags)
tests_ioctl_accrights_LDADD = $(over_accrights)

tests_lsc_shared_SOURCES = $(lsc_tests) $(test_support)
tests_lsc_shared_CFLAGS = $(test_cflags)
tests_lsc_shared_LDADD = $(over_shared)

tests_lsc_accrights_SOURCES = $(lsc_tests) $(test_support) $(test_seam)
tests_lsc_accrights_CFLAGS = $(test_cflags)
tests_lsc_accrights_CPPFLAGS = $(accrights_cppflags)
tests_lsc_accrights_LDADD = $(over_accrights)

tests_streams_shared_SOURCES = \
	$(streams_tests) $(streams_kinds_tests) $(test_support)
tests_streams_shared_CFLAGS = $(test_cflags)
tests_streams_shared_CPPFLAGS = $(AM_CPPFLAGS) $(stropts_cppflags)
tests_streams_shared_LDADD = $(over_shared) -lpthread

if LSC_SVR4
# As a source port: the calls keep their names, and the archive takes them.
check_PROGRAMS += tests/streams-port
tests_streams_port_SOURCES = \
	$(streams_tests) $(streams_kinds_tests) $(test_support)
tests_streams_port_CFLAGS = $(test_cflags)
tests_streams_port_CPPFLAGS = \
	$(AM_CPPFLAGS) $(stropts_cppflags) -DT_SOURCE_PORT -DSTREAMCOMPAT_SVR4
tests_streams_port_LDFLAGS = -Wl,--wrap=fopen -Wl,--wrap=fopen64 \
	-Wl,--wrap=freopen -Wl,--wrap=freopen64 -Wl,-u,streamcompat_svr4 \
	-Wl,-u,streamcompat_svr4_poll -Wl,-u,streamcompat_svr4_select
tests_streams_port_LDADD = \
	libstreamcompat-svr4.a $(over_shared) -lpthread
endif

tests_streams_control_SOURCES = \
	$(streams_tests) $(streams_kinds_tests) $(test_support) \
	$(test_seam)
tests_streams_control_CFLAGS = $(test_cflags)
tests_streams_control_CPPFLAGS = $(AM_CPPFLAGS) $(stropts_cppflags)
tests_streams_control_LDADD = $(over_control) -lpthread

tests_streams_accrights_SOURCES = \
	$(streams_tests) $(streams_kinds_tests) $(test_support) \
	$(test_seam)
tests_streams_accrights_CFLAGS = $(test_cflags)
tests_streams_accrights_CPPFLAGS = $(accrights_cppflags) $(stropts_cppflags)
tests_streams_accrights_LDADD = $(over_accrights) -lpthread

tests_interop_open_server_SOURCES = \
	tests/interop/open_server_test.c tests/interop/program.h \
	$(test_support)
tests_interop_open_server_CFLAGS = $(test_cflags)
tests_interop_open_server_LDADD = $(over_shared)
EXTRA_tests_interop_open_server_DEPENDENCIES = $(example_programs)

tests_threads_shared_SOURCES = tests/threads/threads_test.c $(test_helpers)
tests_threads_shared_LDADD = libstreamcompat.la -lpthread

tests_unit_status_SOURCES = \
	lib/head/status.c tests/unit/status_test.c $(test_support)
tests_unit_status_CFLAGS = $(test_cflags)
tests_unit_status_LDADD = $(CRITERION_LIBS)

tests_unit_wire_SOURCES = \
	lib/name/wire.c tests/unit/wire_test.c $(test_support)
tests_unit_wire_CFLAGS = $(test_cflags)
tests_unit_wire_LDADD = $(CRITERION_LIBS)

endif

# What one build shows better than another; nothing else is built for it.  Not
# those whose system calls are a library's (tests/native): checkers know the C
# library.
only = $(MAKE) $(AM_MAKEFLAGS) check check_LTLIBRARIES=

# A suite of each kind: another compiler.
few_programs = \
	tests/apue-shared$(EXEEXT) \
	tests/lsc-shared$(EXEEXT) \
	tests/names-shared$(EXEEXT) \
	tests/streams-shared$(EXEEXT) \
	tests/threads-shared$(EXEEXT) \
	# EOL
check-few:
	+$(only) check_PROGRAMS='$(few_programs)' TESTS='$(few_programs)'
# Each suite once, over one of the builds of the library; all are built.
check-once:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(filter-out \
	    tests/ioctl-accrights$(EXEEXT) tests/lsc-accrights$(EXEEXT) \
	    tests/streams-accrights$(EXEEXT) tests/%-streams$(EXEEXT) \
	    tests/names-control$(EXEEXT) tests/streams-control$(EXEEXT) \
	    tests/streams-port$(EXEEXT), \
	    $(check_PROGRAMS))'
# Under valgrind, given in VALGRIND; what other builds of the same sources show
# as well (fault: the sanitizers), or what is many processes, is left out; what
# takes longest begins.  The programs that interop starts are scripts of
# libtool, whose shell and sed have leaks of their own.
check-valgrind:
	+programs='tests/streams-shared$(EXEEXT) $(filter-out \
	    tests/credentials-% tests/fault-% tests/interop-% \
	    tests/messages-% tests/names-% tests/%-accrights \
	    tests/%-streams$(EXEEXT) tests/streams-%, \
	    $(check_PROGRAMS))' && \
	$(only) check_PROGRAMS="$$programs" TESTS="$$programs"
# What has threads; Criterion itself does not bear their sanitizer.
thread_programs = \
	tests/messages-threads$(EXEEXT) \
	tests/threads-shared$(EXEEXT) \
	# EOL
check-threads:
	+$(only) check_PROGRAMS='$(thread_programs)' TESTS='$(thread_programs)'
# Some of them, CHECK_SOME, a list of patterns, and nothing else is built for
# them; and shell tests, CHECK_SHELL.
check-some:
	+programs='$(filter \
	    $(CHECK_SOME),$(check_PROGRAMS))' && \
	$(only) check_PROGRAMS="$$programs" TESTS="$$programs $(CHECK_SHELL)"
# Every kind of build, one table: tests/matrix.sh.
check-matrix:
	cd $(srcdir) && $(SHELL) ./bootstrap matrix
.PHONY: check-few check-matrix check-once check-some check-threads \
	check-valgrind
