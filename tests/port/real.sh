#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Source ports with the library itself, which in static programs has to find
# the system behind the program's own trampolines.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"
needs_to_run_programs
port_begin "$CC" "$builddir"

vfork="-Isrc/include -Isrc/include/streamcompat src/tests/port/vfork.c"

# in_every_way COMPILER
# shellcheck disable=SC2086
in_every_way() {
	row "$1: a program of SVR4" "$1" "" -- -Wall -Wextra -Werror \
		$real $real_flags
	row "$1: and without telling the headers" "$1" "" -- -Wall -Wextra \
		-Werror $real -USTREAMCOMPAT_SVR4 $real_flags
	row "$1: with every check" "$1" "-O2 -D_FORTIFY_SOURCE=2" -- \
		$real $real_flags
	row "$1: with -fsanitize=address" "$1" -fsanitize=address -- \
		$real $strong $real_flags
	if [ -n "$(library_name shared)" ]; then
		row "$1: with the flags in front of the objects" "$1" "" -- \
			$real_flags $real
		row "$1: and --as-needed" "$1" "" -- \
			-Wl,--as-needed $real_flags $real
	else
		skip "$1: with the flags in front of the objects" \
			"no shared library was built"
		skip "$1: and --as-needed" "no shared library was built"
	fi
	row "$1: static" "$1" -static -- $real $real_flags
	row "$1: static, with LTO and --gc-sections" "$1" "-static -flto" -- \
		-O2 -Wl,--gc-sections $real $real_flags
	row "$1: the static library in a dynamic program" "$1" "" -- \
		$real $static_flags
}

plan 20
in_every_way gcc
in_every_way clang
# shellcheck disable=SC2086
{
row "what a child of vfork closes stays open in its parent" "$CC" "" -- \
	$vfork $real_flags
row "and so it does in a static program" "$CC" -static -- $vfork $real_flags
}
