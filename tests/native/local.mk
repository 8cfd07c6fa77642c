# SPDX-License-Identifier: ISC
#
# The library as it is with --with-backend=streams, over a system with STREAMS.
#
# That system is this library with the control backend, in a shared library
# that exports what such a system's C library does, pipe, ioctl, open, getmsg
# and the like, and nothing of its own names: tests/libnative.la.  The library
# under test finds it where it would find the system, behind itself and in
# front of the C library.

native_system_sources = \
	$(streams_sources) \
	compat/secure_getenv.h \
	lib/svr4/checked.h \
	lib/svr4/descriptor.c \
	lib/svr4/fstat.c \
	lib/svr4/ioctl.c \
	lib/svr4/open.c \
	lib/svr4/pipe.c \
	lib/svr4/poll.c \
	lib/svr4/select.c \
	lib/svr4/stat.c \
	lib/svr4/system_pipe.h \
	lib/svr4/trampoline.h \
	lib/svr4/transfer.c \
	# EOL
native_support = \
	tests/native/t_streams.c \
	tests/support/t.h \
	tests/support/t_descriptors.c \
	tests/support/t_directory.c \
	tests/support/t_must.h \
	tests/support/t_processes.c \
	tests/support/t_test.h \
	# EOL
native_shell_tests = \
	tests/native/build.sh \
	# EOL
TESTS += $(native_shell_tests)
EXTRA_DIST += \
	$(native_shell_tests) \
	tests/native/include/stropts.h \
	tests/native/provider.map \
	# EOL

if LSC_NATIVE_TESTS

if LSC_BACKEND_STREAMS
native_cppflags = $(AM_CPPFLAGS)
else
native_system = tests/libnative.la
native_cppflags = -I$(srcdir)/tests/native/include $(AM_CPPFLAGS)
check_LTLIBRARIES += tests/libnative.la
tests_libnative_la_SOURCES = $(native_system_sources)
nodist_tests_libnative_la_SOURCES = \
	$(backend_sources) $(peer_sources) $(sender_sources) $(slots_sources)
tests_libnative_la_CPPFLAGS = $(AM_CPPFLAGS) -DLSCI_PRELOADED
tests_libnative_la_LDFLAGS = \
	-rpath /nonexistent -avoid-version -shared -no-undefined \
	$(LSC_LDFLAGS) \
	-Wl,--version-script=$(srcdir)/tests/native/provider.map
EXTRA_tests_libnative_la_DEPENDENCIES = tests/native/provider.map
$(native_shell_tests:.sh=.log): $(native_system) $(libexec_PROGRAMS)
endif

native_cflags = $(AM_CFLAGS) $(CRITERION_CFLAGS)
check_LTLIBRARIES += tests/libstreams.la
tests_libstreams_la_SOURCES = $(native_sources)
tests_libstreams_la_CPPFLAGS = $(native_cppflags) -DLSCI_NATIVE
over_streams = tests/libstreams.la $(native_system) $(CRITERION_LIBS) \
	$(LSC_DL_LIBS)
streams_cppflags = $(native_cppflags) -DT_STREAMS

check_PROGRAMS += tests/apue-streams
check_PROGRAMS += tests/contract-streams
check_PROGRAMS += tests/fault-streams
check_PROGRAMS += tests/ioctl-streams
check_PROGRAMS += tests/lsc-streams
check_PROGRAMS += tests/streams-streams
tests_apue_streams_SOURCES = $(apue_tests) $(native_support)
tests_apue_streams_CFLAGS = $(native_cflags)
tests_apue_streams_CPPFLAGS = $(streams_cppflags)
tests_apue_streams_LDFLAGS = -no-install
tests_apue_streams_LDADD = $(over_streams)

tests_contract_streams_SOURCES = \
	tests/contract/contract_test.c \
	tests/native/contract_test.c \
	$(native_support)
tests_contract_streams_CFLAGS = $(native_cflags)
tests_contract_streams_CPPFLAGS = $(streams_cppflags)
tests_contract_streams_LDFLAGS = -no-install
tests_contract_streams_LDADD = $(over_streams)

# The same library with the seam.
check_LTLIBRARIES += tests/libstreams-seam.la
tests_libstreams_seam_la_SOURCES = $(native_sources)
tests_libstreams_seam_la_CPPFLAGS = \
	$(native_cppflags) -DLSCI_NATIVE -DLSCI_TEST_SEAM
tests_fault_streams_SOURCES = \
	tests/fault/scenario.c \
	tests/fault/scenario.h \
	tests/native/fault_test.c \
	$(native_support) \
	$(test_seam)
tests_fault_streams_CFLAGS = $(native_cflags)
tests_fault_streams_CPPFLAGS = $(streams_cppflags)
tests_fault_streams_LDFLAGS = -no-install
tests_fault_streams_LDADD = tests/libstreams-seam.la $(native_system) \
	$(CRITERION_LIBS) $(LSC_DL_LIBS)

# The examples, and their tests.
if LSC_OPENSSL
native_tls_programs = tests/native/examples/tls-handoff/front
native_tls_tests = tests/interop/tls_handoff_test.c
endif
native_example_programs = \
	tests/native/examples/device-broker/borrow \
	tests/native/examples/device-broker/broker \
	tests/native/examples/log-stamper/stamp \
	tests/native/examples/open-server/openc \
	tests/native/examples/open-server/opend \
	tests/native/examples/worker-pool/pool \
	$(native_tls_programs) \
	# EOL
EXTRA_PROGRAMS += $(native_example_programs)
CLEANFILES += $(native_example_programs)
native_example_ldadd = \
	tests/libstreams.la $(native_system) $(LSC_DL_LIBS)
tests_native_examples_device_broker_borrow_SOURCES = \
	$(examples_device_broker_borrow_SOURCES)
tests_native_examples_device_broker_borrow_LDADD = $(native_example_ldadd)
tests_native_examples_device_broker_borrow_LDFLAGS = -no-install
tests_native_examples_device_broker_broker_SOURCES = \
	$(examples_device_broker_broker_SOURCES)
tests_native_examples_device_broker_broker_LDADD = $(native_example_ldadd)
tests_native_examples_device_broker_broker_LDFLAGS = -no-install
tests_native_examples_log_stamper_stamp_SOURCES = \
	$(examples_log_stamper_stamp_SOURCES)
tests_native_examples_log_stamper_stamp_LDADD = $(native_example_ldadd)
tests_native_examples_log_stamper_stamp_LDFLAGS = -no-install
tests_native_examples_open_server_openc_SOURCES = \
	$(examples_open_server_openc_SOURCES)
tests_native_examples_open_server_openc_LDADD = $(native_example_ldadd)
tests_native_examples_open_server_openc_LDFLAGS = -no-install
tests_native_examples_open_server_opend_SOURCES = \
	$(examples_open_server_opend_SOURCES)
tests_native_examples_open_server_opend_LDADD = $(native_example_ldadd)
tests_native_examples_open_server_opend_LDFLAGS = -no-install
tests_native_examples_tls_handoff_front_SOURCES = \
	$(examples_tls_handoff_front_SOURCES)
tests_native_examples_tls_handoff_front_CFLAGS = \
	$(AM_CFLAGS) $(OPENSSL_CFLAGS)
tests_native_examples_tls_handoff_front_LDADD = \
	$(native_example_ldadd) $(OPENSSL_LIBS)
tests_native_examples_tls_handoff_front_LDFLAGS = -no-install
tests_native_examples_worker_pool_pool_SOURCES = \
	$(examples_worker_pool_pool_SOURCES)
tests_native_examples_worker_pool_pool_LDADD = $(native_example_ldadd)
tests_native_examples_worker_pool_pool_LDFLAGS = -no-install

check_PROGRAMS += tests/interop-streams
tests_interop_streams_SOURCES = \
	tests/interop/device_broker_test.c \
	tests/interop/log_stamper_test.c \
	tests/interop/open_server_test.c \
	tests/interop/program.c \
	tests/interop/program.h \
	tests/interop/worker_pool_test.c \
	$(native_support)
nodist_tests_interop_streams_SOURCES = $(native_tls_tests)
tests_interop_streams_CFLAGS = $(native_cflags) $(OPENSSL_CFLAGS)
tests_interop_streams_CPPFLAGS = \
	$(streams_cppflags) -DT_EXAMPLES='"tests/native/examples/"'
tests_interop_streams_LDFLAGS = -no-install
tests_interop_streams_LDADD = $(over_streams) $(OPENSSL_LIBS)
EXTRA_tests_interop_streams_DEPENDENCIES = $(native_example_programs)

tests_ioctl_streams_SOURCES = $(ioctl_tests) $(native_support)
tests_ioctl_streams_CFLAGS = $(native_cflags)
tests_ioctl_streams_CPPFLAGS = \
	$(AM_CPPFLAGS) -I$(srcdir)/include/streamcompat -DT_STREAMS
tests_ioctl_streams_LDFLAGS = -no-install
tests_ioctl_streams_LDADD = $(over_streams)

tests_lsc_streams_SOURCES = \
	tests/native/lsc_test.c \
	tests/native/parcel_test.c \
	$(native_support)
tests_lsc_streams_CFLAGS = $(native_cflags)
tests_lsc_streams_CPPFLAGS = $(streams_cppflags)
tests_lsc_streams_LDFLAGS = -no-install
tests_lsc_streams_LDADD = $(over_streams)

tests_streams_streams_SOURCES = $(streams_tests) $(native_support)
tests_streams_streams_CFLAGS = $(native_cflags)
tests_streams_streams_CPPFLAGS = \
	$(AM_CPPFLAGS) -I$(srcdir)/include/streamcompat -DT_STREAMS
tests_streams_streams_LDFLAGS = -no-install
tests_streams_streams_LDADD = $(over_streams) -lpthread

endif
