#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What a process can be: of threads, forked, spawned, not yet in main, in a
# signal handler, with a sanitizer of its own.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/run/run.sh"

cd "$tmp" || bail_out "no way into $tmp"
cat >plugin.c <<'EOT'
#include <unistd.h>
int make(int *);
int make(int *fd) { return pipe(fd); }
EOT

# makes PROGRAM COMPILER WORD...
makes() {
	name=$1
	shift
	"$@" -o "$name" "$srcdir/tests/run/process.c" -pthread -ldl
}

{
	makes process $CC -D_GNU_SOURCE &&
	$CC -shared -fPIC -o plugin.so plugin.c
} >log 2>&1 || {
	diagnose <log
	bail_out "$CC cannot compile what is tried here"
}

# tries PROGRAM WHAT
tries() {
	under "./$1" "$2"
}

# Without streamcompat-run a pipe has one direction.
needs_the_object() {
	for what in forks plugin signals threads vfork; do
		fails limited ./process $what
	done
}

# with_sanitizer COMPILER LIBRARY: a runtime that is a library must be the
# first of those that LD_PRELOAD names, a runtime that is not needs nothing.
with_sanitizer() {
	has "$1" || return 1
	makes "sanitized-$1" "$1" -D_GNU_SOURCE -g -fsanitize=address \
		>/dev/null 2>&1 || return 1
	sanitizer=
	if ldd "./sanitized-$1" | grep -q "$2"; then
		sanitizer=$("$1" -print-file-name="$2.so")
	fi
	tries_sanitized "$1" capacity >/dev/null 2>&1
	[ $? -lt 126 ]
}

tries_sanitized() {
	LD_PRELOAD=$sanitizer ASAN_OPTIONS=detect_leaks=0 \
		limited "$run" "./sanitized-$1" "$2"
}

plan 35
check "nothing of this works without" needs_the_object
check "threads have pipes, each its own and all one" tries process threads
check "children can be forked while threads write" tries process forks
check "signal handlers read and write" tries process signals
check "they do so whatever they have interrupted" tries process handlers
if "$run" sh -c : >/dev/null 2>&1; then
	check "vfork leaves the parent's pipes alone" tries process vfork
	check "posix_spawn gives pipes to a child" tries process spawn
else
	for what in "vfork leaves the parent's pipes alone" \
	    "posix_spawn gives pipes to a child"; do
		skip "$what" "the programs of this system are another's"
	done
fi
limited ./process early
if [ $? != 255 ]; then
	check "calls work before all constructors and after main" \
		tries process early
else
	skip "calls work before all constructors and after main" \
		"a program cannot be that early here"
fi
check "a library that is loaded late gets streams" tries process plugin
check "a pipe tells its capacity" tries process capacity
if $stdio; then
	check "stdio is captured" tries process stdio
	check "stdio is captured where characters are wide" \
		tries process wide
	check "what stdio closes is noticed" tries process numbers
else
	for what in "stdio is captured" \
	    "stdio is captured where characters are wide" \
	    "what stdio closes is noticed"; do
		skip "$what" "it is not captured here"
	done
fi
for compiler in gcc clang; do
	if with_sanitizer $compiler libasan; then
		for what in threads forks signals vfork spawn early plugin \
		    capacity stdio wide numbers; do
			check "$compiler -fsanitize=address: $what" \
				tries_sanitized $compiler $what
		done
	else
		for what in threads forks signals vfork spawn early plugin \
		    capacity stdio wide numbers; do
			skip "$compiler -fsanitize=address: $what" \
				"there is no such sanitizer"
		done
	fi
done
