#!/bin/sh
# SPDX-License-Identifier: ISC
#
# bootstrap says what is missing where it cannot install it, and what it takes
# where it is asked for something else.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# A machine with a shell and little else: no autotools, no apt-get.
little="$tmp/bin"
mkdir "$little"
for tool in sh dirname printf find sed grep id getconf mkdir tail cat; do
	ln -s "$(command -v "$tool")" "$little/$tool" 2>/dev/null || :
done

# A checkout has no configure yet.
tree="$tmp/tree"
mkdir "$tree"
cp "$srcdir/bootstrap" "$srcdir/configure.ac" "$srcdir/Makefile.am" "$tree"

names_what_is_missing() {
	cd "$tree"
	fails env PATH="$little" sh ./bootstrap >"$tmp/out" 2>&1
	cat "$tmp/out"
	for package in autoconf automake libtool pkg-config; do
		grep "install.* $package" "$tmp/out"
	done
	fails test -e configure
}

says_what_it_takes() {
	cd "$tree"
	fails env PATH="$little" sh ./bootstrap everything >"$tmp/out" 2>&1
	grep 'usage: .*demo|check' "$tmp/out"
}

# With apt-get, but for a user who may not install.
says_that_it_may_not_install() {
	printf '#!/bin/sh\necho "E: not for you" >&2\nexit 100\n' \
		>"$little/apt-get"
	printf '#!/bin/sh\nexit 1\n' >"$little/sudo"
	chmod +x "$little/apt-get" "$little/sudo"
	cd "$tree"
	fails env PATH="$little" sh ./bootstrap >"$tmp/out" 2>&1
	cat "$tmp/out"
	grep 'install by hand.*autoconf' "$tmp/out"
}

plan 3
check "bootstrap names the packages that it cannot install" \
	names_what_is_missing
check "bootstrap says what it can be asked for" says_what_it_takes
check "bootstrap says so when the installation fails" \
	says_that_it_may_not_install
