#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The library builds with musl's compiler wrapper, and works there.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

has musl-gcc || skip_all "there is no musl-gcc here"
find_sources
mkdir "$tmp/build"
echo 'What one process opened another reads.' >"$tmp/letter"
{
	cat "$tmp/letter"
	echo 'no file for you'
} >"$tmp/wanted"

configures() {
	cd "$tmp/build"
	configure --disable-tests CC=musl-gcc
}

builds() {
	cd "$tmp/build"
	build
}

# passes FLAG...: a descriptor and an error, between processes.
passes() {
	cd "$tmp/build"
	musl-gcc -o program "$srcdir/tests/install/apue.c" "$@"
	./program "$tmp/letter" socket >found
	same "$tmp/wanted" found
}

# The archive has no name that musl has, and glibc has not.
keeps_names() {
	cd "$tmp/build"
	other_test tests/abi/static_names.sh
	other_test tests/abi/exports.sh
}

plan 5
check "configure accepts musl-gcc" configures
check "the library builds with musl" builds
check "the names are those of every other build" keeps_names
check "a static program of musl passes descriptors" \
	passes -static -L.libs -lstreamcompat
if grep -q "^dlname=''" "$tmp/build/libstreamcompat.la" 2>/dev/null; then
	skip "a dynamic program of musl passes descriptors" \
		"no shared library can be built with musl here"
else
	check "a dynamic program of musl passes descriptors" \
		passes -L.libs -lstreamcompat -Wl,-rpath,"$tmp/build/.libs"
fi
