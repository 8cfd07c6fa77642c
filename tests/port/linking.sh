#!/bin/sh
# SPDX-License-Identifier: ISC
#
# However a source port is linked, its own calls are redirected, each exactly
# once, and those of a shared library in the same process are not.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"
needs_to_run_programs
port_begin "$CC" "$builddir"

# Where the linker is a matter of its own.
by_linker() {
	cc=$1 ld=-fuse-ld=$2 with="$1 and $2"
	# shellcheck disable=SC2086
	{
	row "$with: position independent" "$cc" "$ld -fPIE -pie" -- \
		-O2 $calls $flags
	row "$with: at a fixed address" "$cc" "$ld -fno-pie -no-pie" -- \
		-O2 $calls $flags
	row "$with: an explicit -lc in front" "$cc" "$ld" -- \
		-lc $calls $flags
	row "$with: the flags in front of the objects" "$cc" "$ld" -- \
		$flags $calls
	row "$with: the flags in front, --as-needed" "$cc" "$ld" -- \
		-Wl,--as-needed $flags $calls
	row "$with: the flags in front, --no-as-needed" "$cc" "$ld" -- \
		-Wl,--no-as-needed $flags $calls
	row "$with: the flags twice" "$cc" "$ld" -- $flags $calls $flags
	row "$with: --gc-sections" "$cc" "$ld" -- -ffunction-sections \
		-Wl,--gc-sections $calls $flags
	row "$with: -rdynamic" "$cc" "$ld" -- -rdynamic $calls $flags
	row "$with: -z now and -z defs" "$cc" "$ld" -- -Wl,-z,now \
		-Wl,-z,defs $calls $flags
	case $cc-$2 in
	gcc-lld)
		skip "$with: LTO" "lld knows nothing of gcc's LTO" ;;
	*)
		row "$with: LTO" "$cc" "$ld -flto" -- -O2 $calls $flags ;;
	esac
	row "$with: static" "$cc" "$ld -static" -- $alone $flags
	row "$with: static, position independent" "$cc" "$ld -static-pie" -- \
		-fPIE $alone $flags
	}
}

# Sanitizers that are linked statically have functions of their own.
by_sanitizer() {
	cc=$1 with="$1 and -fsanitize=$2"
	# shellcheck disable=SC2086
	{
	row "$with" "$cc" "-fsanitize=$2" -- -g $calls $strong $flags
	row "$with, the flags in front" "$cc" "-fsanitize=$2" -- \
		-g $strong $flags $calls
	}
}

plan $((2 * (3 * 13 + 3 * 2 + 1) + 4))
for compiler in gcc clang; do
	for linker in bfd gold lld; do
		by_linker "$compiler" "$linker"
	done
	for sanitizer in address thread undefined; do
		by_sanitizer "$compiler" "$sanitizer"
	done
	# shellcheck disable=SC2086
	row "$compiler: static, LTO and --gc-sections" "$compiler" \
		"-static -flto" -- -O2 -Wl,--gc-sections $alone $flags
done

# shellcheck disable=SC2086
{
row "gcc: a sanitizer in a shared library leaves poll to us by itself" gcc \
	-fsanitize=address -- $calls $flags
row "gcc: the sanitizer linked statically" gcc \
	"-fsanitize=address -static-libasan" -- $calls $strong $flags
row "the compiler of this build: with all warnings" "$CC" "" -- \
	-Wall -Wextra -Werror $calls $flags
row "the real library works beside it" "$CC" "-Wl,--no-as-needed" -- \
	-DPORT_LIBRARY -Isrc/include $calls $flags
}
