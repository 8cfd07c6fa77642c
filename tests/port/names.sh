#!/bin/sh
# SPDX-License-Identifier: ISC
#
# A server of SVR4 attaches its stream to a name and clients open that: source
# ports, programs under streamcompat-run, and each with the other.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"
needs_to_run_programs
STREAMCOMPAT_ATTACHD=$builddir/agent/streamcompat-attachd
export STREAMCOMPAT_ATTACHD
[ -x "$STREAMCOMPAT_ATTACHD" ] || skip_all "there is no agent here"
port_begin "$CC" "$builddir"
run=$builddir/tools/streamcompat-run
unset LD_PRELOAD STREAMCOMPAT_PIPE
cd "$tmp" || bail_out "no way into $tmp"
mkdir ported static plain other

# What pkg-config says about this build.
headers="-DSTREAMCOMPAT_SVR4 -I$srcdir/include
	-I$srcdir/include/streamcompat"
libraries="$wrap -Wl,-u,streamcompat_svr4 -L$builddir -lstreamcompat-svr4
	-L$builddir/.libs -lstreamcompat"

# makes DIRECTORY WORD...: all programs.
makes() {
	directory=$1
	shift
	for program in server client gives_up files; do
		$CC -o "$directory/$program" \
			"$srcdir/tests/port/$program.c" "$@"
	done
}

# shellcheck disable=SC2086
makes_ported() {
	makes ported -Wall -Wextra -Werror $headers $libraries
}

# shellcheck disable=SC2086
makes_static() {
	makes static -static $headers $libraries
}

# What the linker takes for a C library that has these calls; a name of the
# same length that it does not know from elsewhere.
makes_plain() {
	for call in fattach fdetach isastream; do
		echo "int $call(void); int $call(void) { return -1; }"
	done >calls.c
	$CC -shared -fPIC -o libcalls.so calls.c -Wl,-soname,libx.so.6
	makes other -DWITHOUT_HEADERS -L. -lcalls
	for program in server client gives_up files; do
		sed 's/libx\.so\.6/libc.so.6/g' "other/$program" \
			>"plain/$program"
		chmod +x "plain/$program"
	done
}

# start KIND PROGRAM ARGUMENT...: in the way of that kind.
exec=
start() {
	kind=$1 program=$2
	shift 2
	case $kind in
	plain) $exec "$run" "plain/$program" "$@" ;;
	*) $exec env LD_LIBRARY_PATH="$builddir/.libs" "$kind/$program" \
		"$@" ;;
	esac
}

# begin KIND ARGUMENT...: a server that is ready.
begin() {
	: >said
	echo untouched >name
	kind=$1
	shift
	{
		exec='exec'
		start "$kind" server "$tmp/name" "$@"
	} >said &
	server=$!
	until grep -q ready said; do
		kill -0 "$server"
		sleep 0.02
	done
}

# end TEXT...: it has heard that, and then the name is a file again.
end() {
	wait "$server"
	printf '%s\n' ready "$@" | same - said
	test -f name
	test ! -s name
}

# talk KIND KIND: of the server, and of the client.
talk() {
	begin "$1" 4
	{
		start "$2" client "$tmp/name" open one
		start "$2" client "$tmp/name" openat two
		start "$2" client "$tmp/name" empties three
		start "$2" client "$tmp/name" creat four
	} >answers
	printf 'heard %s\n' one two three | same - answers
	end one two three four
}

# talks_by_stdio KIND KIND: what is in the file is not touched.
talks_by_stdio() {
	begin "$1" 3
	echo untouched >name
	start "$2" client "$tmp/name" stdio 'by stdio' >answers
	echo 'heard by stdio' | same - answers
	wait "$server"
	printf '%s\n' ready 'by stdio' written reopened | same - said
	echo untouched | same - name
}

# Whoever opens it reads what the server writes, and writes what it reads.
# awk opens by stdio.
filters_talk() {
	begin "$1"
	"$run" head -n 1 name >answers
	"$run" sh -c 'echo shell >name'
	"$run" sh -c 'echo more >>name'
	"$run" "${AWK:-awk}" 'BEGIN { print "awk" >"name" }'
	"$run" sh -c 'test -p name; echo end >name'
	echo welcome | same - answers
	end shell more awk end
}

# gives_up KIND gives_up NAME [stdio]: a signal ends an open while the server
# sleeps.
gives_up() {
	begin ported 1
	kill -STOP "$server"
	status=0
	start "$@" || status=$?
	kill -KILL "$server"
	test "$status" = 0
	test ! -s name
}

# What is no name is emptied, made, kept and refused as ever.
leaves_files_alone() {
	echo long >file
	echo short >wanted
	"$run" sh -c 'echo short >file'
	same wanted file
	"$run" "${AWK:-awk}" 'BEGIN { print "short" >"file" }'
	same wanted file
	echo end >>wanted
	"$run" sh -c 'echo end >>file'
	same wanted file
	"$run" "${AWK:-awk}" '{ print >"copy" }' file
	same wanted copy
	fails "$run" sh -c 'echo >no/such/file'
	fails "$run" sh -c 'set -C; echo >file'
	same wanted file
}

# files_are_files KIND: by fopen and freopen.
files_are_files() {
	mkdir "$1.files"
	start "$1" files "$tmp/$1.files"
}

# stdio KIND: clients of that kind.
stdio() {
	if [ -x "$1/client" ]; then
		check "$1: by fopen and freopen" talks_by_stdio ported "$1"
		check "$1: fopen and freopen of files" files_are_files "$1"
		check "$1: an fopen that is interrupted leaves nothing behind" \
			gives_up "$1" gives_up "$tmp/name" stdio
	else
		for what in "by fopen and freopen" \
		    "fopen and freopen of files" \
		    "an fopen that is interrupted leaves nothing behind"; do
			skip "$1: $what" "it cannot be made here"
		done
	fi
}

# pair KIND KIND
pair() {
	if [ -x "$1/server" ] && [ -x "$2/client" ]; then
		check "$1 server, $2 client" talk "$1" "$2"
	else
		skip "$1 server, $2 client" "they cannot be made here"
	fi
}

plan 26
check "source ports can be made" makes_ported
if can "$CC" -static && has_library_for -static; then
	check "static source ports can be made" makes_static
else
	skip "static source ports can be made" "nothing can be linked so"
fi
if [ -x "$run" ] && "$run" sh -c : >/dev/null 2>&1; then
	check "programs without the library can be made" makes_plain
else
	skip "programs without the library can be made" \
		"streamcompat-run runs nothing here"
fi
for one in ported static plain; do
	for other in ported static plain; do
		pair "$one" "$other"
	done
done
check "an open that is interrupted leaves nothing behind" \
	gives_up ported gives_up "$tmp/name"
for kind in ported static plain; do
	stdio "$kind"
done
if [ -x plain/client ]; then
	check "both by fopen and freopen" talks_by_stdio plain plain
	check "filters open the name" filters_talk ported
	check "filters open the name of one of them" filters_talk plain
	check "files are files" leaves_files_alone
else
	for what in "both by fopen and freopen" "filters open the name" \
	    "filters open the name of one of them" "files are files"; do
		skip "$what" "streamcompat-run runs nothing here"
	done
fi
