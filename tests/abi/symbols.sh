# SPDX-License-Identifier: ISC
#
# The table of exported names, and what a library exports: one name a line,
# with its version node if it has one, in sorted order.  Read by tests.

# symbols_wanted [names]: as the table has it, without the nodes if only the
# names are wanted.
symbols_wanted() {
	"$AWK" -v names="${1-}" '$1 !~ /^#/ && NF == 2 {
		print names ? $1 : $1 " " $2 }' "$srcdir/lib/symbols.in" | sort
}

# symbols_dynamic NM FILE: of a shared library or a program.
symbols_dynamic() {
	# shellcheck disable=SC2086
	$1 -D --with-symbol-versions "$2" 2>/dev/null || $1 -D "$2"
}

# symbols_exported NM LIBRARY [names]: of a shared library.  The version
# nodes themselves are symbols too; those of the table are left out.
symbols_exported() {
	symbols_dynamic "$1" "$2" | "$AWK" -v names="${3-}" '
		FNR == NR { if ($1 !~ /^#/ && NF == 2) node[$2] = 1; next }
		NF == 3 && !($2 == "A" && $3 in node) {
			at = index($3, "@")
			if (!at)
				print $3
			else if (names)
				print substr($3, 1, at - 1)
			else {
				name = substr($3, 1, at - 1)
				version = substr($3, at)
				# one @ alone: nothing new can be linked to it
				sub(/^@@/, "", version)
				print name " " version
			}
		}' "$srcdir/lib/symbols.in" - | sort
}

# public_headers: what they say about calls: without types, without macros of
# several lines, and without the second declarations that only redirect a name.
public_headers() {
	find "$srcdir/include" -name '*.h' | sort | xargs cat | "$AWK" '
		/^#.*\\$/ || macro { macro = /\\$/; next }
		/^struct .*\{$/ { type = 1 }
		/^(typedef|extern) .*;$|^struct [a-z_]+;/ { next }
		!type { print }
		/^};/ { type = 0 }'
}

# symbols_declared: the functions that the public headers declare.
symbols_declared() {
	public_headers | "$AWK" '
		{ text = text $0 "\n" }
		END {
			# comments, directives, and the braces of extern "C"
			gsub(/\/\*[^*]*\*+([^\/*][^*]*\*+)*\//, " ", text)
			gsub(/\\\n/, " ", text)
			n = split(text, lines, "\n")
			for (i = 1; i <= n; i++)
				if (lines[i] !~ /^[ \t]*#/)
					code = code " " lines[i]
			gsub(/extern[ \t]*"C"[ \t]*\{/, " ", code)
			while (gsub(/\{[^{}]*\}/, " ", code))
				;
			gsub(/[{}]/, " ", code)
			n = split(code, parts, ";")
			for (i = 1; i <= n; i++)
				if (parts[i] !~ /^[ \t]*typedef/ &&
				    match(parts[i], /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
					name = substr(parts[i], RSTART, RLENGTH - 1)
					gsub(/[ \t]/, "", name)
					print name
				}
		}' | sort -u
}
