#!/bin/sh
# SPDX-License-Identifier: ISC
#
# A build writes into its own directory only, wherever that is; the sources
# of a release can be read-only.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
needs_to_run_programs
find_sources copy
chmod -R u+w,go-w "$sources"

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
	configure -C --disable-tests
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

builds_where_a_name_has_a_space() {
	mkdir "$tmp/a place"
	cd "$tmp/a place"
	builds
	$CC -o program "$srcdir/tests/install/apue.c" .libs/libstreamcompat.a
	echo letter >letter
	./program letter | grep -x letter
	unchanged
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
		"$sources/configure" -C --disable-tests CC="$compiler" \
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

plan 5
listing >"$tmp/before"
check "a build leaves the source directory as it was" builds_aside
check "make distclean leaves nothing of it" cleans_up
check "the name of the build directory can have a space" \
	builds_where_a_name_has_a_space

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
