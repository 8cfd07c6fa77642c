#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What `make install' leaves is what it should, works for a program that asks
# pkg-config how to be linked with it, and goes away again.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
needs_to_run_programs
find_sources

prefix=$tmp/prefix
PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig
PKG_CONFIG_PATH=
export PKG_CONFIG_LIBDIR PKG_CONFIG_PATH
: "${PKG_CONFIG:=pkg-config}"

echo 'What one process opened another reads.' >"$tmp/letter"

installs() {
	mkdir "$tmp/build"
	cd "$tmp/build"
	configure --disable-tests --prefix="$prefix" >out
	build
	build install
}

# files DIRECTORY: of every kind but directories, by their names in there.
files() (
	cd "$1" && find . ! -type d | sed 's|^\./||' | sort
)

only_known_kinds() {
	files "$prefix" >"$tmp/installed"
	test -s "$tmp/installed"
	while read -r file; do
		case $file in
		bin/strchg | \
		bin/strconf | \
		bin/streamcompat-fd | \
		bin/streamcompat-run | \
		include/streamcompat.h | \
		include/streamcompat/* | \
		lib/libstreamcompat.* | \
		lib/libstreamcompat-svr4.a | \
		lib/pkgconfig/streamcompat.pc | \
		lib/pkgconfig/streamcompat-svr4.pc | \
		lib/streamcompat/streamcompat-preload.la | \
		lib/streamcompat/streamcompat-preload.so | \
		libexec/streamcompat-attachd | \
		sbin/fattach | \
		sbin/fdetach | \
		sbin/streamcompat-names | \
		share/doc/libstreamcompat/* | \
		share/man/man[1-9]/*.[1-9]) ;;
		*) echo "$file" ;;
		esac
	done <"$tmp/installed" >"$tmp/unknown"
	same /dev/null "$tmp/unknown"
}

has_source_ports() {
	test -e "$tmp/build/libstreamcompat-svr4.a"
}

has_run() {
	test -e "$tmp/build/tools/streamcompat-run"
}

has_agent() {
	test -e "$tmp/build/agent/streamcompat-attachd"
}

every_kind() {
	. "$tmp/build/libstreamcompat.la"
	{
		for name in $library_names "$old_library" libstreamcompat.la; do
			echo "lib/$name"
		done
		echo "bin/strchg"
		echo "bin/strconf"
		echo "bin/streamcompat-fd"
		echo "lib/pkgconfig/streamcompat.pc"
		if has_source_ports; then
			echo "lib/libstreamcompat-svr4.a"
			echo "lib/pkgconfig/streamcompat-svr4.pc"
		fi
		if has_run; then
			echo "bin/streamcompat-run"
			echo "lib/streamcompat/streamcompat-preload.so"
		fi
		if has_agent; then
			echo "libexec/streamcompat-attachd"
			echo "sbin/fattach"
			echo "sbin/fdetach"
			echo "sbin/streamcompat-names"
		fi
		cd "$sources"
		find include -name '*.h'
		for page in man/*.[1-9]; do
			echo "share/man/man${page##*.}/${page##*/}"
		done
	} | sort >"$tmp/wanted"
	comm -23 "$tmp/wanted" "$tmp/installed" >"$tmp/missing"
	same /dev/null "$tmp/missing"
	grep '^share/doc/libstreamcompat/' "$tmp/installed"
}

# include is everybody's: no other name may be taken there.
takes_no_other_header() {
	cd "$prefix/include"
	ls -A | grep -v -x streamcompat >"$tmp/headers"
	echo streamcompat.h >"$tmp/wanted"
	same "$tmp/wanted" "$tmp/headers"
}

stages() {
	cd "$tmp/build"
	build install DESTDIR="$tmp/stage"
	files "$tmp/stage$prefix" >"$tmp/staged"
	same "$tmp/installed" "$tmp/staged"
	files "$tmp/stage" | grep -v "^${prefix#/}/" >"$tmp/astray" || :
	same /dev/null "$tmp/astray"
}

# variable NAME WORD: the .pc file repeats what the summary said.
variable() {
	found=$("$PKG_CONFIG" --variable="$1" streamcompat)
	test -n "$found"
	summary "$2" "$found\( .*\)\{0,1\}" "$tmp/build/out"
}

variables_are_those_of_the_summary() {
	variable backend backend
	variable credentials 'peer credentials'
	variable close_on_exec close-on-exec
	"$PKG_CONFIG" --modversion streamcompat >"$tmp/version"
	sed -n 's/^PACKAGE_VERSION = //p' "$tmp/build/Makefile" >"$tmp/wanted"
	same "$tmp/wanted" "$tmp/version"
}

includes_the_header() {
	cat >"$tmp/include.c" <<-'EOT'
	#include <streamcompat.h>
	int main(void) { int fd[2]; return s_pipe(fd); }
	EOT
	# shellcheck disable=SC2046
	$CC -o "$tmp/include" "$tmp/include.c" \
		$("$PKG_CONFIG" --cflags --libs streamcompat) \
		-Wl,-rpath,"$prefix/lib"
	"$tmp/include"
}

# passes HOW FLAG...: an old program passes descriptors.
passes() {
	program=$tmp/$1
	shift
	$CC -o "$program" "$srcdir/tests/install/apue.c" "$@"
	cp "$tmp/letter" "$tmp/wanted"
	set -- "$tmp/letter"
	if [ "$("$PKG_CONFIG" --variable=credentials streamcompat)" != none ]
	then
		echo 'no file for you' >>"$tmp/wanted"
		set -- "$@" "$tmp/socket"
	fi
	"$program" "$@" >"$tmp/found"
	same "$tmp/wanted" "$tmp/found"
}

# The flags are what pkg-config says, and nothing else.
passes_dynamically() {
	# shellcheck disable=SC2046
	passes dynamic $("$PKG_CONFIG" --cflags --libs streamcompat) \
		-Wl,-rpath,"$prefix/lib"
	readelf -d "$tmp/dynamic" | grep 'NEEDED.*libstreamcompat'
}

passes_statically() {
	# shellcheck disable=SC2046
	passes static -static \
		$("$PKG_CONFIG" --static --cflags --libs streamcompat)
	fails grep -q 'NEEDED' <<-EOT
		$(readelf -d "$tmp/static")
	EOT
}

# A program of SVR4 is compiled unchanged.
ports() {
	# shellcheck disable=SC2046
	$CC -o "$tmp/port" "$srcdir/tests/port/real.c" \
		$("$PKG_CONFIG" --cflags --libs streamcompat-svr4) \
		-Wl,-rpath,"$prefix/lib"
	"$tmp/port"
}

ports_statically() {
	# shellcheck disable=SC2046
	$CC -static -o "$tmp/port" "$srcdir/tests/port/real.c" \
		$("$PKG_CONFIG" --static --cflags --libs streamcompat-svr4)
	"$tmp/port"
}

# The module of the library alone redirects nothing.
ports_only_if_asked() {
	# shellcheck disable=SC2046
	$CC -o "$tmp/port" "$srcdir/tests/port/real.c" \
		-I"$prefix/include/streamcompat" \
		$("$PKG_CONFIG" --cflags --libs streamcompat) \
		-Wl,-rpath,"$prefix/lib"
	fails "$tmp/port"
}

# What the manual says for those without pkg-config.
ports_in_plain_words() {
	$CC -o "$tmp/port" -DSTREAMCOMPAT_SVR4 \
		-I"$prefix/include/streamcompat" -I"$prefix/include" \
		"$srcdir/tests/port/real.c" -L"$prefix/lib" \
		-Wl,--wrap=fopen -Wl,--wrap=fopen64 \
		-Wl,--wrap=freopen -Wl,--wrap=freopen64 \
		-Wl,-u,streamcompat_svr4 -lstreamcompat-svr4 -lstreamcompat \
		-Wl,-rpath,"$prefix/lib"
	"$tmp/port"
}

# runs_in PREFIX: with the object that is there, a pipe has two directions.
runs_in() {
	"$1/bin/streamcompat-run" --print-object >"$tmp/found"
	echo "$1/lib/streamcompat/streamcompat-preload.so" |
		same - "$tmp/found"
	"$1/bin/streamcompat-run" "$tmp/duplex"
	fails "$tmp/duplex"
}

runs() {
	cat >"$tmp/duplex.c" <<-'EOT'
	#include <unistd.h>
	int main(void)
	{
		int fd[2];
		return pipe(fd) < 0 || write(fd[0], "x", 1) != 1;
	}
	EOT
	$CC -o "$tmp/duplex" "$tmp/duplex.c"
	runs_in "$prefix"
}

runs_elsewhere() {
	cp -R "$prefix" "$tmp/moved"
	mv "$prefix" "$prefix.away"
	(runs_in "$tmp/moved") || status=$?
	mv "$prefix.away" "$prefix"
	return ${status-0}
}

# check_run SENTENCE COMMAND...: if there is streamcompat-run.
check_run() {
	if has_run; then
		check "$@"
	else
		skip "$1" "streamcompat-run cannot be built here"
	fi
}

uninstalls() {
	cd "$tmp/build"
	build uninstall
	build uninstall DESTDIR="$tmp/stage"
	files "$prefix" >"$tmp/left"
	files "$tmp/stage" >>"$tmp/left"
	same /dev/null "$tmp/left"
}

# check_pc SENTENCE COMMAND...: if there is a pkg-config.
check_pc() {
	if has "$PKG_CONFIG"; then
		check "$@"
	else
		skip "$1" "there is no pkg-config here"
	fi
}

plan 17
check "a private prefix can be installed into" installs
check "nothing is installed that is not known here" only_known_kinds
check "everything is installed that should be" every_kind
check "the include directory gets streamcompat.h and no other header" \
	takes_no_other_header
check "DESTDIR gets the same files and nothing beside the prefix" stages
check_pc "pkg-config knows the version and what configure found" \
	variables_are_those_of_the_summary
check_pc "a program that includes the header is built by pkg-config's flags" \
	includes_the_header
check_pc "an old program that declares the calls itself passes descriptors" \
	passes_dynamically
if $CC -static -o "$tmp/run" "$tmp/run.c" >/dev/null 2>&1 && "$tmp/run"; then
	check_pc "and so it does if it is linked statically" passes_statically
else
	skip "and so it does if it is linked statically" \
		"$CC cannot link statically here"
fi
# check_port SENTENCE COMMAND...: if there are source ports.
check_port() {
	if has_source_ports; then
		check_pc "$@"
	else
		skip "$1" "libstreamcompat-svr4 cannot be built here"
	fi
}
check_port "a program of SVR4 is compiled by pkg-config's flags" ports
if $CC -static -o "$tmp/run" "$tmp/run.c" >/dev/null 2>&1 && "$tmp/run"; then
	check_port "and statically" ports_statically
else
	skip "and statically" "$CC cannot link statically here"
fi
check_port "the flags of the library alone redirect nothing" \
	ports_only_if_asked
check_port "a program of SVR4 is compiled without pkg-config" \
	ports_in_plain_words
check_run "a program runs with the object that was installed" runs
check_run "and with one that is only staged" runs_in "$tmp/stage$prefix"
check_run "and if all of it was moved" runs_elsewhere
check "make uninstall leaves no file behind" uninstalls
