#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What a program wants to have for itself: functions by the names of the
# system's, and the system's pipe.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"
needs_to_run_programs
port_begin "$CC" "$builddir"

both="-DOWN_POLL -DOWN_SELECT"
own="-w -Isrc/tests/port -L."

# shellcheck disable=SC2086
by_linker() {
	ld=-fuse-ld=$1
	own_c=src/tests/port/own.c
	row "$1: a program has its own poll" "$CC" "$ld" -- \
		-DOWN_POLL $own $own_c $flags
	row "$1: a program has its own select" "$CC" "$ld" -- \
		-DOWN_SELECT $own $own_c $flags
	row "$1: a program has both, behind the flags" "$CC" "$ld" -- \
		$both $own $flags $own_c
	row "$1: a program has neither" "$CC" "$ld" -- $own $own_c $flags
	row "$1: a program has both in another file" "$CC" "$ld" -- \
		$both $own -DOWN_ELSEWHERE $own_c $flags \
		src/tests/port/own_functions.c
	row "$1: a program has both in a library of its own" "$CC" "$ld" -- \
		$both $own -DOWN_ELSEWHERE $own_c libown.a $flags
	row "$1: a static program has both" "$CC" "$ld -static" -- \
		$both $own $own_c $flags
	row "$1: a program has both, and LTO" "$CC" "$ld -flto" -- \
		$both $own $own_c $flags
}

makes_a_library() {
	cd "$port"
	# shellcheck disable=SC2086
	$CC $both -c -o own_functions.o src/tests/port/own_functions.c
	ar cr libown.a own_functions.o
}

# pipe_is STATUS ENVIRONMENT WORD...
pipe_is() {
	wanted=$1 environment=$2 status=0
	shift 2
	# shellcheck disable=SC2086
	links $CC src/tests/port/system_pipe.c -Isrc/tests/port "$@" $flags
	runs env "$environment" || status=$?
	test "$status" = "$wanted"
}
stream=10 system=20

# A program's own fopen, in the same file or in another one, is what it calls.
own_fopen_stays() {
	cd "$port"
	cat >fopen.c <<-'EOT'
	#include <stdio.h>
	int opened;
	FILE *fopen(const char *path, const char *mode)
	{
		opened += path[0] == 'x' && mode[0] == 'r';
		return stdin;
	}
	EOT
	cat >calls_fopen.c <<-'EOT'
	#include <stdio.h>
	extern int opened;
	int main(void)
	{
		return fopen("x", "r") == stdin && opened == 1 ? 0 : 1;
	}
	EOT
	cat fopen.c calls_fopen.c >both.c
	# shellcheck disable=SC2086
	links $CC "$@" -w both.c $flags
	runs env
	# shellcheck disable=SC2086
	links $CC "$@" -w calls_fopen.c fopen.c $flags
	runs env
}

# A program with the set-group-id bit hears nothing of its environment.
privileged_program_does_not_listen() {
	# shellcheck disable=SC2086
	links $CC src/tests/port/system_pipe.c -Isrc/tests/port \
		-Lbuild $wrap -Wl,-u,streamcompat_svr4 \
		-lstreamcompat-svr4 counting.o
	chgrp 65534 program
	chmod 2755 program
	status=0
	STREAMCOMPAT_PIPE=system ./program || status=$?
	test "$status" = "$stream"
}

plan 34
check "a library with such functions can be made" makes_a_library
for linker in bfd gold lld; do
	by_linker "$linker"
done
check "a program has its own fopen" own_fopen_stays
check "a program gets a stream from pipe" pipe_is $stream NOTHING=
check "STREAMCOMPAT_PIPE=system leaves pipe to the system" \
	pipe_is $system STREAMCOMPAT_PIPE=system
check "another word in STREAMCOMPAT_PIPE means nothing" \
	pipe_is $stream STREAMCOMPAT_PIPE=stream
for linker in bfd gold lld; do
	if can "$CC" -fuse-ld=$linker; then
		check "$linker: a program is linked for the system's pipe" \
			pipe_is $system NOTHING= -fuse-ld=$linker \
			-Wl,-u,streamcompat_svr4_system_pipe
	else
		skip "$linker: a program is linked for the system's pipe" \
			"there is no such linker here"
	fi
done
check "a program with LTO is linked for the system's pipe" \
	pipe_is $system NOTHING= -flto -Wl,-u,streamcompat_svr4_system_pipe
if [ "$(id -u)" = 0 ]; then
	check "a privileged program ignores STREAMCOMPAT_PIPE" \
		privileged_program_does_not_listen
else
	skip "a privileged program ignores STREAMCOMPAT_PIPE" \
		"only the superuser can make one"
fi
