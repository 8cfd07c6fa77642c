#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Programs that were compiled without the library run with it.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/run/run.sh"

# What the linker takes for a C library with the calls of messages, with a
# version and without.
stub() {
	mkdir "$tmp/$1"
	cd "$tmp/$1"
	for call in getmsg putmsg; do
		echo "int $call(void);"
		echo "int $call(void) { return -1; }"
	done >stub.c
	shift
	$CC -shared -fPIC -o libstub.so stub.c -Wl,-soname,libx.so.6 "$@"
}

# makes NAME COMPILER WORD...: of legacy.c, with nothing of this project.  Of
# two libraries by one name the linker would drop one, so it hears another.
makes() {
	cd "$tmp"
	name=$1
	shift
	"$@" -o "$name.x" "$srcdir/tests/run/legacy.c" -Lplain -lstub
	sed 's/libx\.so\.6/libc.so.6/g' "$name.x" >"$name"
	chmod +x "$name"
}

# runs_only_under NAME
runs_only_under() {
	ends 0 under "$tmp/$1" "$tmp/$1"
	fails limited "$tmp/$1" "$tmp/$1"
}

# suits COMPILER WORD...: makes a program for this C library.
suits() {
	makes row "$@" || return 1
	ends 0 "$run" ./row ./row || test "$found" != 126
}

# row SENTENCE WORD...: so compiled the program needs streamcompat-run.
row() {
	sentence=$1 found=126
	shift
	if suits "$@" >/dev/null 2>&1; then
		check "$sentence" runs_only_under row
	else
		skip "$sentence" "this cannot be compiled here: $*"
	fi
}

# What an old C library exported, and a newer one still has for programs that
# were linked in those days: found as `getmsg@VERSION', and as dead.
libc_version() {
	limited ldd "$tmp/run" | sed -n 's/.*=> \(.*libc\.so\.[0-9]*\) .*/\1/p' |
		while read -r libc; do
			$NM -D "$libc" | sed -n 's/.* T getmsg@//p'
		done
}

makes_old_binary() {
	echo "$version { global: getmsg; putmsg; local: *; };" >"$tmp/stub.map"
	stub versioned -Wl,--version-script="$tmp/stub.map"
	makes old $CC -Lversioned
	$NM -D old | grep "U getmsg@$version"
}

(stub plain) >/dev/null 2>&1 || bail_out "no shared library can be made"
plan 10
row "a program that expects getmsg of the C library" $CC
row "a program that is no PIE" $CC -no-pie -fno-pie
row "a program that checks what it can" $CC -O2 -D_FORTIFY_SOURCE=2
row "a program with 64-bit offsets" $CC -D_FILE_OFFSET_BITS=64
row "a program that calls what was fstat in older ones" $CC -DOLD_STAT=1
row "a program by clang" clang
row "a program linked by lld" $CC -fuse-ld=lld
version=$(libc_version)
if [ -n "$version" ]; then
	check "an old program can be made, which has getmsg@$version" \
		makes_old_binary
	check "an old program has getmsg of this library" runs_only_under old
else
	skip "an old program can be made, which has an old getmsg" \
		"the C library never had one"
	skip "an old program has getmsg of this library" \
		"the C library never had one"
fi
makes plain $CC >/dev/null 2>&1
check "STREAMCOMPAT_PIPE=system leaves pipe to the system" \
	fails env STREAMCOMPAT_PIPE=system "$run" "$tmp/plain" "$tmp/plain"
