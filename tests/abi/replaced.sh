#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Old programs define their own send_fd or s_pipe.  Theirs wins, there is no
# "multiple definition", and the rest of the library does not notice.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"
needs_to_run_programs

symbols_wanted names >"$tmp/names"
static=$(library_name static)
shared=$(library_name shared)

# Without an identity to report serv_accept cannot work at all.
also=
[ "$(made LSC_CREDENTIALS_NAME)" != none ] || also=-DOWN_serv_accept

# Whoever calls the program's own function gets nonsense, and is counted.
# The other names are asked for, so that a linker fetches all of them.
write_own() {
	cat <<-EOT
	/* made by replaced.sh */
	int own_calls;
	int $1(void);
	int $1(void) { own_calls++; return -4711; }
	EOT
	"$AWK" -v own="$1" '
		$1 != own { print "int " $1 "(void);"; all = all ", " $1 }
		END { print "int (*const own_others[])(void) = { 0" all " };" }
	' "$tmp/names"
}

# replace NAME LIBRARY: ... and use what is left of the library.
replace() {
	mkdir "$tmp/$1.${2##*.}"
	cd "$tmp/$1.${2##*.}"
	write_own "$1" >own.c
	# shellcheck disable=SC2086
	compile -D"OWN_$1" $also -I"$srcdir/include" -o program \
		"$srcdir/tests/abi/replaced.c" own.c "$2" \
		-Wl,-rpath,"$builddir/.libs"
	./program
}

# replaceable HOW LIBRARY
replaceable() {
	while read -r name; do
		sentence="a program linked with the $1 library has its own $name"
		if [ -z "$2" ]; then
			skip "$sentence" "no $1 library was built"
		else
			check "$sentence" replace "$name" "$2"
		fi
	done <"$tmp/names"
}

plan $((2 * $(wc -l <"$tmp/names")))
replaceable static "$static"
replaceable shared "$shared"
