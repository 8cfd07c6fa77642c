#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Each header that is installed can be the only one that a file includes, in
# every dialect of C and of C++, under the strictest warnings, and with the
# usual feature test macros.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

compilers='gcc g++ clang clang++ musl-gcc'
c='c89 c99 c11 c17'
c_if_known='c2x gnu89 gnu99 gnu11 gnu17 gnu2x'
cxx='c++98 c++03 c++11 c++14 c++17'
cxx_if_known='c++20 c++2b gnu++98 gnu++03 gnu++11 gnu++14 gnu++17 gnu++20
	gnu++2b'

# An overlay header is included by the name of the system's that it covers.
include=$srcdir/include
headers=$(cd "$include" && find . -name '*.h' |
	sed -e 's|^\./||' -e 's|^streamcompat/||' | sort)
[ -n "$headers" ] || bail_out "there are no headers"

# compiles FLAG...: the file header.c or header.cc by $compiler.
strictly() {
	"$compiler" -fsyntax-only -Wall -Wextra -Werror -pedantic-errors \
		-I"$include" -I"$include/streamcompat" "$@"
}

# compiles_in DIALECT FILE: without macros, and with those of POSIX and XSI.
compiles_in() {
	strictly "-std=$1" "$2" &&
	strictly "-std=$1" -D_POSIX_C_SOURCE=200809L "$2" &&
	strictly "-std=$1" -D_XOPEN_SOURCE=600 -D_XOPEN_SOURCE_EXTENDED "$2" || {
		echo "that was -std=$1"
		return 1
	}
}

# compiles_alone COMPILER HEADER
compiles_alone() {
	compiler=$1
	case $compiler in
	*++)	file=$tmp/header.cc empty=$tmp/empty.cc
		dialects=$cxx if_known=$cxx_if_known ;;
	*)	file=$tmp/header.c empty=$tmp/empty.c
		dialects=$c if_known=$c_if_known ;;
	esac
	# a file that has nothing but macros to it is not valid C
	echo 'extern int empty;' >"$empty"
	{
		echo "#include <$2>"
		cat "$empty"
	} >"$file"
	for dialect in $dialects; do
		compiles_in "$dialect" "$file"
	done
	for dialect in $if_known; do
		if "$compiler" -fsyntax-only "-std=$dialect" "$empty" \
		    2>/dev/null; then
			compiles_in "$dialect" "$file"
		else
			echo "$compiler does not know $dialect" >>"$tmp/unknown"
		fi
	done
}

# shellcheck disable=SC2086
set -- $compilers
number_of_compilers=$#
# shellcheck disable=SC2086
set -- $headers
plan $((number_of_compilers * $#))
for compiler in $compilers; do
	for header in $headers; do
		sentence="$compiler takes <$header> alone in every dialect"
		if has "$compiler"; then
			check "$sentence" compiles_alone "$compiler" "$header"
		else
			skip "$sentence" "there is no $compiler here"
		fi
	done
done
[ ! -e "$tmp/unknown" ] || sort -u "$tmp/unknown" | diagnose
