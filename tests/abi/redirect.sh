#!/bin/sh
# SPDX-License-Identifier: ISC
#
# <stropts.h> redirects ioctl in every dialect, by the name in the object
# file, whatever headers stand before it.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
needs_to_run_programs

include="-I$srcdir/include -I$srcdir/include/streamcompat"

# redirects COMPILER SOURCE WORD...: with each word in turn, and without any.
redirects() {
	compiler=$1 source=$2
	shift 2
	for word in -O0 "$@"; do
		echo "$compiler $word"
		# shellcheck disable=SC2086
		$compiler -Wall -Wextra -Werror $CFLAGS $include $word \
			-o "$tmp/program" "$source" \
			"$builddir/.libs/libstreamcompat.a" $LDFLAGS $LIBS
		"$tmp/program"
	done
}

headers_before() {
	for header in sys/ioctl.h unistd.h sys/socket.h termios.h poll.h; do
		{
			echo "#include <$header>"
			cat "$srcdir/tests/abi/redirect.c"
		} >"$tmp/before.c"
		redirects "$CC" "$tmp/before.c"
	done
}

c_words="-std=c89 -std=gnu89 -std=c99 -std=c11 -std=gnu17 -std=c2x -O2
	-D_FILE_OFFSET_BITS=64"
cxx_words="-std=c++98 -std=c++11 -std=c++14 -std=c++17 -std=c++20 -O2"

cp "$srcdir/tests/abi/redirect.c" "$tmp/redirect.cc"

plan 5
for compiler in gcc clang; do
	sentence="$compiler calls the library in every dialect of C"
	if has "$compiler"; then
		# shellcheck disable=SC2086
		check "$sentence" redirects "$compiler" \
			"$srcdir/tests/abi/redirect.c" $c_words
	else
		skip "$sentence" "$compiler is not there"
	fi
done
for compiler in g++ clang++; do
	sentence="$compiler calls the library in every dialect of C++"
	if has "$compiler"; then
		# shellcheck disable=SC2086
		check "$sentence" redirects "$compiler" "$tmp/redirect.cc" \
			$cxx_words
	else
		skip "$sentence" "$compiler is not there"
	fi
done
check "headers that declare ioctl may come before" headers_before
