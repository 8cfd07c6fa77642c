#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The public structures have the layout that layout.c says, wherever pointers
# have 8 bytes or 4, however wide time_t and off_t are.
#
# Nothing is linked, so the headers of a C library are enough: glibc's for
# x86-64 are those for i386 and x32 too, but for one that lists functions.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# asserts COMPILER FLAG...
asserts() {
	compiler=$1
	shift
	# shellcheck disable=SC2086
	$compiler -std=c11 -fsyntax-only -Wall -Wextra -Werror \
		-I"$srcdir/include" -I"$srcdir/include/streamcompat" "$@" \
		"$srcdir/tests/abi/layout.c"
}

# whatever_the_width COMPILER FLAG...
whatever_the_width() {
	asserts "$@"
	asserts "$@" -D_FILE_OFFSET_BITS=64
	asserts "$@" -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64
}

# has_pointers BYTES COMPILER FLAG...: and the headers of a C library.
has_pointers() (
	bytes=$1
	shift
	{
		echo '#include <sys/types.h>'
		echo '#include <signal.h>'
		echo '#include <sys/ioctl.h>'
		echo "_Static_assert(sizeof(void *) == $bytes, \"\");"
	} >"$tmp/pointers.c"
	# shellcheck disable=SC2068
	$@ -std=c11 -fsyntax-only "$tmp/pointers.c" >/dev/null 2>&1
)

# row SENTENCE BYTES COMPILER FLAG...
row() {
	sentence=$1 bytes=$2
	shift 2
	if has_pointers "$bytes" "$@"; then
		check "$sentence" whatever_the_width "$@"
	else
		skip "$sentence" "$* finds no such C library here"
	fi
}

mkdir -p "$tmp/multi/gnu"
: >"$tmp/multi/gnu/stubs-32.h"
: >"$tmp/multi/gnu/stubs-x32.h"
here=$(gcc -print-multiarch 2>/dev/null)
multi="-I$tmp/multi -idirafter /usr/include/${here:-none}"

has_every_structure() {
	find "$srcdir/include" -name '*.h' -exec \
		sed -n 's/^struct \([a-z_]*\) {.*/\1/p' {} + |
		sort >"$tmp/wanted"
	grep -x strbuf "$tmp/wanted"
	sed -n 's/^SIZE(\([a-z_]*\),.*/\1/p' "$srcdir/tests/abi/layout.c" |
		sort >"$tmp/found"
	same "$tmp/wanted" "$tmp/found"
}

# The types that are wider in one program than in another are in none.
has_no_such_type() {
	sed -n '/^struct [a-z_]* {/,/^};/p' "$srcdir"/include/*.h \
		"$srcdir"/include/*/*.h "$srcdir"/include/*/*/*.h \
		>"$tmp/structures"
	grep '^struct strbuf' "$tmp/structures"
	fails grep -E '(time|off|ino|blkcnt)_t|struct time(val|spec)' \
		"$tmp/structures"
}

# A structure that is another.
finds_out() {
	mkdir "$tmp/other"
	cp -R "$srcdir/include" "$tmp/other"
	chmod -R u+w "$tmp/other"
	header=$tmp/other/include/streamcompat/stropts.h
	sed 's/^	int ic_timout;/	off_t ic_timout;/' "$header" \
		>"$header.new"
	fails cmp "$header" "$header.new"
	mv "$header.new" "$header"
	(
		table=$srcdir/tests/abi/layout.c
		srcdir=$tmp/other
		mkdir -p "$srcdir/tests/abi"
		cp "$table" "$srcdir/tests/abi"
		fails asserts "$CC"
	)
}

plan 12
check "each structure of the headers is in the table" has_every_structure
check "none has a member as wide as a time or an offset" has_no_such_type
check "the layouts are those of the table, by this build's compiler" \
	whatever_the_width "$CC"
check "another layout is found out" finds_out
row "by gcc for x86-64" 8 gcc -m64
row "by clang for x86-64" 8 clang -m64
# shellcheck disable=SC2086
{
row "by gcc for i386" 4 gcc -m32 $multi
row "by clang for i386" 4 clang -m32 $multi
row "by gcc for x32" 4 gcc -mx32 $multi
}
row "by gcc for 64-bit ARM" 8 aarch64-linux-gnu-gcc
row "by gcc for s390x" 8 s390x-linux-gnu-gcc
if has musl-gcc; then
	check "and by musl's own <stropts.h>" \
		musl-gcc -std=c11 -fsyntax-only -DLIKE_MUSL \
		"$srcdir/tests/abi/layout.c"
else
	skip "and by musl's own <stropts.h>" "there is no musl-gcc here"
fi
