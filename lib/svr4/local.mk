# SPDX-License-Identifier: ISC
#
# libstreamcompat-svr4: what a source port is linked with in front of the
# library.  Position independent, because programs of every kind are, and so
# are shared libraries that are parts of one.

svr4_sources = \
	compat/secure_getenv.h \
	lib/svr4/anchor.c \
	lib/svr4/checked.h \
	lib/svr4/descriptor.c \
	lib/svr4/file.c \
	lib/svr4/file.h \
	lib/svr4/fopen.c \
	lib/svr4/fstat.c \
	lib/svr4/ioctl.c \
	lib/svr4/open.c \
	lib/svr4/pipe.c \
	lib/svr4/poll.c \
	lib/svr4/poll_strong.c \
	lib/svr4/select.c \
	lib/svr4/select_strong.c \
	lib/svr4/stat.c \
	lib/svr4/system_pipe.c \
	lib/svr4/system_pipe.h \
	lib/svr4/trampoline.h \
	lib/svr4/transfer.c \
	# EOL

if LSC_SVR4
lib_LIBRARIES += libstreamcompat-svr4.a
pkgconfig_DATA += streamcompat-svr4.pc
endif
libstreamcompat_svr4_a_SOURCES = $(svr4_sources)
libstreamcompat_svr4_a_CFLAGS = $(AM_CFLAGS) $(LSC_PIC)
