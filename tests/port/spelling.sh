#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Headers and dialects spell the same call differently.  All of it is
# redirected.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"
needs_to_run_programs
port_begin "$CC" "$builddir"

# spells SYMBOL... -- COMPILER WORD...: calls.c, compiled in this way, asks for
# these symbols.
spells() {
	: >"$port/wanted"
	while [ "$1" != -- ]; do
		echo "$1" >>"$port/wanted"
		shift
	done
	shift
	cd "$port"
	"$@" -c -o spelled.o src/tests/port/calls.c
	$NM -u spelled.o | "$AWK" '{ sub(/@.*/, "", $2); print $2 }' |
		sort >found
	sort wanted | comm -23 - found >missing
	same /dev/null missing
}

# fortifies COMPILER WORD...: whether these make it spell calls with a check.
fortifies() (
	cd "$port" || exit
	cat >asks.c <<-'EOT'
	#include <unistd.h>
	int main(int n, char **arguments)
	{
		char bytes[8];
		return n > 5 ? read(n, bytes, n) > 0 && !arguments : 0;
	}
	EOT
	"$@" -c -o asks.o asks.c && $NM -u asks.o | grep __read_chk
) >/dev/null 2>&1

# catches WHICH COMPILER WORD...: the check itself is not lost.
catches() {
	which=$1 status=0
	shift
	# shellcheck disable=SC2086
	links "$@" "-DOVERFLOW_$which" -w src/tests/port/overflow.c $flags
	runs env || status=$?
	test "$status" = 42
}

# fortified LEVEL COMPILER
fortified() {
	words="$2 -O2 -D_FORTIFY_SOURCE=$1"
	# shellcheck disable=SC2086
	row "$words" "$2" "-O2 -D_FORTIFY_SOURCE=$1" -- -w $calls $flags
	# shellcheck disable=SC2086
	if has "$2" && fortifies $words; then
		check "$words spells calls with a check" \
			spells __read_chk __poll_chk __ppoll_chk __open_2 \
			__openat_2 -- $words
		check "$words stops a read of too much" catches READ $words
		check "$words stops a poll of too much" catches POLL $words
		check "$words stops a ppoll of too much" catches PPOLL $words
		check "$words stops an open without a mode" \
			catches OPEN $words
		check "$words stops an openat without a mode" \
			catches OPENAT $words
	else
		for sentence in "spells calls with a check" \
		    "stops a read of too much" "stops a poll of too much" \
		    "stops a ppoll of too much" \
		    "stops an open without a mode" \
		    "stops an openat without a mode"; do
			skip "$words $sentence" \
				"here calls are not spelled with a check"
		done
	fi
}

# In this spelling the sizes of files have 64 bits.
large="-D_FILE_OFFSET_BITS=64"

# shellcheck disable=SC2086
in_dialects() {
	for dialect in c99 gnu89 gnu17 gnu2x; do
		row "gcc -std=$dialect" gcc "-std=$dialect" -- -w $calls \
			$flags
	done
	cp "$srcdir/tests/port/calls.c" "$port/calls.cc"
	cplusplus="calls.cc -Isrc/tests/port -L. -lbystander"
	for compiler in g++ clang++; do
		for dialect in c++98 c++17; do
			row "$compiler -std=$dialect" "$compiler" \
				"-std=$dialect" -- $cplusplus $flags
		done
		row "$compiler with every check" "$compiler" -O2 -- \
			-D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS \
			$cplusplus $flags
	done
}

# An object that was compiled with the headers of an old glibc.
knows_old_stat() {
	cd "$port"
	for file in fstat stat; do
		# shellcheck disable=SC2086
		$CC $include -D_STAT_VER=1 -c -o $file.o src/lib/svr4/$file.c
	done
	for name in __fxstat64 __xstat64 __lxstat64 __fxstatat64; do
		$NM fstat.o stat.o | grep " T $name\$"
	done
}

# shellcheck disable=SC2086
{
plan 43
for compiler in gcc clang; do
	for level in 2 3; do
		fortified $level "$compiler"
	done
done
if (spells fcntl64 fstat64 open64 stat64 -- "$CC" $large) >/dev/null 2>&1; then
	check "$large" counts "$CC" $large $calls $flags
else
	skip "$large" "here that is no other spelling"
fi
check "$large with every check" counts "$CC" -O2 $large \
	-D_FORTIFY_SOURCE=2 $calls $flags
row "source without prototypes (gcc)" gcc -std=gnu89 -- -w \
	src/tests/port/old.c $flags
row "source without prototypes (clang)" clang -std=gnu89 -- -w \
	src/tests/port/old.c $flags
in_dialects
if fortifies "$CC" -O2 -D_FORTIFY_SOURCE=2; then
	check "objects made with the headers of an old glibc" knows_old_stat
else
	skip "objects made with the headers of an old glibc" \
		"the C library is another"
fi
}
