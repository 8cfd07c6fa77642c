#!/bin/sh
# SPDX-License-Identifier: ISC
#
# configure does what it is told, or says why it cannot.
#
# One run without special wishes fills a cache; the others begin with it, each
# in a directory of its own, but those that preset an answer of this package's
# begin without such answers.  pkg-config is shown an empty world in all of
# them, so that Criterion is never found.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"
needs_to_run_programs
find_sources

mkdir "$tmp/empty"
PKG_CONFIG_LIBDIR=$tmp/empty
PKG_CONFIG_PATH=$tmp/empty
export PKG_CONFIG_LIBDIR PKG_CONFIG_PATH

# configures NAME ARGUMENT...: in a directory of that name.
configures() {
	name=$1
	shift
	mkdir "$tmp/$name"
	cd "$tmp/$name"
	if [ -e ../cache ]; then
		case " $*" in
		*' lsc_cv_'*) sed '/^lsc_cv_/d' ../cache ;;
		*) cat ../cache ;;
		esac >config.cache
	fi
	configure -C "$@" >out 2>err || {
		cat out err
		return 1
	}
	[ -e ../cache ] || cp config.cache ../cache
}

# refuses TEXT ARGUMENT...: configure fails, its error has the text, and there
# is nothing that make could work with.
refuses() {
	text=$1
	shift
	rm -rf "$tmp/refused"
	fails configures refused "$@"
	cd "$tmp/refused"
	grep '^configure: error: ' err >error
	grep -F -e "$text" error
	fails test -e Makefile
}

refuses_backend() {
	refuses "not \"$1\"" --disable-tests --with-backend="$1"
	for word in auto streams control accrights; do
		grep "takes.* $word" "$tmp/refused/error"
	done
}

configures_by_itself() {
	configures plain
	summary backend 'control *(asked for: auto)' out ||
		summary backend 'accrights *(asked for: auto)' out
}

says_tests_no() {
	cd "$tmp/plain"
	summary tests 'no\( .*\)\{0,1\}' out
}

wants_no_identity() {
	configures none --disable-tests lsc_cv_credentials=none
	summary 'peer credentials' none out
	grep 'WARNING' err
	grep 'serv_accept.*ENOTSUP' err
	build
}

does_not_warn() {
	summary 'peer credentials' none "$tmp/plain/out" >/dev/null ||
		fails grep WARNING "$tmp/plain/err"
}

# Rather than to invent an identity.
says_that_it_has_no_identity() {
	cd "$tmp/none"
	cat >accept.c <<-'EOT'
	#include <errno.h>
	#include <unistd.h>
	#include <streamcompat.h>
	int main(void)
	{
		uid_t uid = 4711;
		int listening = serv_listen("socket");
		int client = cli_conn("socket");
		char c;

		alarm(20);
		if (listening < 0 || client < 0)
			return 1;
		errno = 0;
		if (serv_accept(listening, &uid) != -1 || errno != ENOTSUP)
			return 2;
		return uid == 4711 && read(client, &c, 1) == 0 ? 0 : 3;
	}
	EOT
	$CC -I"$srcdir/include" -o accept accept.c .libs/libstreamcompat.a
	./accept
}

exports_without_versions() {
	configures unversioned --disable-tests lsc_cv_version_script=no
	summary 'exported names' 'without versions' out
	build
	symbols_wanted names >wanted
	dlname=$(sed -n "s/^dlname='\(.*\)'/\1/p" libstreamcompat.la)
	symbols_exported "$NM" ".libs/$dlname" >exported
	same wanted exported
}

# does_without_source_ports NAME ANSWER: the library itself needs none of it.
does_without_source_ports() {
	configures "$1" --disable-tests "$2"
	summary 'source ports' 'no\( .*\)\{0,1\}' out
	"$MAKE" -n all install >commands
	grep 'libstreamcompat\.la' commands
	fails grep 'streamcompat-svr4\.\(a\|pc\)' commands
}

# A test-only <sys/socket.h> stands for the system that has msg_accrights;
# nothing that is known of this one holds there.
builds_accrights() {
	mkdir "$tmp/accrights"
	cd "$tmp/accrights"
	configure --disable-tests --with-backend=accrights \
		CPPFLAGS="-I$sources/tests/accrights" >out 2>err || {
		cat out err
		return 1
	}
	summary backend 'accrights *(asked for: accrights)' out
	build
	test -e lib/backend/accrights.o
	fails test -e lib/backend/control.o
	other_test tests/abi/exports.sh
}

plan 21
check "configure succeeds by itself, without Criterion" configures_by_itself
if [ ! -e "$tmp/cache" ]; then
	bail_out "configure does not work here"
fi
check "without Criterion the summary says that there are no tests" \
	says_tests_no
check "there is no warning if the kernel knows the peer" does_not_warn
check "--enable-tests without Criterion is refused by its name" \
	refuses Criterion --enable-tests=yes
check "--enable-tests=perhaps is refused" \
	refuses 'takes one of yes|no|auto|plain, not "perhaps"' --enable-tests=perhaps
check "--enable-werror=maybe is refused" \
	refuses 'takes one of yes|no, not "maybe"' --disable-tests \
	--enable-werror=maybe
check "an unknown backend is refused with the list of the known" \
	refuses_backend bogus
check "--with-backend=yes is refused" refuses_backend yes
check "--without-backend is refused" refuses_backend no
check "an empty --with-backend is refused" refuses_backend ''
if grep -q '^lsc_cv_streams_sendfd=.*yes' "$tmp/cache"; then
	skip "--with-backend=streams is refused where there are no STREAMS" \
		"this system has STREAMS"
else
	check "--with-backend=streams is refused where there are no STREAMS" \
		refuses 'this system has no STREAMS' --disable-tests \
		--with-backend=streams
fi
if grep -q '^lsc_cv_msg_accrights=.*yes' "$tmp/cache"; then
	skip "--with-backend=accrights is refused where there is none" \
		"this system has msg_accrights"
else
	check "--with-backend=accrights is refused where there is none" \
		refuses 'struct msghdr has no msg_accrights' --disable-tests \
		--with-backend=accrights
fi
check "a preset answer that is none of the known is refused" \
	refuses 'not "guess"' --disable-tests lsc_cv_credentials=guess
check "a preset of yes or no is refused if it is neither" \
	refuses 'not "1"' --disable-tests lsc_cv_msg_control=1
check "a preset way around captured calls is refused if it is none" \
	refuses 'not "names|syscalls"' --disable-tests \
	'lsc_cv_uncaptured=names|syscalls'
check "without hidden names there is a library and no source port" \
	does_without_source_ports seen lsc_cv_hidden_symbols=no
check "nor is there one without a way past a program's functions" \
	does_without_source_ports plainly lsc_cv_uncaptured=plain
check "without peer credentials configure warns, and the library builds" \
	wants_no_identity
check "without peer credentials serv_accept fails with ENOTSUP" \
	says_that_it_has_no_identity
check "without version scripts the same names are exported, unversioned" \
	exports_without_versions
check "the accrights backend is chosen and built where there is one" \
	builds_accrights
