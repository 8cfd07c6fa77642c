#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The shared library exports what lib/symbols.in says, and so do the headers.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"

declared_names_are_in_the_table() {
	symbols_declared >"$tmp/declared"
	symbols_wanted names >"$tmp/names"
	comm -23 "$tmp/declared" "$tmp/names" >"$tmp/surplus"
	same /dev/null "$tmp/surplus"
}

# The compiler itself says whether something is declared: what is not cannot
# have its address taken.
names_of_the_table_are_declared() {
	{
		for header in $(cd "$srcdir/include" && find . -name '*.h'); do
			echo "#include <$header>"
		done
		symbols_wanted names | "$AWK" '{
			print "void (*f" NR "(void))(void);"
			print "void (*f" NR "(void))(void)"
			print "{ return (void (*)(void))" $1 "; }" }'
	} >"$tmp/declared.c"
	# shellcheck disable=SC2086
	$CC $CPPFLAGS $CFLAGS -I"$srcdir/include" \
		-c -o "$tmp/declared.o" "$tmp/declared.c"
}

exports_are_the_table() {
	if [ "$versions" = yes ]; then
		symbols_wanted >"$tmp/wanted"
	else
		symbols_wanted names >"$tmp/wanted"
	fi
	test -s "$tmp/wanted"
	symbols_exported "$NM" "$shared" >"$tmp/exported"
	same "$tmp/wanted" "$tmp/exported"
}

nodes_are_the_table() {
	symbols_wanted | "$AWK" '{ print $2 }' | sort -u >"$tmp/wanted"
	$NM -D "$shared" | "$AWK" '$2 == "A" { sub(/@.*/, "", $3); print $3 }' |
		sort -u >"$tmp/nodes"
	same "$tmp/wanted" "$tmp/nodes"
}

soname_is_that_of_the_interface() {
	made LSC_SO_VERSION | {
		IFS=: read -r current revision age
		echo "libstreamcompat.so.$((current - age))" >"$tmp/wanted"
		echo "libstreamcompat.so.$((current - age)).$age.$revision" \
			>>"$tmp/wanted"
	}
	readelf -d "$shared" |
		sed -n 's/.*(SONAME).*\[\(.*\)\].*/\1/p' >"$tmp/names"
	file=$(readlink "$shared" || echo "$shared")
	echo "${file##*/}" >>"$tmp/names"
	same "$tmp/wanted" "$tmp/names"
}

plan 5
check "every function that a header declares is in the table" \
	declared_names_are_in_the_table
check "every name of the table is declared by a header" \
	names_of_the_table_are_declared

shared=$(library_name shared)
versions=$(sed -n 's/^exports_flag = .*--version-script.*/yes/p' Makefile)
reason=
if [ -z "$shared" ]; then
	reason="no shared library was built"
elif ! is_elf "$shared"; then
	reason="the shared library is not ELF"
fi
# check_library SENTENCE FUNCTION
check_library() {
	if [ -n "$reason" ]; then
		skip "$1" "$reason"
	else
		check "$@"
	fi
}
check_library "the shared library exports the table and nothing else" \
	exports_are_the_table
if [ -z "$reason" ] && [ "$versions" != yes ]; then
	skip "the version nodes are those of the table" \
		"this library was built without versions"
else
	check_library "the version nodes are those of the table" \
		nodes_are_the_table
fi
check_library "soname and file name tell the number of the interface" \
	soname_is_that_of_the_interface
