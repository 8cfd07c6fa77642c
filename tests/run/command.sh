#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The command by itself: what it says, how it ends, what it leaves in the
# environment, and what it says about programs that it cannot do anything
# for.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/run/run.sh"
needs_programs_of_the_system

cd "$tmp" || bail_out "no way into $tmp"

# complains STATUS TEXT ARGUMENT...: on standard error, and only there.
complains() {
	wanted=$1 text=$2 found=0
	shift 2
	limited "$run" "$@" >out 2>err || found=$?
	cat out err
	test "$found" = "$wanted"
	grep -F -e "$text" err
	test ! -s out
}

prints_help() {
	under --help >out
	for option in $("$run" --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p'); do
		grep -e "$option" "$srcdir/man/streamcompat-run.1" ||
		    grep -e "Fl ${option#-}" "$srcdir/man/streamcompat-run.1"
	done
	grep -e --system-pipe out
}

prints_version() {
	under --version | grep -x \
	    "streamcompat-run (libstreamcompat) $(made PACKAGE_VERSION)"
}

cannot_print() {
	ends 125 limited "$run" --version >/dev/full
}

passes_statuses() {
	for status in 0 1 7 125 126 127 255; do
		ends $status under sh -c "exit $status"
	done
}

# Killed as the program was killed.
passes_signals() {
	status=0
	limited "$run" sh -c 'kill -9 $$' || status=$?
	test $status = 137
}

passes_arguments() {
	under printf '<%s>\n' '' ' a  b ' '*' --help -- "it's" >found
	printf '<%s>\n' '' ' a  b ' '*' --help -- "it's" >wanted
	same wanted found
	under -- printf '%s\n' end | grep -x end
}

appends() {
	under sh -c 'echo "$LD_PRELOAD"' | grep -F -x "$object"
	for before in libm.so.6 "libm.so.6 libdl.so.2"; do
		LD_PRELOAD=$before under sh -c 'echo "$LD_PRELOAD"' |
			grep -F -x "$before:$object"
	done
}

appends_once() {
	under "$run" "$run" sh -c 'echo "$LD_PRELOAD"' | grep -F -x "$object"
	LD_PRELOAD="$object libm.so.6" under sh -c 'echo "$LD_PRELOAD"' |
		grep -F -x "$object libm.so.6"
}

sets_the_pipe() {
	under --system-pipe sh -c 'echo "$STREAMCOMPAT_PIPE"' | grep -x system
	under sh -c 'echo "<$STREAMCOMPAT_PIPE>"' | grep -x '<>'
}

# elsewhere NAME: the command and the object, where nobody configured them.
elsewhere() {
	mkdir -p "$1/tools" "$1/.libs"
	cp "$run" "$1/tools"
	cp "$object" "$1/.libs"
}

finds_its_neighbour() {
	elsewhere moved
	moved/tools/streamcompat-run --print-object >found
	echo "$tmp/moved/.libs/streamcompat-preload.so" >wanted
	same wanted found
	moved/tools/streamcompat-run sh -c 'echo "$LD_PRELOAD"' >found
	same wanted found
}

# refuses_place NAME: LD_PRELOAD would be two names.
refuses_place() {
	elsewhere "$1"
	ends 125 "$1/tools/streamcompat-run" true 2>err
	grep 'LD_PRELOAD cannot have' err
}

misses_the_object() {
	ends 125 alone/tools/streamcompat-run true 2>err
	cat err
	grep 'streamcompat-preload.so: No such file' err
}

# The group makes it privileged; a program of that kind looks nowhere but
# where it was configured to look.
trusts_no_link() {
	elsewhere privileged
	chgrp 65534 privileged/tools/streamcompat-run
	chmod 2755 privileged/tools/streamcompat-run
	privileged/tools/streamcompat-run --print-object >found 2>&1 || :
	cat found
	test -s found
	fails grep "$tmp" found
}

# example N: of the page, as a reader sees it; the command is this one.
example() {
	"$AWK" -v wanted="$1" '
		$1 == ".Sh" { examples = $2 == "EXAMPLES" }
		examples && $1 == ".Bd" { inside = ++n == wanted; next }
		$1 == ".Ed" { inside = 0 }
		inside { gsub(/\\e/, "\\"); print }
	' "$srcdir/man/streamcompat-run.1" >example.sh
	test -s example.sh
	PATH=${run%/*}:$PATH limited sh ./example.sh
}

example_passes_a_file() {
	example 2 >found
	echo 'from the child' | same - found
}

# What the example calls the vendor's filter tells what it got.
example_has_streams_in_part() {
	cat >vendor-filter <<-'EOT'
	#!/bin/sh
	cat
	: | readlink /proc/self/fd/0
	EOT
	chmod +x vendor-filter
	echo note >notes.txt
	example 3 >found
	sed 's/\[.*//' found >kinds
	printf '%s\n' 3 2 1 note socket: | same - kinds
}

# --- programs that are out of reach

echo 'int main(void) { return 7; }' >seven.c
(compile -static -o static seven.c) >/dev/null 2>&1
(compile -o dynamic seven.c) >/dev/null 2>&1

out_of_reach() {
	complains 126 "$@"
	grep -e --anyway err
}

runs_anyway() {
	ends 7 under --anyway ./static
	ends 0 under --anyway env sh -c 'test "$LD_PRELOAD"'
}

script_is_as_good() {
	printf '#! %s\n' "$tmp/static" >script
	printf '#!%s argument\n' "$tmp/script" >script2
	chmod +x script script2
	out_of_reach 'linked statically' ./script
	out_of_reach 'linked statically' ./script2
	printf '#!%s\n' "$tmp/dynamic" >script
	ends 7 under ./script
	ends 7 under ./script2
}

finds_in_path() {
	mkdir -p path
	cp static path/static-in-path
	PATH=$tmp/path:$PATH out_of_reach 'linked statically' static-in-path
	cd path
	PATH=:$PATH out_of_reach 'linked statically' static-in-path
}

runs_without_first_line() {
	echo 'exit 9' >plain
	chmod +x plain
	ends 9 under ./plain
}

runs_the_dynamic_linker() {
	linker=$(readelf -l dynamic |
		sed -n 's/.*interpreter: \(.*\)\]/\1/p')
	ends 7 under "$linker" ./dynamic
}

# What makes a process privileged, seen beforehand.
privileged_is_refused() {
	cp dynamic privileged-program
	chgrp 65534 privileged-program
	chmod 2755 privileged-program
	out_of_reach 'other rights' ./privileged-program
	chmod 4755 privileged-program
	ends 7 under ./privileged-program
}

# And what really happens: neither the object nor the wish gets in.
privileged_hears_nothing() {
	cat >hears.c <<-'EOT'
	#include <sys/stat.h>
	#include <unistd.h>
	int main(void)
	{
		struct stat st;
		int fd[2];
		return pipe(fd) < 0 || fstat(fd[0], &st) < 0 ? 3 :
		    write(fd[0], "x", 1) == 1;
	}
	EOT
	$CC -o hears hears.c
	ends 1 under ./hears
	chgrp 65534 hears
	chmod 2755 hears
	ends 0 under --anyway ./hears
}

# row SENTENCE COMPILER TEXT: a program by another compiler.
row() {
	if has "$2" && "$2" -o "by-$2" seven.c >/dev/null 2>&1; then
		check "$1" out_of_reach "$3" "./by-$2"
	else
		skip "$1" "there is no $2"
	fi
}

root() {
	if [ "$(id -u)" = 0 ]; then
		check "$@"
	else
		skip "$1" "only the superuser can make one"
	fi
}

plan 33
check "--help has all options, and so has the manual" prints_help
check "--version has the version" prints_version
if [ -c /dev/full ]; then
	check "a full device is an error" cannot_print
else
	skip "a full device is an error" "there is no /dev/full"
fi
check "no program is a mistake" complains 125 'an argument is missing'
check "an unknown option is a mistake" complains 125 'no such option' \
	--what true
check "a program that is not there ends with 127" \
	complains 127 'No such file' ./nowhere
check "so does one that is nowhere in PATH" \
	complains 127 'No such file' not-to-be-found-anywhere
check "a program that cannot be run ends with 126" \
	complains 126 'Permission denied' ./seven.c
check "a directory is no program" complains 126 'Permission denied' /
check "the status is the program's" passes_statuses
check "a signal that kills the program kills it" passes_signals
check "arguments stay as they are" passes_arguments
check "LD_PRELOAD keeps what it has" appends
check "LD_PRELOAD has the object once" appends_once
check "--system-pipe is heard by the object" sets_the_pipe
check "the object is found where the command is" finds_its_neighbour
check "a path with a space is refused" refuses_place 'a place'
check "a path with a colon is refused" refuses_place 'a:place'
check "a path with a dollar sign is refused" refuses_place "a\$LIB"
mkdir -p alone/tools
cp "$run" alone/tools
if alone/tools/streamcompat-run --print-object >out 2>&1; then
	skip "without the object nothing is run" "it is installed: $(cat out)"
else
	check "without the object nothing is run" misses_the_object
fi
if [ -x static ]; then
	check "a static program is refused" \
		out_of_reach 'linked statically' ./static
	check "a static program in PATH is refused" finds_in_path
	check "--anyway runs it" runs_anyway
	check "a script is as good as its interpreter" script_is_as_good
else
	for what in "a static program is refused" \
	    "a static program in PATH is refused" "--anyway runs it" \
	    "a script is as good as its interpreter"; do
		skip "$what" "nothing can be linked statically here"
	done
fi
if has perl; then
	check "an example of the page passes a file" example_passes_a_file
else
	skip "an example of the page passes a file" "there is no Perl"
fi
if [ -e /proc/self/fd ]; then
	check "an example of the page has streams in a part of a script" \
		example_has_streams_in_part
else
	skip "an example of the page has streams in a part of a script" \
		"there is no /proc/self/fd"
fi
check "a script without a first line is run" runs_without_first_line
check "the dynamic linker is no static program" runs_the_dynamic_linker
row "a program of another machine is refused" aarch64-linux-gnu-gcc \
	'another kind of machine'
row "a program of another C library is refused" musl-gcc 'another C library'
root "a privileged program is refused" privileged_is_refused
root "a privileged program hears nothing of this" privileged_hears_nothing
root "a privileged command looks nowhere else" trusts_no_link
