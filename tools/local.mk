# SPDX-License-Identifier: ISC
#
# The command that passes descriptors between shell scripts.

bin_PROGRAMS += tools/streamcompat-fd
tools_streamcompat_fd_SOURCES = \
	tools/arrange.c \
	tools/arrange.h \
	tools/meet.c \
	tools/meet.h \
	tools/name.c \
	tools/name.h \
	tools/options.c \
	tools/options.h \
	tools/report.c \
	tools/report.h \
	tools/signals.c \
	tools/signals.h \
	tools/streamcompat-fd.c \
	# EOL
tools_streamcompat_fd_LDADD = libstreamcompat.la
