#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What configure does to see what a system has and shows only to who asks: a
# feature macro, a library.  And what it does not let itself be told by flags
# that are about something else.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/install/probe.sh"
needs_to_run_programs
find_sources
AR=$(made AR)

# --- systems that show control messages only under a condition

# Without it <sys/socket.h> is that of the older days.
mkdir -p "$tmp/hiding/sys"
cp "$srcdir/tests/accrights/sys/socket.h" "$tmp/hiding/sys/old_socket.h"
cat >"$tmp/hiding/sys/socket.h" <<'EOT'
#include <sys/types.h>
#ifdef LSCT_SHOWN
#include_next <sys/socket.h>
#else
#include <sys/old_socket.h>
#endif
EOT

# hide_unless CONDITION: asked before any header of the host's can change it.
hide_unless() {
	cat >"$tmp/hiding/sys/types.h" <<-EOT
	#ifndef LSCT_ASKED
	#define LSCT_ASKED
	#if $1
	#define LSCT_SHOWN
	#endif
	#endif
	#include_next <sys/types.h>
	EOT
}

# finds MACRO NAME CONDITION
finds() {
	hide_unless "$3"
	probes "$2" CPPFLAGS=-I../hiding
	summary backend 'control *(asked for: auto)' out
	summary 'feature macro' "$1" out
}

# What was found is in front of every header of the build, too: without it
# there is nothing that control.c could be made of.
builds_with_it() {
	finds _XPG4_2 built 'defined _XPG4_2 && defined __EXTENSIONS__'
	./config.status
	"$MAKE" lib/backend/control.lo
	sed 's/define _XPG4_2 1/undef _XPG4_2/' config.h >config.new
	fails cmp -s config.h config.new
	mv config.new config.h
	fails "$MAKE" lib/backend/control.lo
}

falls_back() {
	hide_unless 0
	probes nothing CPPFLAGS=-I../hiding
	summary backend 'accrights *(asked for: auto)' out
	summary 'feature macro' 'none helps' out
}

# What shows msg_control hides msg_accrights.
leaves_accrights_alone() {
	hide_unless 'defined _XPG4_2'
	probes older CPPFLAGS=-I../hiding --with-backend=accrights
	summary backend 'accrights *(asked for: accrights)' out
	summary 'feature macro' 'none (msg_accrights needs none)' out
}

# begins_with_it FILE: or with a header of ours that does.
begins_with_it() {
	first=$(sed -n 's/^#include //p' "$1" | sed 1q)
	case $first in
	'<config.h>') ;;
	'"'*)	first=${first#?}
		begins_with_it "$srcdir/lib/${first%?}" ;;
	*)	echo "$1 begins with $first"
		return 1 ;;
	esac
}

# Nor is there a source that sees the headers before.
every_source_begins_with_it() {
	find "$srcdir/lib" "$srcdir/compat" "$srcdir/agent" "$srcdir/tools" \
		-name '*.c' >"$tmp/sources.list"
	test "$(wc -l <"$tmp/sources.list")" -gt 100
	while read -r source; do
		fails grep -q '^#include <' "$source" >/dev/null ||
			begins_with_it "$source"
	done <"$tmp/sources.list"
}

# A program that knows nothing of config.h is the one that matters.
public_headers_need_none() {
	hide_unless 0
	mkdir "$tmp/public"
	cp -R "$srcdir/include" "$tmp/public"
	cd "$tmp/public/include"
	for header in streamcompat.h streamcompat/*.h streamcompat/sys/*.h; do
		echo "#include <$header>" >"$tmp/public/program.c"
		$CC -I"$tmp/hiding" -I. -c -o "$tmp/public/program.o" \
			"$tmp/public/program.c"
	done
}

# --- a <sys/socket.h> that is not what it seems

# misleads NAME LINE...: the lines follow the host's.
misleads() {
	mkdir -p "$tmp/inc$1/sys"
	name=$1
	shift
	{
		echo '#include_next <sys/socket.h>'
		printf '%s\n' "$@"
	} >"$tmp/inc$name/sys/socket.h"
}

sees_through_a_macro() {
	misleads macro '#define msg_accrights msg_control' \
		'#define msg_accrightslen msg_controllen'
	probes macro CPPFLAGS=-I../incmacro
	summary backend 'control *(asked for: auto)' out
	grep 'checking for msg_accrights in struct msghdr... no' out
	fails probes macro_wanted CPPFLAGS=-I../incmacro \
		--with-backend=accrights
	grep 'struct msghdr has no msg_accrights' "$tmp/macro_wanted/err"
}

# Nor is the other way round a second way.
sees_through_a_macro_for_control() {
	misleads reverse '#define msg_control msg_accrights'
	fails probes reverse CPPFLAGS=-I../increverse
	grep 'has neither msg_control nor msg_accrights' \
		"$tmp/reverse/err"
}

wants_a_constant() {
	misleads variable '#undef CMSG_SPACE' \
		'static inline unsigned long lsct_space(unsigned long n)' \
		'{ return n + 64; }' '#define CMSG_SPACE(n) lsct_space(n)'
	fails probes variable CPPFLAGS=-I../incvariable
	grep 'has neither msg_control nor msg_accrights' \
		"$tmp/variable/err"
}

# --- systems that have sockets in a library

# Its <sys/socket.h> calls sendmsg by another name, as Solaris' does.
misleads renaming '#define sendmsg lsct_renamed_sendmsg' \
	'ssize_t lsct_renamed_sendmsg(int, const struct msghdr *, int);'
renamed='
#include <sys/types.h>
#include <sys/socket.h>
ssize_t lsct_renamed_sendmsg(int, const struct msghdr *, int);
ssize_t lsct_renamed_sendmsg(int fd, const struct msghdr *m, int flags)'

# library DIRECTORY NAME TEXT
library() {
	mkdir -p "$tmp/$1"
	printf '%s\n' "$3" >"$tmp/$1/$2.c"
	$CC -c -o "$tmp/$1/$2.o" "$tmp/$1/$2.c"
	"$AR" cr "$tmp/$1/lib$2.a" "$tmp/$1/$2.o"
}

# substituted VARIABLE: what the Makefile would get.
substituted() {
	echo "@$1@" | ./config.status -q --file=-
}

# links NAME HEADER LIBRARIES: and nothing that is not wanted.
links() {
	probes "$1" CPPFLAGS="-I../$2" LDFLAGS="-L../$1libs"
	summary 'socket libraries' "${3:-none}" out
	linked=$(substituted LIBS | tr ' ' '\n' | grep '^-l[snx]' |
		tr '\n' ' ')
	test "$linked" = "${3:+$3 }"
}

links_one() {
	library onelibs socket "$renamed { return sendmsg(fd, m, flags); }"
	library onelibs nsl 'int unused_nsl;'
	library onelibs xnet 'int unused_xnet;'
	links one increnaming -lsocket
}

links_what_that_needs() {
	library twolibs socket "int lsct_nsl(void); $renamed
	{ return lsct_nsl() + sendmsg(fd, m, flags); }"
	library twolibs nsl 'int lsct_nsl(void) { return 0; }'
	links two increnaming '-lsocket -lnsl'
}

links_the_last() {
	library lastlibs xnet "$renamed { return sendmsg(fd, m, flags); }"
	links last increnaming -lxnet
}

links_nothing_in_vain() {
	for name in socket nsl xnet; do
		library vainlibs "$name" \
			'int sendmsg(void); int sendmsg(void) { return 0; }'
	done
	links vain . ''
}

says_that_there_are_none() {
	fails probes missing CPPFLAGS=-I../increnaming
	grep 'this system has no sendmsg' "$tmp/missing/err"
}

# --- flags that are about something else

# finds_as_much NAME ARGUMENT...: as configure finds without them.
finds_as_much() {
	name=$1
	mkdir "$tmp/$name"
	answers lsc_cv_ ac_cv_func_ ac_cv_header_ ac_cv_search_ ac_cv_size \
		ac_cv_prog_cc_ >"$tmp/$name/config.cache"
	probes "$@"
	grep '^\(lsc\|ac\)_cv_\(header_\|func_\|search_\|size\)\{0,1\}' \
		config.cache | grep -v '^ac_cv_\(env\|prog\)_' >"$tmp/$name.found"
	grep '^lsc_cv_cflag__Wall=' "$tmp/$name.found"
	same "$tmp/plain.found" "$tmp/$name.found"
}

finds_by_itself() {
	finds_as_much plain
	summary 'feature macro' none out
	summary 'socket libraries' none out
}

stops_at_warnings='-O1 -Wall -Wextra -Werror -pedantic-errors -Wconversion
	-Wmissing-prototypes -Wstrict-prototypes -Wmissing-declarations
	-Wunused-macros -Werror=unused-variable'
# shellcheck disable=SC2116,SC2086
stops_at_warnings=$(echo $stops_at_warnings)

builds_by_these_flags() {
	cd "$tmp/warnings"
	test "$(substituted CFLAGS)" = "$stops_at_warnings"
}

# The next C has none of the habits of the first.
modern='-std=gnu2x -Werror=implicit-function-declaration
	-Werror=implicit-int -Werror=int-conversion
	-Werror=incompatible-pointer-types -Werror=return-type'
# shellcheck disable=SC2116,SC2086
modern=$(echo $modern)

plan 23
check "_XPG4_2 is found where it is what shows control messages" \
	finds _XPG4_2 xpg4 'defined _XPG4_2 && defined __EXTENSIONS__'
check "so is _XOPEN_SOURCE=600" finds _XOPEN_SOURCE=600 xopen \
	'_XOPEN_SOURCE + 0 == 600 && defined __EXTENSIONS__'
check "so is _XOPEN_SOURCE_EXTENDED" finds _XOPEN_SOURCE_EXTENDED extended \
	'defined _XOPEN_SOURCE_EXTENDED'
check "so is _LINUX_SOURCE_COMPAT" finds _LINUX_SOURCE_COMPAT linux \
	'defined _LINUX_SOURCE_COMPAT'
check "so is _DARWIN_C_SOURCE, if it is not always defined" \
	finds 'none\|_DARWIN_C_SOURCE' darwin 'defined _DARWIN_C_SOURCE'
check "the build sees what the probes saw" builds_with_it
check "config.h is in front of every header of every source" \
	every_source_begins_with_it
check "where no macro helps there is msg_accrights" falls_back
check "no macro takes away msg_accrights from who asked for it" \
	leaves_accrights_alone
check "public headers need no macro" public_headers_need_none
check "an msg_accrights that is a macro is none" sees_through_a_macro
check "an msg_control that is a macro is none" \
	sees_through_a_macro_for_control
check "a CMSG_SPACE that is no constant is none" wants_a_constant
check "-lsocket is linked where sendmsg is in it, by whatever name" links_one
check "so is -lnsl if that needs it" links_what_that_needs
check "so is -lxnet if nothing else helps" links_the_last
check "none of them is linked in vain" links_nothing_in_vain
check "a sendmsg that is nowhere is reported" says_that_there_are_none
check "configure finds what needs neither macro nor library" \
	finds_by_itself
check "and leaves nothing behind" leaves_nothing plain
check "it finds the same with -Werror and many warnings" \
	finds_as_much warnings CFLAGS="$stops_at_warnings"
check "which the build gets all the same" builds_by_these_flags
# shellcheck disable=SC2086
if $CC $modern -c -o "$tmp/run.o" "$tmp/run.c" >/dev/null 2>&1; then
	check "and the same by a compiler that has forgotten old C" \
		finds_as_much modern CC="$CC $modern"
else
	skip "and the same by a compiler that has forgotten old C" \
		"$CC does not take $modern"
fi
