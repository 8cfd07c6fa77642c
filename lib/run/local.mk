# SPDX-License-Identifier: ISC
#
# What streamcompat-run loads in front of a program: the trampolines of
# lib/svr4, seen by the program and all its libraries, on top of a copy of the
# library.
#
# No version script: definitions without a version are taken for references
# of any, to getmsg of an old C library and to lsc_read of libstreamcompat.so.
# So there is one copy of what the library remembers in a process.  The calls
# of APUE are left out.  They remember nothing, and libraries have functions
# of their own by such names, send_fd above all.

run_sources = \
	compat/secure_getenv.h \
	lib/run/fopen.c \
	lib/run/open.c \
	lib/run/own_name.c \
	lib/run/own_name.h \
	lib/run/own_stream.c \
	lib/run/own_stream.h \
	lib/svr4/checked.h \
	lib/svr4/descriptor.c \
	lib/svr4/file.c \
	lib/svr4/file.h \
	lib/svr4/fstat.c \
	lib/svr4/ioctl.c \
	lib/svr4/pipe.c \
	lib/svr4/poll.c \
	lib/svr4/select.c \
	lib/svr4/stat.c \
	lib/svr4/system_pipe.h \
	lib/svr4/trampoline.h \
	lib/svr4/transfer.c \
	lib/sys/next.c \
	lib/sys/next.h \
	# EOL
run_stdio_sources = \
	lib/run/protection.c \
	lib/run/protection.h \
	lib/run/stdio.c \
	# EOL
EXTRA_DIST += $(run_stdio_sources)

preloaddir = $(libdir)/streamcompat
preload_LTLIBRARIES =
if LSC_RUN
preload_LTLIBRARIES += streamcompat-preload.la
endif
if LSC_RUN_STDIO
run_captures_stdio = $(run_stdio_sources)
endif

streamcompat_preload_la_SOURCES = $(streams_sources) $(run_sources)
nodist_streamcompat_preload_la_SOURCES = \
	$(backend_sources) $(peer_sources) $(sender_sources) $(slots_sources) \
	$(run_captures_stdio)
streamcompat_preload_la_CPPFLAGS = $(AM_CPPFLAGS) -DLSCI_PRELOADED
streamcompat_preload_la_CFLAGS = $(AM_CFLAGS)
streamcompat_preload_la_LIBTOOLFLAGS = --tag=disable-static
streamcompat_preload_la_LDFLAGS = \
	-module -avoid-version -shared -no-undefined $(LSC_LDFLAGS)
streamcompat_preload_la_LIBADD = $(LSC_DL_LIBS)
