# SPDX-License-Identifier: ISC
#
# The tests of the examples, as programs of their own, but for that of the
# open server, which is in tests/local.mk.

interop_support = \
	tests/interop/program.c \
	tests/interop/program.h \
	$(test_support) \
	# EOL

# What cannot be tested is named: a skipped test with a reason.
EXTRA_DIST += tests/interop/tls_handoff_skip.sh

if LSC_TESTS

check_PROGRAMS += \
	tests/interop-device-broker \
	tests/interop-log-stamper \
	tests/interop-worker-pool \
	# EOL

tests_interop_device_broker_SOURCES = \
	tests/interop/device_broker_test.c $(interop_support)
tests_interop_device_broker_CFLAGS = $(test_cflags)
tests_interop_device_broker_LDADD = $(over_shared)
EXTRA_tests_interop_device_broker_DEPENDENCIES = \
	examples/device-broker/borrow examples/device-broker/broker

tests_interop_log_stamper_SOURCES = \
	tests/interop/log_stamper_test.c $(interop_support)
tests_interop_log_stamper_CFLAGS = $(test_cflags)
tests_interop_log_stamper_LDADD = $(over_shared)
EXTRA_tests_interop_log_stamper_DEPENDENCIES = examples/log-stamper/stamp

tests_interop_worker_pool_SOURCES = \
	tests/interop/worker_pool_test.c $(interop_support)
tests_interop_worker_pool_CFLAGS = $(test_cflags)
tests_interop_worker_pool_LDADD = $(over_shared)
EXTRA_tests_interop_worker_pool_DEPENDENCIES = examples/worker-pool/pool

# Two backends of one system.
check_PROGRAMS += tests/interop-backends
tests_interop_backends_SOURCES = tests/interop/backends_test.c $(test_support)
tests_interop_backends_CFLAGS = $(test_cflags)
tests_interop_backends_LDADD = $(over_shared)
EXTRA_tests_interop_backends_DEPENDENCIES = tests/interop/echo-accrights
EXTRA_PROGRAMS += tests/interop/echo-accrights
CLEANFILES += tests/interop/echo-accrights
tests_interop_echo_accrights_SOURCES = tests/interop/echo.c $(test_seam)
tests_interop_echo_accrights_LDADD = tests/libaccrights.la

if LSC_OPENSSL

check_PROGRAMS += tests/interop-tls-handoff

tests_interop_tls_handoff_SOURCES = \
	tests/interop/tls_handoff_test.c $(interop_support)
tests_interop_tls_handoff_CFLAGS = $(test_cflags) $(OPENSSL_CFLAGS)
tests_interop_tls_handoff_LDADD = $(over_shared) $(OPENSSL_LIBS)
EXTRA_tests_interop_tls_handoff_DEPENDENCIES = examples/tls-handoff/front

else

TESTS += tests/interop/tls_handoff_skip.sh

endif
endif
