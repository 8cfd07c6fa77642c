# SPDX-License-Identifier: ISC
#
# The examples: `make examples'.  They are not installed.

if LSC_OPENSSL
tls_example_programs = examples/tls-handoff/front
endif
example_programs = \
	examples/device-broker/borrow \
	examples/device-broker/broker \
	examples/log-stamper/stamp \
	examples/open-server/openc \
	examples/open-server/opend \
	examples/worker-pool/pool \
	$(tls_example_programs) \
	# EOL
EXTRA_PROGRAMS = $(example_programs)
CLEANFILES += $(example_programs)

examples: $(example_programs)
.PHONY: examples

examples_device_broker_borrow_SOURCES = examples/device-broker/borrow.c
examples_device_broker_borrow_LDADD = libstreamcompat.la
examples_device_broker_broker_SOURCES = examples/device-broker/broker.c
examples_device_broker_broker_LDADD = libstreamcompat.la

examples_log_stamper_stamp_SOURCES = examples/log-stamper/stamp.c
examples_log_stamper_stamp_LDADD = libstreamcompat.la

examples_open_server_openc_SOURCES = \
	examples/open-server/ipc.h \
	examples/open-server/openc.c \
	# EOL
examples_open_server_openc_LDADD = libstreamcompat.la
examples_open_server_opend_SOURCES = \
	examples/open-server/ipc.h \
	examples/open-server/opend.c \
	# EOL
examples_open_server_opend_LDADD = libstreamcompat.la

examples_tls_handoff_front_SOURCES = \
	examples/loopback.h \
	examples/tls-handoff/certificate.c \
	examples/tls-handoff/certificate.h \
	examples/tls-handoff/front.c \
	examples/tls-handoff/keeper.c \
	examples/tls-handoff/keeper.h \
	# EOL
examples_tls_handoff_front_CFLAGS = $(AM_CFLAGS) $(OPENSSL_CFLAGS)
examples_tls_handoff_front_LDADD = libstreamcompat.la $(OPENSSL_LIBS)

examples_worker_pool_pool_SOURCES = \
	examples/loopback.h \
	examples/worker-pool/pool.c \
	examples/worker-pool/worker.c \
	examples/worker-pool/worker.h \
	# EOL
examples_worker_pool_pool_LDADD = libstreamcompat.la
