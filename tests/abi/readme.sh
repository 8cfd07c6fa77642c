#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The example of the README is a program that works.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
needs_to_run_programs

# The indented block that begins with our header.
sed -n '/^    #include <streamcompat.h>/,/^    }/s/^    //p' \
	"$srcdir/README" >"$tmp/example.c"

is_short() {
	test "$(grep -c . "$tmp/example.c")" -ge 15
	test "$(grep -c . "$tmp/example.c")" -le 25
}

# It opens /etc/hostname; here, a file that is certainly there.
runs() {
	cd "$tmp"
	echo 'passed' >letter
	sed "s|/etc/hostname|$tmp/letter|" example.c >found.c
	sed "s|/etc/hostname|$tmp/nowhere|" example.c >lost.c
	for program in found lost; do
		$CC $CFLAGS -Wall -Wextra -Werror -I"$srcdir/include" \
			-o $program $program.c \
			"$builddir/.libs/libstreamcompat.a" $LDFLAGS $LIBS
	done
	test "$(./found)" = passed
	fails ./lost 2>text
	grep -x 'no file' text
}

plan 2
check "the README has an example of about twenty lines" is_short
check "it compiles and does what it says" runs
