#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The library builds with musl's compiler wrapper, and works there.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"

has musl-gcc || skip_all "there is no musl-gcc here"
find_sources
mkdir "$tmp/build"
echo 'What one process opened another reads.' >"$tmp/letter"
{
	cat "$tmp/letter"
	echo 'no file for you'
} >"$tmp/wanted"

configures() {
	cd "$tmp/build"
	configure --disable-tests CC=musl-gcc >out
}

has_no_streams() {
	cd "$tmp/build"
	summary 'native STREAMS' 'no (functions of <stropts.h> are missing)' out
}

builds() {
	cd "$tmp/build"
	build
}

# passes FLAG...: a descriptor and an error, between processes.
passes() {
	cd "$tmp/build"
	musl-gcc -o program "$srcdir/tests/install/apue.c" "$@"
	./program "$tmp/letter" socket >found
	same "$tmp/wanted" found
}

# The archive has no name that musl has, and glibc has not.
keeps_names() {
	cd "$tmp/build"
	other_test tests/abi/static_names.sh
	other_test tests/abi/exports.sh
}

plan 22
check "configure accepts musl-gcc" configures
check "configure finds that musl has no STREAMS but their header" \
	has_no_streams
check "the library builds with musl" builds
check "the names are those of every other build" keeps_names
check "a static program of musl passes descriptors" \
	passes -static -L.libs -lstreamcompat
if grep -q "^dlname=''" "$tmp/build/libstreamcompat.la" 2>/dev/null; then
	skip "a dynamic program of musl passes descriptors" \
		"no shared library can be built with musl here"
else
	check "a dynamic program of musl passes descriptors" \
		passes -L.libs -lstreamcompat -Wl,-rpath,"$tmp/build/.libs"
fi

# Source ports, as tests/port has them for the compiler of this build.
if [ -e "$tmp/build/libstreamcompat-svr4.a" ]; then
	port_begin musl-gcc "$tmp/build"
fi
nested=-DPORT_NESTED
# shellcheck disable=SC2086
{
row "a source port of musl" musl-gcc "" -- $calls $flags
row "a source port of musl with -lc in front" musl-gcc "" -- -lc $calls $flags
row "a source port of musl with the flags in front" musl-gcc "" -- \
	$flags $calls
row "a source port of musl with --gc-sections" musl-gcc "" -- \
	-ffunction-sections -Wl,--gc-sections $calls $flags
row "a source port of musl with LTO" musl-gcc -flto -- -O2 $calls $flags
row "a source port of musl with its own poll and select" musl-gcc "" -- \
	-w -Isrc/tests/port -L. -DOWN_POLL -DOWN_SELECT \
	src/tests/port/own.c $flags
row "a program of SVR4 with musl" musl-gcc "" -- $real $real_flags
row "a static program of SVR4 with musl" musl-gcc -static -- $real $real_flags
row "a program of SVR4 with musl and the static library" musl-gcc "" -- \
	$real $static_flags
row "calls that a program of musl cannot capture" musl-gcc "" -- \
	$include src/tests/port/uncaptured.c
row "calls that a static program of musl cannot capture" musl-gcc -static -- \
	$include src/tests/port/uncaptured.c
row "source without prototypes with musl" musl-gcc -std=gnu89 -- -w \
	src/tests/port/old.c $flags
row "a static source port of musl" musl-gcc -static -- \
	$nested $alone $flags
row "a static source port of musl with the flags in front" \
	musl-gcc -static -- $flags $nested $alone $flags
row "a static source port of musl with -lc in front" \
	musl-gcc -static -- -lc $nested $alone $flags
row "a static source port of musl with LTO and --gc-sections" \
	musl-gcc "-static -flto" -- -O2 -Wl,--gc-sections \
	$nested $alone $flags
}
