#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What the static archive says to a linker.  A program may have functions of
# its own by the names that we export, so each of ours must come alone, and
# only if the program asks for it.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"

archive=$(library_name static)
[ -n "$archive" ] || skip_all "no static archive was built"

# A line for each global symbol of the archive: member, name, and "defined"
# or "undefined".
$NM "$archive" | "$AWK" '
	NF == 1 && /:$/ { member = $1; sub(/:$/, "", member); next }
	NF == 2 && $1 == "U" { print member, $2, "undefined" }
	NF == 3 && $2 ~ /^[A-Zuvw]$/ { print member, $3, "defined" }
	' >"$tmp/symbols"
symbols_wanted names >"$tmp/names"

# among_names CONDITION: the lines whose name is exported and for which the
# awk condition holds.
among_names() {
	"$AWK" "FNR == NR { exported[\$1] = 1; next }
		\$2 in exported && $1" "$tmp/names" "$tmp/symbols"
}

# What compilers add for their own purposes is not ours to name.
no_other_names() {
	test -s "$tmp/symbols"
	"$AWK" 'FNR == NR { exported[$1] = 1; next }
		$3 == "defined" && !($2 in exported) && $2 !~ /^lsci_/ &&
		$2 !~ /^__(asan|gcov|llvm|odr_asan|prof|sanitizer|tsan|ubsan|x86)/' \
		"$tmp/names" "$tmp/symbols" >"$tmp/others"
	same /dev/null "$tmp/others"
}

# And every one of them once.
names_are_defined() {
	among_names '$3 == "defined" { print $2 }' | sort >"$tmp/defined"
	same "$tmp/names" "$tmp/defined"
}

names_live_alone() {
	among_names '$3 == "defined" { print $1 }' | sort >"$tmp/members"
	test -s "$tmp/members"
	uniq -d "$tmp/members" >"$tmp/crowded"
	same /dev/null "$tmp/crowded"
}

names_are_alone_in_their_member() {
	among_names '$3 == "defined" { print $1 }' | sort >"$tmp/members"
	"$AWK" 'FNR == NR { api[$1] = 1; next }
		$1 in api && $3 == "defined" && $2 ~ /^lsci_/' \
		"$tmp/members" "$tmp/symbols" >"$tmp/lodgers"
	same /dev/null "$tmp/lodgers"
}

nobody_asks_for_a_name() {
	test -s "$tmp/symbols"
	among_names '$3 == "undefined"' >"$tmp/asked"
	same /dev/null "$tmp/asked"
}

# What keeps no messages needs no heap, so that it cannot leak any and works
# where malloc does not, in a signal handler, say.  Those that have a list of a
# length which somebody else decides are named here.
nobody_else_asks_for_memory() {
	test -s "$tmp/symbols"
	"$AWK" '$1 !~ /^(aside|events|keeper|lsc_readv|readiness|selection|terminal)\.o$/ &&
		$3 == "undefined" &&
		$2 ~ /^(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|_?_?posix_memalign|aligned_alloc)$/' \
		"$tmp/symbols" >"$tmp/askers"
	same /dev/null "$tmp/askers"
}

plan 6
check "every global name is exported or begins with lsci_" no_other_names
check "every exported name is defined once" names_are_defined
check "no two exported names share an archive member" names_live_alone
check "no internal name shares a member with an exported one" \
	names_are_alone_in_their_member
check "no member asks for an exported name" nobody_asks_for_a_name
check "only members that keep lists ask for memory of the heap" \
	nobody_else_asks_for_memory
