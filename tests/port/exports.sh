#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Who sees the names of libstreamcompat-svr4: the program that is linked with
# it and nobody else.  And the library itself, in the same program, uses none
# of them.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"
needs_to_run_programs
port_begin "$CC" "$builddir"

# Every name that the archive defines for a program.
$NM "$port/build/libstreamcompat-svr4.a" | "$AWK" '
	NF == 3 && $2 ~ /^[A-TV-Z]$/ { print $3 }' | sort -u >"$tmp/names"

is_complete() {
	for name in close creat creat64 dup dup2 dup3 fcntl fcntl64 fstat64 \
	    fstatat64 ioctl lstat64 open open64 openat openat64 pipe pipe2 \
	    poll ppoll pselect read readv select stat64 write writev \
	    streamcompat_svr4 __wrap_fopen __wrap_fopen64 __wrap_freopen \
	    __wrap_freopen64; do
		grep -x "$name" "$tmp/names"
	done
}

all_hidden() {
	cd "$tmp"
	readelf -sW "$port/build/libstreamcompat-svr4.a" | "$AWK" '
		$5 ~ /^(GLOBAL|WEAK)$/ && $7 != "UND" &&
		$6 != ($8 ~ /^__wrap_/ ? "PROTECTED" : "HIDDEN") {
			print $8
		}' >seen
	same /dev/null seen
}

names_are_ours_or_the_systems() {
	grep -vE '^(__)?(close|creat|dup[23]?|fcntl|[fl]?stat|fstatat|ioctl|open(at)?|pipe2?|p?poll|p?select|readv?|writev?)(64)?(_2|_chk|_time64)?$' \
		"$tmp/names" |
		grep -vE '^(lsci_svr4|streamcompat_svr4)' |
		grep -vE '^__wrap_f(re)?open(64)?$' >"$tmp/others" || :
	same /dev/null "$tmp/others"
}

# The system's names by themselves, as symbols.
system_names() {
	grep -vE '^(lsci_|streamcompat_)' "$tmp/names"
}

library_asks_for_none() {
	system_names >"$tmp/systems"
	for archive in "$builddir"/.libs/libstreamcompat.a \
	    "$builddir"/libstreamcompat-svr4.a; do
		$NM "$archive" | "$AWK" '$1 == "U" { print $2 }' | sort -u |
			comm -12 - "$tmp/systems" >"$tmp/asked"
		same /dev/null "$tmp/asked"
	done
}

# exports_nothing WORD...: but what nobody asks for when it runs.
exports_nothing() {
	# shellcheck disable=SC2086
	links "$@" $calls $flags
	runs env
	$NM -D --defined-only program | "$AWK" '{ sub(/@.*/, "", $3); print $3 }' |
		sort -u | comm -12 - "$tmp/names" | grep -v '^__wrap_' \
		>"$tmp/exported" || :
	same /dev/null "$tmp/exported"
}

# A library that is there from the beginning is in every other test.
plugin_is_not_captured() {
	cd "$port"
	cat >host.c <<-'EOT'
	#include <dlfcn.h>
	#include <string.h>
	#include "counted.h"
	int main(void)
	{
		static const int none[COUNTED_CALLS];
		void *plugin = dlopen("./libbystander.so", RTLD_NOW);
		void *address = plugin ? dlsym(plugin, "bystander") : 0;
		int (*function)(void);
		if (!address)
			return 2;
		memcpy(&function, &address, sizeof function);
		return function() != 0 ? 3 : counted_as(none) ? 0 : 4;
	}
	EOT
	# shellcheck disable=SC2086
	links $CC -rdynamic -Isrc/tests/port host.c $flags -ldl
	runs env
}

# Calls in the program are ours even by address.
addresses_are_ours() {
	cd "$port"
	cat >address.c <<-'EOT'
	#include <unistd.h>
	#include "counted.h"
	static ssize_t (*const volatile calls[])(int, void *, size_t) = { read };
	int main(void)
	{
		static int wanted[COUNTED_CALLS];
		char c;
		wanted[COUNTED_READ] = 1;
		return calls[0](-1, &c, 1) == -1 && counted_as(wanted) ? 0 : 1;
	}
	EOT
	# shellcheck disable=SC2086
	links $CC -Isrc/tests/port address.c $flags
	runs env
}

# A part of the ported program can be a shared library; it is linked with the
# trampolines itself, and keeps them to itself.
parts_have_their_own() {
	cd "$port"
	cat >part.c <<-'EOT'
	#include <unistd.h>
	int part(void);
	int part(void) { int fd[2]; return pipe(fd); }
	EOT
	cat >whole.c <<-'EOT'
	#include <unistd.h>
	#include "counted.h"
	int part(void);
	int main(void)
	{
		static int wanted[COUNTED_CALLS];
		int fd[2];
		wanted[COUNTED_PIPE] = 1;
		return part() == 0 && pipe(fd) == 0 && counted_as(wanted) ? 0 : 1;
	}
	EOT
	# shellcheck disable=SC2086
	$CC -fPIC -shared -o libpart.so part.c $flags
	$NM -D --defined-only libpart.so | grep ' part$'
	fails grep -w pipe <<-EOT
		$($NM -D --defined-only libpart.so)
	EOT
	links $CC -Isrc/tests/port whole.c -L. -lpart -lcounting
	runs env
}

# One that was linked without the C library does not say whose fopen it wants.
libraries_without_versions_can_be_linked() {
	cd "$port"
	cat >bare.c <<-'EOT'
	#include <stdio.h>
	FILE *bare(const char *path, const char *mode, FILE *file);
	FILE *bare(const char *path, const char *mode, FILE *file)
	{
		return file ? freopen(path, mode, file) : fopen(path, mode);
	}
	EOT
	cat >user.c <<-'EOT'
	#include <stdio.h>
	#include "counted.h"
	FILE *bare(const char *path, const char *mode, FILE *file);
	int main(void)
	{
		static int wanted[COUNTED_CALLS];
		FILE *file = bare("/dev/null", "r", 0);
		if (!file || !bare("/dev/null", "r", file) || fclose(file))
			return 1;
		if (!counted_as(wanted) || !fopen("/dev/null", "r"))
			return 2;
		wanted[COUNTED_FOLLOW] = 1;
		return counted_as(wanted) ? 0 : 3;
	}
	EOT
	$CC -fPIC -shared -nostdlib -o libbare.so bare.c
	# shellcheck disable=SC2086
	links $CC -Isrc/tests/port user.c -L. -lbare $flags
	runs env
}

# What all of this is for: without the anchor this program links, and nothing
# in it is counted.
anchor_is_needed() {
	# shellcheck disable=SC2086
	links $CC -lc $calls -Lbuild -lstreamcompat-svr4 -L. -lcounting
	fails runs env
}

plan 13
check "the archive has all calls" is_complete
check "the archive has no names but ours and the system's" \
	names_are_ours_or_the_systems
check "every name of the archive is hidden" all_hidden
if [ -z "$(library_name static)" ]; then
	skip "nothing in the static library asks for a name of the archive" \
		"no static library was built"
else
	check "nothing in the static library asks for a name of the archive" \
		library_asks_for_none
fi
check "a program exports none of the names" exports_nothing "$CC"
check "a program that exports what it has exports none of them" \
	exports_nothing "$CC" -rdynamic
if can "$CC" -fuse-ld=lld; then
	check "nor does it if lld links it" exports_nothing "$CC" -rdynamic \
		-fuse-ld=lld
else
	skip "nor does it if lld links it" "there is no lld here"
fi
if can "$CC" -fuse-ld=gold; then
	check "nor does it if gold links it" exports_nothing "$CC" -rdynamic \
		-fuse-ld=gold
else
	skip "nor does it if gold links it" "there is no gold here"
fi
check "a library that is loaded later is not captured" plugin_is_not_captured
check "the address of read is ours" addresses_are_ours
check "a shared library can be a part of the source port" \
	parts_have_their_own
check "a library that does not say whose calls it makes can be linked" \
	libraries_without_versions_can_be_linked
check "without the anchor nothing would be redirected" anchor_is_needed
