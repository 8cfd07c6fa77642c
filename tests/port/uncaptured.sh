#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The system's calls as the static library spells them in a program that has
# captured their names.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"
needs_to_run_programs
port_begin "$CC" "$builddir"

words="$include -Wall -Wextra src/tests/port/uncaptured.c"

# works WORD...
works() {
	# shellcheck disable=SC2086
	links "$CC" -O2 "$@" $words -lpthread
	runs env
}

plan 4
check "they do what the plain ones do" works
check "and so they do by system calls" works -DBY_SYSCALLS
if can "$CC" -static; then
	check "in a static program too" works -static
	check "and there by system calls" works -static -DBY_SYSCALLS
else
	skip "in a static program too" "nothing can be linked statically"
	skip "and there by system calls" "nothing can be linked statically"
fi
