#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What configure takes for native STREAMS, and what not.  Systems that only
# say that they have them are imitated by tests/install/native; each is shown
# to the real configure.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/install/probe.sh"
needs_to_run_programs
find_sources
this=$(sh "$sources/build-aux/config.guess") || bail_out "what machine is this?"
AR=$(made AR)
cp -R "$srcdir/tests/install/native" "$srcdir/include" "$tmp"
chmod -R u+w "$tmp/native" "$tmp/include"

# shows NAME FLAG [ARGUMENT]...: to configure, the system that these flags
# make of tests/install/native.
shows() {
	name=$1 flags=$2
	shift 2
	mkdir "$tmp/lib$name"
	# shellcheck disable=SC2086
	$CC -O1 $flags -I"$tmp/native" -c -o "$tmp/lib$name/native.o" \
		"$tmp/native/native.c"
	"$AR" cr "$tmp/lib$name/libnative.a" "$tmp/lib$name/native.o"
	probes "$name" CPPFLAGS="-I../native $flags" LDFLAGS="-L../lib$name" \
		LIBS=-lnative "$@"
}

# finds ANSWER NAME FLAG
finds() {
	answer=$1
	shift
	shows "$@"
	summary 'native STREAMS' "$answer" out
}

# Whoever starts configure may have ignored the signal.
ends_what_hangs() {
	trap '' ALRM
	finds 'no (I_RECVFD does not end)' hanging -DLSCT_HANGS
	leaves_nothing hanging
}

# What a program of a source port sees is what such a system shows.
finds_its_own() {
	cp "$builddir/libstreamcompat-svr4.a" "$(library_name static)" "$tmp"
	headers="-I../include/streamcompat -I../include"
	wrap=$(sed -n 's/^wrap=//p' "$sources/streamcompat-svr4.pc.in")
	probes own CFLAGS="$CFLAGS" \
		CPPFLAGS="-DSTREAMCOMPAT_SVR4 $headers" \
		LDFLAGS="$LDFLAGS $wrap -Wl,-u,streamcompat_svr4" \
		LIBS="../libstreamcompat-svr4.a ../libstreamcompat.a $LIBS"
	summary 'native STREAMS' yes out
	summary backend 'streams *(asked for: auto)' out
}

misses_functions() {
	probes unlinked CPPFLAGS=-I../native
	summary 'native STREAMS' 'no (functions of <stropts.h> are missing)' out
}

is_not_misled_by_itself() {
	probes overlay CPPFLAGS='-I../include/streamcompat -I../include'
	summary 'native STREAMS' 'no (functions of <stropts.h> are missing)' out
}

# crosses NAME HOST [ARGUMENT]...: what it would run there would hang.
crosses() {
	name=$1 host=$2
	shift 2
	mkdir "$tmp/$name"
	# shellcheck disable=SC2086
	answers ac_cv_build ac_cv_host lt_cv_ $found_by_probes \
		>"$tmp/$name/config.cache"
	shows "$name" -DLSCT_HANGS --build="$this" --host="$host" "$@"
	grep 'checking whether we are cross compiling... yes' out
}

believes_systems_that_are_known() {
	crosses solaris i386-pc-solaris2.11
	summary 'native STREAMS' yes out
}

believes_no_others() {
	crosses linux aarch64-unknown-linux-gnu
	summary 'native STREAMS' 'no (nothing can be tried)' out
}

believes_what_it_is_told() {
	crosses told aarch64-unknown-linux-gnu lsc_cv_streams_sendfd=yes
	summary 'native STREAMS' yes out
}

refuses_what_it_does_not_know() {
	fails probes perhaps lsc_cv_streams_sendfd=perhaps
	grep 'lsc_cv_streams_sendfd takes .* not "perhaps"' "$tmp/perhaps/err"
}

plan 17
check "STREAMS that pass a descriptor are found" finds yes working ''
check "the probes leave nothing behind" leaves_nothing working
check "there is no STREAMS where all calls fail, as in glibc before 2.30" \
	finds 'no (a pipe is no stream)' failing \
	'-DLSCT_NO_STREAMS -DLSCT_ORDINARY_PIPES'
check "nor where a pipe is no stream" \
	finds 'no (a pipe is no stream)' pipes -DLSCT_ORDINARY_PIPES
check "nor where I_RECVFD returns no descriptor" \
	finds 'no (no descriptor passes through a pipe)' dropping -DLSCT_DROPS
check "an I_RECVFD that does not end is ended" ends_what_hangs
check "functions that are declared must be there" misses_functions
check "functions that are there must be declared, which musl's are not" \
	finds 'no (functions of <stropts.h> are missing)' undeclared \
	-DLSCT_NO_MESSAGES
check "the header must declare I_SENDFD" \
	finds 'no (<stropts.h> does not declare I_SENDFD and I_RECVFD)' \
	terminal -DLSCT_NO_SENDFD
check "and must not be empty" \
	finds 'no (<stropts.h> does not declare I_SENDFD and I_RECVFD)' \
	empty -DLSCT_EMPTY
check "a system that says it has no STREAMS is believed" \
	finds 'no (_XOPEN_STREAMS is -1)' saying -DLSCT_SAYS_NONE
check "the library's own header is no system's" is_not_misled_by_itself
if [ -e libstreamcompat-svr4.a ] && [ -n "$(library_name static)" ]; then
	check "but a source port has all that a system has" finds_its_own
else
	skip "but a source port has all that a system has" \
		"there is no libstreamcompat-svr4 here"
fi
check "cross-compiling for Solaris, STREAMS that can be linked are found" \
	believes_systems_that_are_known
check "cross-compiling for Linux, there are none" believes_no_others
check "unless configure was told" believes_what_it_is_told
check "it cannot be told anything but yes and no" refuses_what_it_does_not_know
