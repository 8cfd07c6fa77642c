#!/bin/sh
# SPDX-License-Identifier: ISC
#
# configure is shown a system with STREAMS, that of tests/native/local.mk, and
# the library is built for it: as for any other, but that the calls of
# STREAMS are the system's.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"
. "$srcdir/tests/install/probe.sh"
needs_to_run_programs
system=$builddir/tests/.libs
[ -e "$system/libnative.so" ] ||
	skip_all "there is no such system in this build"
find_sources
cp -R "$srcdir/tests/native/include" "$tmp/include"
cp -R "$srcdir/include/streamcompat" "$srcdir/include/streamcompat.h" \
	"$tmp/include"
STREAMCOMPAT_ATTACHD=$builddir/agent/streamcompat-attachd
LD_LIBRARY_PATH=$system${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export STREAMCOMPAT_ATTACHD LD_LIBRARY_PATH
ln -s "$system/libnative.so" "$tmp"

configures() {
	mkdir "$tmp/build"
	cd "$tmp/build"
	# shellcheck disable=SC2086
	answers $found_by_probes >config.cache
	configure -C --disable-tests --enable-werror --with-backend=streams \
		CPPFLAGS=-I../include LDFLAGS=-L.. LIBS=-lnative >out 2>err || {
		cat out err
		return 1
	}
	summary 'native STREAMS' yes out
	summary backend 'streams *(asked for: streams)' out
	summary 'source ports' 'no (.*)' out
	summary 'attached names' 'by the system' out
}

builds() {
	cd "$tmp/build"
	build
	test -e lib/backend/streams.o
	fails test -e lib/backend/control.o
	fails test -e lib/head/queue.o
	fails test -e lib/name/open.o
}

exports_the_table() {
	symbols_wanted >"$tmp/wanted"
	test -s "$tmp/wanted"
	symbols_exported "$NM" "$tmp/build/.libs/libstreamcompat.so" \
		>"$tmp/exported"
	same "$tmp/wanted" "$tmp/exported"
}

# passes NAME LIBRARY...: APUE's programs, linked with these.
passes() {
	name=$1
	shift
	cd "$tmp"
	echo "what is in the file" >file
	compile -o "$name" "$srcdir/tests/install/apue.c" "$@" -L. -lnative
	LD_LIBRARY_PATH=$tmp/build/.libs:$LD_LIBRARY_PATH \
		"./$name" file "server-$name" >said 2>&1
	printf '%s\n' "what is in the file" "no file for you" >"$tmp/wanted"
	same "$tmp/wanted" said
}

# A program that knows the system's header alone, and one that knows ours.
passes_on() {
	cd "$tmp"
	cat >passed.c <<-'EOT'
	#include <string.h>
	#include <unistd.h>
	#include <stropts.h>
	#include <streamcompat.h>
	#include <streamcompat/streams.h>
	int main(void)
	{
		char text[] = "text", got[8] = "";
		struct strbuf data = { 0, 4, text }, to = { 8, 0, got };
		int end[2], flags = 0;

		if (strcmp(lsc_backend_name(), "streams") != 0)
			return 1;
		if (lsc_pipe(end, LSC_INHERIT) < 0 || isastream(end[0]) != 1)
			return 2;
		if (lsc_ioctl(end[1], I_PUSH, "pipemod") < 0 ||
		    ioctl(end[1], I_POP, 0) < 0)
			return 3;
		if (putmsg(end[0], NULL, &data, 0) < 0 ||
		    getmsg(end[1], NULL, &to, &flags) != 0 || to.len != 4)
			return 4;
		return strcmp(got, text) != 0;
	}
	EOT
	compile -Iinclude -o passed passed.c -Lbuild/.libs -lstreamcompat \
		-L. -lnative
	LD_LIBRARY_PATH=$tmp/build/.libs:$LD_LIBRARY_PATH ./passed
}

plan 6
check "configure takes the system's STREAMS for what they are" configures
if [ ! -e "$tmp/build/Makefile" ]; then
	bail_out "there is nothing to build with"
fi
check "the library for it has no message streams of its own" builds
check "it exports what every other library exports" exports_the_table
check "APUE's programs run over the shared library" \
	passes shared -Lbuild/.libs -lstreamcompat
check "and over the archive" passes static build/.libs/libstreamcompat.a
check "a program's calls of STREAMS reach the system" passes_on
