#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The library is, to a program that was linked with it, what x86_64.abi says:
# names, types of arguments, and layouts.  `make abi-dump' writes that file
# anew, for who changes the interface on purpose.
#
# What only ioctl is given has no type in the library; layout.sh is about it.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

has abidiff || skip_all "there is no abidiff here (Debian: abigail-tools)"
dump=$srcdir/tests/abi/x86_64.abi
shared=$(library_name shared)
[ -n "$shared" ] || skip_all "no shared library was built"
cat >"$tmp/machine.c" <<'EOT'
#include <stdlib.h>
#if !defined __x86_64__ || !defined __LP64__ || !defined __GLIBC__
#error another
#endif
EOT
compile -c -o "$tmp/machine.o" "$tmp/machine.c" >/dev/null 2>&1 ||
	skip_all "the dump is of x86-64 with glibc"
readelf -S "$shared" | grep -q '\.debug_info' ||
	skip_all "this library was built without -g"
grep -q '^exports_flag = .*--version-script' Makefile ||
	skip_all "this library was built without versions"

is_the_library() {
	abidiff --harmless "$dump" "$shared"
}

# differs SED-COMMAND: a dump that has been changed in this way is another's.
differs() {
	sed "$1" "$dump" >"$tmp/other.abi"
	fails cmp "$dump" "$tmp/other.abi"
	fails abidiff --harmless "$tmp/other.abi" "$shared"
}

# A member of a structure, an argument's type, a name more.
would_see() {
	differs "s/name='maxlen' type-id='[^']*'/name='maxlen' type-id='$1'/"
	differs "/elf-symbol name='s_pipe'/d; s/name='s_pipe'/name='t_pipe'/"
}

plan 2
check "the interface is that of the dump" is_the_library
char=$(sed -n "s/.*<type-decl name='char' .* id='\([^']*\)'.*/\1/p" "$dump")
check "a dump with another interface is not taken for it" would_see "$char"
