# SPDX-License-Identifier: ISC
#
# The commands: streamcompat-fd passes descriptors between shell scripts,
# streamcompat-run runs programs with the object of lib/run; fattach and fdetach
# are the calls of these names, which streamcompat-names lists; strchg and
# strconf change and show modules.

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
	tools/usage.c \
	tools/usage.h \
	# EOL
tools_streamcompat_fd_LDADD = libstreamcompat.la

if LSC_RUN
bin_PROGRAMS += tools/streamcompat-run
endif
tools_streamcompat_run_SOURCES = \
	tools/run/binary.c \
	tools/run/binary.h \
	tools/run/complain.c \
	tools/run/complain.h \
	tools/run/environment.c \
	tools/run/environment.h \
	tools/run/object.c \
	tools/run/object.h \
	tools/run/program.c \
	tools/run/program.h \
	tools/run/rights.c \
	tools/run/rights.h \
	tools/streamcompat-run.c \
	# EOL
tools_streamcompat_run_CPPFLAGS = $(AM_CPPFLAGS) \
	-DPRELOAD_DIRECTORY='"$(preloaddir)"' \
	-DPROGRAM_DIRECTORY='"$(bindir)"'

sbin_PROGRAMS =
argument_sources = \
	tools/arguments.c \
	tools/arguments.h \
	tools/report.c \
	tools/report.h \
	tools/usage.c \
	tools/usage.h \
	# EOL

if LSC_AGENT
sbin_PROGRAMS += tools/fattach
sbin_PROGRAMS += tools/fdetach
# It sees by the kernel's signature on a message who has sent it.
if LSC_BACKEND_CONTROL
sbin_PROGRAMS += tools/streamcompat-names
endif
endif
tools_fattach_SOURCES = \
	$(argument_sources) \
	tools/arrange.c \
	tools/arrange.h \
	tools/attach.c \
	tools/attach.h \
	tools/fattach.c \
	tools/wishes.c \
	tools/wishes.h \
	# EOL
tools_fattach_LDADD = libstreamcompat.la
tools_fdetach_SOURCES = \
	$(argument_sources) \
	tools/fdetach.c \
	# EOL
tools_fdetach_LDADD = libstreamcompat.la

bin_PROGRAMS += tools/strchg
tools_strchg_SOURCES = \
	$(argument_sources) \
	tools/modules.c \
	tools/modules.h \
	tools/modules_change.c \
	tools/strchg.c \
	# EOL
tools_strchg_LDADD = libstreamcompat.la

bin_PROGRAMS += tools/strconf
tools_strconf_SOURCES = \
	$(argument_sources) \
	tools/modules.c \
	tools/modules.h \
	tools/strconf.c \
	# EOL
tools_strconf_LDADD = libstreamcompat.la

tools_streamcompat_names_SOURCES = \
	$(argument_sources) \
	lib/name/wire.c \
	lib/sys/descriptor.c \
	lib/sys/file.c \
	lib/sys/identity.c \
	lib/sys/names.c \
	lib/sys/restart.c \
	lib/sys/socket.c \
	lib/sys/wait.c \
	tools/names/ask.c \
	tools/names/found.h \
	tools/names/json.c \
	tools/names/judge.c \
	tools/names/list.c \
	tools/names/show.h \
	tools/names/table.c \
	tools/names/utf8.c \
	tools/streamcompat-names.c \
	# EOL
nodist_tools_streamcompat_names_SOURCES = $(peer_sources)
tools_streamcompat_names_CFLAGS = $(AM_CFLAGS)
