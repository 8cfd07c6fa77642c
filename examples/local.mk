# SPDX-License-Identifier: ISC
#
# The examples: `make examples'.  They are not installed.

example_programs = \
	examples/open-server/openc \
	examples/open-server/opend \
	# EOL
EXTRA_PROGRAMS = $(example_programs)
CLEANFILES += $(example_programs)

examples: $(example_programs)
.PHONY: examples

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
