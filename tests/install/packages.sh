#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What makes packages of a release, debian/ and packaging/, says of it what is
# true: its version, the number of its interface, what it exports, and the
# files that it installs.  None of the tools of these systems is needed.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"

debian=$srcdir/debian
spec=$srcdir/packaging/libstreamcompat.spec
alpine=$srcdir/packaging/APKBUILD
version=$(made PACKAGE_VERSION)
# of the interface, as in the name of the shared library
interface=$(made LSC_SO_VERSION | "$AWK" -F: '{ print $1 - $3 }')
library=libstreamcompat$interface

# --- the files of this build, where a package has them

# directory NAME: where this build installs such files.
directory() (
	for name in prefix exec_prefix PACKAGE_TARNAME PACKAGE datarootdir \
	    datadir libdir "$1"; do
		eval "$name=\"$(made "$name")\""
	done
	eval "echo \"\$$1\""
)

# like_a_package DIRECTORY LIBDIR LIBEXECDIR: makes the directory, with files
# that are empty.
like_a_package() {
	{
		echo "$(directory libexecdir) $3"
		echo "$(directory libdir) $2"
		echo "$(directory includedir) usr/include"
		echo "$(directory mandir) usr/share/man"
		echo "$(directory docdir) usr/share/doc/libstreamcompat"
		echo "$(directory sbindir) usr/sbin"
		echo "$(directory bindir) usr/bin"
	} >"$tmp/directories"
	(cd "$tmp/stage" && find . ! -type d) | sed 's|^\.||' | "$AWK" '
		NR == FNR { from[NR] = $1; to[NR] = $2; n = NR; next }
		{
			for (i = 1; i <= n; i++)
				if (index($0, from[i] "/") == 1) {
					rest = substr($0, length(from[i]) + 1)
					print to[i] rest
					next
				}
			print "no directory for " $0
		}' "$tmp/directories" - | sort >"$tmp/files"
	mkdir "$1"
	(
		cd "$1"
		while read -r file; do
			mkdir -p "${file%/*}"
			: >"$file"
		done <"$tmp/files"
	)
}

# named DIRECTORY <PATTERNS: the files that are meant.  A pattern that is for
# none is an error.
named() (
	cd "$1"
	while read -r pattern; do
		for name in $pattern; do
			test -e "$name" || {
				echo "there is no $pattern" >&2
				exit 1
			}
			find "$name" ! -type d
		done
	done
)

stages() {
	"$MAKE" install DESTDIR="$tmp/stage"
	cd "$tmp"
	like_a_package debian usr/lib/machine "usr/lib/machine/$library"
	like_a_package rpm usr/lib usr/lib/streamcompat
	like_a_package alpine usr/lib usr/libexec
	test -e debian/usr/lib/machine/pkgconfig/streamcompat.pc
}

# --- Debian

debian_version() {
	test "$(sed -n '1s/.* (\(.*\)) .*/\1/p' "$debian/changelog")" = \
		"$version"
}

debian_interface() {
	grep -x "Package: $library" "$debian/control"
	for name in install lintian-overrides symbols; do
		test -f "$debian/$library.$name"
	done
	grep "^agent = .*/$library\$" "$debian/rules"
	sed -n 1p "$debian/$library.symbols" >"$tmp/found"
	echo "libstreamcompat.so.$interface $library #MINVER#" |
		same - "$tmp/found"
}

debian_symbols() {
	sed -n 's/^ \([^ ]*\)@\([^ ]*\) [0-9][0-9.]*$/\1 \2/p' \
		"$debian/$library.symbols" | sort >"$tmp/found"
	{
		symbols_wanted
		symbols_wanted | "$AWK" '!had[$2]++ { print $2, $2 }'
	} | sort >"$tmp/wanted"
	grep -c . "$tmp/wanted"
	same "$tmp/wanted" "$tmp/found"
}

debian_files() {
	cat "$debian"/*.install "$debian/not-installed" | grep -v '^#' |
		named "$tmp/debian" >"$tmp/named"
	sort "$tmp/named" >"$tmp/found"
	(cd "$tmp/debian" && find usr ! -type d) | sort | same - "$tmp/found"
}

debian_documents() {
	cat "$debian"/*.docs "$debian"/*.examples | named "$srcdir"
	sed -n 's/^Tests: //p' "$debian/tests/control" | tr -d , | tr ' ' '\n' |
		sort >"$tmp/wanted"
	ls "$debian/tests" | grep -v -x control | same "$tmp/wanted" -
}

# --- rpm

spec_version() {
	test "$(sed -n 's/^Version: *//p' "$spec")" = "$version"
	grep "^\* .* - $version-1\$" "$spec"
	grep "libstreamcompat-$version\.tar\.xz" "$spec"
	grep -F "libstreamcompat.so.$interface*" "$spec"
}

spec_files() {
	sed -e 's|%{_libdir}|usr/lib|' -e 's|%{_docdir}|usr/share/doc|' \
		-e 's|%{_mandir}|usr/share/man|' -e 's|%{_bindir}|usr/bin|' \
		-e 's|%{_sbindir}|usr/sbin|' \
		-e 's|%{_includedir}|usr/include|' "$spec" |
		sed -n -e 's|^usr/|&|p' \
		-e 's|^rm \(-r \)\{0,1\}%{buildroot}||p' |
		named "$tmp/rpm" >"$tmp/named"
	sort "$tmp/named" >"$tmp/found"
	(cd "$tmp/rpm" && find usr ! -type d) | sort | same - "$tmp/found"
}

# --- Alpine

alpine_version() {
	sh -n "$alpine"
	test "$(. "$alpine" && echo "$pkgver")" = "$version"
}

# What is not named is in the first package.
alpine_files() {
	mkdir "$tmp/amoved"
	cd "$tmp/alpine"
	amove() {
		for file; do
			mkdir -p "$tmp/amoved/${file%/*}"
			mv "$file" "$tmp/amoved/$file"
		done
	}
	. "$alpine"
	static
	tools
	fails test -e usr/lib/libstreamcompat.a
	fails test -e usr/sbin/fattach
	test -e usr/libexec/streamcompat-attachd
}

plan 10
check "the version of debian/ is that of the release" debian_version
check "the name of its library is that of the interface" debian_interface
check "its symbols are those that are exported" debian_symbols
check "its documentation, examples and tests are there" debian_documents
check "the spec has the version of the release and of the interface" \
	spec_version
check "the APKBUILD has the version of the release" alpine_version

# check_files SENTENCE COMMAND: not if something cannot be built here.
check_files() {
	case $(directory prefix) in
	*' '*)	skip "$1" "libtool installs nothing into a name with a space"
		return ;;
	esac
	for file in libstreamcompat-svr4.a tools/streamcompat-run \
	    tools/streamcompat-names .libs/libstreamcompat.a \
	    "$(library_name shared)"; do
		if [ ! -e "$file" ]; then
			skip "$1" "this build has no ${file:-shared library}"
			return
		fi
	done
	check "$@"
}
check_files "the release installs where packages have their files" stages
check_files "debian/ has a place for each installed file, and no others" \
	debian_files
check_files "and so has the spec" spec_files
check_files "the APKBUILD moves what is there" alpine_files
