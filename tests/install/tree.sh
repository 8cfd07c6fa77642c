#!/bin/sh
# SPDX-License-Identifier: ISC
#
# A build writes into its own directory only, wherever that is; the sources
# of a release can be read-only, and what made configure is not needed, nor is
# Criterion.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
needs_to_run_programs
find_sources copy
chmod -R u+w,go-w "$sources"
PKG_CONFIG_LIBDIR=/dev/null
PKG_CONFIG_PATH=
export PKG_CONFIG_LIBDIR PKG_CONFIG_PATH

# Whoever calls one of these is caught.
mkdir "$tmp/traps"
for tool in aclocal autoconf autoheader autom4te automake autoreconf \
    libtoolize m4; do
	printf '#!/bin/sh\necho "$0 $*" >>%s/caught\nexit 1\n' "$tmp" \
		>"$tmp/traps/$tool"
	chmod +x "$tmp/traps/$tool"
	for version in 1.15 1.16 1.17 1.18; do
		[ -e "$tmp/traps/$tool-$version" ] ||
			cp "$tmp/traps/$tool" "$tmp/traps/$tool-$version"
	done
done
: >"$tmp/caught"
PATH=$tmp/traps:$PATH

# listing: every file of the source directory, with its mode and contents.
# (Not the directories: distclean leaves empty ones.)
listing() (
	cd "$sources" && {
		find . ! -type d -exec ls -ld {} + |
			"$AWK" '{ print $1, $NF }'
		find . -type f -exec cksum {} +
	} | sort
)

unchanged() {
	listing >"$tmp/after"
	same "$tmp/before" "$tmp/after"
}

# builds: configure and make in the current directory; what configure finds
# out is the same everywhere.
builds() {
	[ ! -e "$tmp/cache" ] || cp "$tmp/cache" config.cache
	configure -C >"$tmp/out"
	summary tests 'no (the test framework Criterion was not found)' \
		"$tmp/out"
	build
	test -s libstreamcompat.la
	[ -e "$tmp/cache" ] || cp config.cache "$tmp/cache"
}

builds_aside() {
	mkdir "$tmp/aside"
	cd "$tmp/aside"
	builds
	unchanged
}

cleans_up() {
	cd "$tmp/aside"
	test -e Makefile
	build distclean
	find . ! -type d >"$tmp/left"
	same /dev/null "$tmp/left"
	unchanged
}

# That of the sources must not be in the name by which configure is called, and
# libtool installs nothing into such a directory.
builds_where_names_have_spaces() {
	mkdir "$tmp/a place" "$tmp/a place/build"
	cp -Rp "$sources" "$tmp/a place/sources"
	cd "$tmp/a place/build"
	sources=../sources
	builds
	$CC -o program "$srcdir/tests/install/apue.c" .libs/libstreamcompat.a
	echo letter >letter
	./program letter | grep -x letter
	build install DESTDIR="$tmp/stage"
	test -e "$tmp/stage/usr/local/include/streamcompat.h"
	unchanged
}

# It says so.
checks_without_programs() {
	cd "$tmp/a place/build"
	build check TESTS='tests/programs.sh tests/abi/exports.sh' >checked
	grep 'SKIP: tests/programs.sh.*Criterion' checked
	grep -x '# FAIL:  *0' checked
}

# The superuser can write everywhere, and so it becomes nobody for this.
find_nobody() {
	nobody=
	[ -w "$sources/configure" ] || return 0
	nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
	chmod 711 "$tmp"
	$nobody test -r "$sources/configure" -a ! -w "$sources/configure"
}

builds_read_only() {
	cd "$tmp/reader"
	cp "$tmp/cache" config.cache
	[ -z "$nobody" ] || chown -R 65534:65534 .
	# shellcheck disable=SC2086
	TMPDIR=$PWD sources=$sources compiler=$CC make=$MAKE $nobody sh -e -c '
		if (: >"$sources/new") 2>/dev/null; then
			echo "the source directory is not read-only"
			exit 1
		fi
		"$sources/configure" -C CC="$compiler" \
			CFLAGS=-O1 CPPFLAGS= LDFLAGS= LIBS=
		$make -j2
	'
	test -s libstreamcompat.la
}

builds_in_the_sources() {
	cd "$sources"
	builds
	fails unchanged >/dev/null
	build distclean
	unchanged
}

plan 7
listing >"$tmp/before"
check "a build leaves the source directory as it was" builds_aside
check "make distclean leaves nothing of it" cleans_up
check "the names of both directories can have a space" \
	builds_where_names_have_spaces
check "make check says that there are no test programs" \
	checks_without_programs

chmod -R a-w "$sources"
mkdir "$tmp/reader"
if find_nobody 2>/dev/null; then
	check "the source directory can be read-only" builds_read_only
else
	skip "the source directory can be read-only" \
		"the superuser can write everywhere and cannot become another"
fi
chmod -R u+w "$sources"
check "a build in the source directory can be cleaned away" \
	builds_in_the_sources
check "none of this takes the tools that make a release" \
	same /dev/null "$tmp/caught"
