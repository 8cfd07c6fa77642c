#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The library can be built for a machine whose programs do not run here.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"

host=aarch64-linux-gnu
has "$host-gcc" || skip_all "there is no $host-gcc here"
cat >"$tmp/hello.c" <<'EOT'
#include <stdio.h>
int main(void) { return puts("hello") < 0; }
EOT
"$host-gcc" -o "$tmp/hello" "$tmp/hello.c" >/dev/null 2>&1 ||
	skip_all "$host-gcc has no C library here"
find_sources
this=$(sh "$sources/build-aux/config.guess") || bail_out "what machine is this?"
case $this in
aarch64-*linux*) skip_all "this machine is an AArch64 itself" ;;
esac
mkdir "$tmp/build"

configures() {
	cd "$tmp/build"
	configure --disable-tests --build="$this" --host="$host" \
		CC="$host-gcc" >out 2>err || {
		cat out err
		return 1
	}
	grep 'checking whether we are cross compiling... yes' out
}

# config.log has every command that configure gave.
runs_nothing() {
	test -s "$tmp/build/config.log"
	grep '^configure:[0-9]*: \./' "$tmp/build/config.log" >"$tmp/run" || :
	same /dev/null "$tmp/run"
}

finds_what_it_would_find_there() {
	cd "$tmp/build"
	summary backend 'control *(asked for: auto)' out
	summary 'peer credentials' SO_PEERCRED out
	summary close-on-exec atomic out
	summary 'exported names' 'with versions' out
}

builds() {
	cd "$tmp/build"
	build
	readelf -h .libs/libstreamcompat.so >header
	grep 'Type: *DYN' header
	grep 'Machine: *AArch64' header
}

exports_the_table() {
	symbols_wanted >"$tmp/wanted"
	test -s "$tmp/wanted"
	symbols_exported "$host-nm" "$tmp/build/.libs/libstreamcompat.so" \
		>"$tmp/exported"
	same "$tmp/wanted" "$tmp/exported"
}

links_a_program() {
	cd "$tmp/build"
	"$host-gcc" -o program "$srcdir/tests/install/apue.c" \
		-L.libs -lstreamcompat
	"$host-gcc" -static -o static "$srcdir/tests/install/apue.c" \
		-L.libs -lstreamcompat
}

plan 6
check "configure says that it is cross compiling" configures
check "configure runs nothing that it has compiled" runs_nothing
check "configure finds what it would have found there" \
	finds_what_it_would_find_there
check "the shared library is one for AArch64" builds
check "the shared library exports the table, with versions" exports_the_table
check "a program for AArch64 is linked with it" links_a_program
if [ "$("$tmp/hello" 2>/dev/null)" = hello ]; then
	note "this machine runs programs for AArch64, by some emulation"
else
	note "this machine does not run programs for AArch64"
fi
