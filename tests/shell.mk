# SPDX-License-Identifier: ISC
#
# Tests that are shell scripts: what a linker, a compiler and an installer see
# of the library.  They find everything else out by themselves (see tap.sh).

# One program in several ways (see tests/streams/way.h).
streams_ways = \
	tests/streams/dup.sh \
	tests/streams/exec.sh \
	tests/streams/fork.sh \
	tests/streams/ordinary.sh \
	tests/streams/received.sh \
	# EOL
shell_tests = \
	tests/abi/dump.sh \
	tests/abi/exports.sh \
	tests/abi/headers.sh \
	tests/abi/layout.sh \
	tests/abi/link_order.sh \
	tests/abi/manual.sh \
	tests/abi/musl.sh \
	tests/abi/poorest.sh \
	tests/abi/readme.sh \
	tests/abi/redirect.sh \
	tests/abi/replaced.sh \
	tests/abi/static_names.sh \
	tests/install/bootstrap.sh \
	tests/install/configure.sh \
	tests/install/cross.sh \
	tests/install/documented.sh \
	tests/install/features.sh \
	tests/install/install.sh \
	tests/install/packages.sh \
	tests/install/streams.sh \
	tests/install/tree.sh \
	tests/names/privileged.sh \
	tests/port/exports.sh \
	tests/port/headers.sh \
	tests/port/linking.sh \
	tests/port/names.sh \
	tests/port/own.sh \
	tests/port/real.sh \
	tests/port/spelling.sh \
	tests/port/uncaptured.sh \
	tests/tools/fattach.sh \
	tests/tools/strconf.sh \
	tests/tools/streamcompat_fd.sh \
	tests/tools/streamcompat_names.sh \
	# EOL

TESTS += $(shell_tests)
if LSC_TESTS
TESTS += $(streams_ways)
else
TESTS += tests/programs.sh
endif
EXTRA_DIST += \
	$(shell_tests) \
	$(streams_ways) \
	tests/abi/layout.c \
	tests/abi/redirect.c \
	tests/abi/replaced.c \
	tests/abi/symbols.sh \
	tests/abi/x86_64.abi \
	tests/install/apue.c \
	tests/install/native/native.c \
	tests/install/native/stropts.h \
	tests/install/probe.sh \
	tests/names/become.c \
	tests/names/privileged.c \
	tests/port/bystander.c \
	tests/port/calls.c \
	tests/port/client.c \
	tests/port/counted.h \
	tests/port/counting.c \
	tests/port/every_call.h \
	tests/port/files.c \
	tests/port/gives_up.c \
	tests/port/names.h \
	tests/port/old.c \
	tests/port/overflow.c \
	tests/port/own.c \
	tests/port/own_functions.c \
	tests/port/port.sh \
	tests/port/real.c \
	tests/port/server.c \
	tests/port/system_pipe.c \
	tests/port/uncaptured.c \
	tests/port/vfork.c \
	tests/programs.sh \
	tests/support/tap.sh \
	tests/tools/client.c \
	tests/tools/names.sh \
	tests/tools/squatter.c \
	tests/tools/tools.sh \
	# EOL

TEST_EXTENSIONS += .sh
SH_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' \
	$(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_COMPILER = env \
	AWK='$(AWK)' CC='$(CC)' CFLAGS='$(CFLAGS)' CPPFLAGS='$(CPPFLAGS)' \
	LDFLAGS='$(LDFLAGS)' LIBS='$(LIBS)' MAKE='$(MAKE)' NM='$(NM)' \
	PKG_CONFIG='$(PKG_CONFIG)' $(SHELL)

# Each of them looks at the library, in one build or another.
$(shell_tests:.sh=.log): libstreamcompat.la $(lib_LIBRARIES)
tests/tools/streamcompat_fd.log: tools/streamcompat-fd$(EXEEXT)
tests/tools/fattach.log: $(libexec_PROGRAMS) $(sbin_PROGRAMS) $(bin_PROGRAMS)
tests/tools/streamcompat_names.log: \
	$(libexec_PROGRAMS) $(sbin_PROGRAMS) $(bin_PROGRAMS)
tests/tools/strconf.log: $(libexec_PROGRAMS) $(sbin_PROGRAMS) $(bin_PROGRAMS)
$(streams_ways:.sh=.log): tests/streams-shared$(EXEEXT)

# The interface as it is now, for tests/abi/dump.sh to compare with; by gcc,
# with -g, on x86-64.
abi-dump: libstreamcompat.la
	abidw --exported-interfaces-only --drop-private-types \
	  --headers-dir $(srcdir)/include --no-comp-dir-path \
	  --no-corpus-path --no-elf-needed --no-show-locs \
	  --type-id-style hash .libs/libstreamcompat.so | \
	  sed "s| path='[^']*/lib/| path='lib/|" >abi-dump.tmp
	test -s abi-dump.tmp && mv abi-dump.tmp $(srcdir)/tests/abi/x86_64.abi
.PHONY: abi-dump
