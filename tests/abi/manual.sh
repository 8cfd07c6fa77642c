#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The manual says what the header promises, and what it shows compiles.
#
# A page of section 3 may be one `.so' line, which leads to the page that
# describes the call together with others.  In ERRORS, a subsection names the
# calls that the list in it is for.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"

header=$tmp/headers.h
public_headers >"$header"
man=$srcdir/man

# page_of NAME: the file in which NAME(3) is described.
page_of() {
	page=$(sed -n 's|^\.so man3/||p' "$man/$1.3")
	echo "$man/${page:-$1.3}"
}

# The pages with a text of their own.
pages() {
	for page in "$man"/*.[1-9]; do
		grep -q '^\.so ' "$page" || echo "$page"
	done
}

# --- what the header says

# header_facts errors: "CALL ERRNO" for each in the `Errors:' of a call, "CALL
# never" for one that never fails; a call without any of this that is explained
# by another's name has that one's.
# header_facts calls: each declaration, a space between any two words, and
# none beside what is no word.
header_facts() {
	"$AWK" -v wanted="$1" '
		/^\/\*/ { comment = ""; inside = 1 }
		inside {
			end = /\*\//
			sub(/^[ \t]*\/?\*+[ \t]?/, "")
			sub(/[ \t]*\*\/.*/, "")
			comment = comment ($0 ~ /^[ \t]*$/ ? "\n" : " " $0)
			if (end)
				inside = 0
			next
		}
		/^[ \t]*(#|$)/ || /^extern "C" \{/ || /^\}/ { next }
		{
			code = code " " $0
			if (code !~ /;/)
				next
			name = code
			sub(/\(.*/, "", name)
			sub(/.*[^A-Za-z_0-9]/, "", name)
			declare(name, comment, code)
			code = comment = ""
		}
		function declare(name, comment, code,    n, i, j, k, text, word) {
			names[++calls] = name
			declaration[name] = code
			n = split(comment, text, "\n")
			for (i = 1; i <= n; i++) {
				if (!match(text[i], /Errors[:,]/))
					continue
				text[i] = substr(text[i], RSTART)
				sub(/Source:.*/, "", text[i])
				k = split(text[i], word, /[^A-Za-z_0-9]+/)
				for (j = 1; j <= k; j++)
					if (word[j] ~ /^E[A-Z0-9]+$/ && word[j] != "EOF")
						errors[name] = errors[name] " " word[j]
			}
			if (comment ~ /Never fails/)
				errors[name] = "never"
			split(comment, word, /[^A-Za-z_0-9]+/)
			if (word[2] == name)
				like[name] = word[3]
		}
		END {
			for (i = 1; i <= calls; i++) {
				name = names[i]
				if (wanted == "calls") {
					print declaration[name]
					continue
				}
				k = split(errors[name] != "" ? errors[name] : \
				    errors[like[name]], word, " ")
				for (j = 1; j <= k; j++)
					print name, word[j]
			}
		}' "$header"
}

# --- what a page says

# page_errors PAGE: "CALL ERRNO" for each item of the lists in ERRORS.
page_errors() {
	"$AWK" '
		$1 == ".Sh" { errors = $2 == "ERRORS"; n = 0 }
		errors && $1 == ".Ss" {
			sub(/^\.Ss/, "")
			n = split($0, call, /[ ,]+(and[ ,]+)?/)
		}
		errors && $1 == ".It" {
			if (n == 0)
				print "nobody", $0
			for (i = 1; i <= n; i++)
				for (j = 2; j <= NF && call[i] != ""; j++)
					if ($j ~ /^E[A-Z0-9]+,?$/) {
						sub(/,/, "", $j)
						print call[i], $j
					}
		}' "$1"
}

# page_calls PAGE: the declarations of the SYNOPSIS, as C has them.
page_calls() {
	"$AWK" '
		$1 == ".Sh" { synopsis = $2 == "SYNOPSIS" }
		synopsis && $1 == ".Ft" { type = $0; sub(/^\.Ft /, "", type) }
		synopsis && $1 == ".Fn" {
			name = $2
			sub(/^\.Fn [^ ]+ */, "")
			arguments = ""
			while (match($0, /^("[^"]*"|[^ "]+)/)) {
				argument = substr($0, 1, RLENGTH)
				gsub(/"/, "", argument)
				arguments = arguments \
				    (arguments == "" ? "" : ", ") argument
				$0 = substr($0, RLENGTH + 1)
				sub(/^ +/, "")
			}
			print type " " name "(" arguments ");"
		}' "$1"
}

# without_spaces <DECLARATIONS: only those that part two words are left.
without_spaces() {
	sed 's/[[:space:]][[:space:]]*/ /g
		s/ *\([^A-Za-z_0-9 ]\) */\1/g
		s/^ //'
}

# page_examples PAGE PREFIX: each literal display of EXAMPLES goes to a file,
# PREFIX.1.c and so on, as a reader sees it.  What pages of commands show is
# for the shell: PREFIX.1.sh.
page_examples() {
	case $1 in
	*.[18]) language=sh ;;
	*) language=c ;;
	esac
	"$AWK" -v prefix="$2" -v language="$language" '
		$1 == ".Sh" { examples = $2 == "EXAMPLES" }
		examples && $1 == ".Bd" {
			n++
			file = prefix "." n "." language
			printf "" >file
			next
		}
		$1 == ".Ed" && file != "" { close(file); file = "" }
		file != "" {
			gsub(/\\&/, "")
			gsub(/\\-/, "-")
			gsub(/\\\(aq/, "\047")
			gsub(/\\\(dq/, "\"")
			gsub(/\\e/, "\\")
			print >file
		}' "$1"
}

# --- the tests

# are_described <NAMES: each has a page that names it.
are_described() {
	missing=0
	seen=0
	while read -r name; do
		seen=1
		if [ ! -f "$man/$name.3" ]; then
			echo "there is no man/$name.3"
			missing=1
		elif ! grep -q "^\.Nm $name\( ,\)\{0,1\}$" "$(page_of "$name")"
		then
			echo "man/$name.3 does not describe $name"
			missing=1
		fi
	done
	test "$seen" = 1
	test "$missing" = 0
}

declared_calls_are_described() {
	symbols_declared >"$tmp/names"
	are_described <"$tmp/names"
}

exported_names_are_described() {
	symbols_wanted names >"$tmp/names"
	are_described <"$tmp/names"
}

synopses_are_the_declarations() {
	header_facts calls | without_spaces | sort >"$tmp/wanted"
	test -s "$tmp/wanted"
	for page in "$man"/*.3; do
		page_calls "$page"
	done | without_spaces | sort >"$tmp/found"
	same "$tmp/wanted" "$tmp/found"
}

pages_are_clean() {
	pages >"$tmp/pages"
	test -s "$tmp/pages"
	while read -r page; do
		mandoc -T lint -W warning "$page" ||
			echo "mandoc failed for $page"
	done <"$tmp/pages" >"$tmp/complaints" 2>&1
	same /dev/null "$tmp/complaints"
}

# errors_are_those_promised CALL
errors_are_those_promised() {
	header_facts errors | sed -n "s/^$1 //p" | sort -u >"$tmp/promised"
	test -s "$tmp/promised"
	sed /^never$/d "$tmp/promised" >"$tmp/wanted"
	page_errors "$(page_of "$1")" >"$tmp/items"
	fails grep '^nobody ' "$tmp/items"
	sed -n "s/^$1 //p" "$tmp/items" | sort >"$tmp/found"
	same "$tmp/wanted" "$tmp/found"
}

# Pages show how to use what they describe.
pages_have_examples() {
	: >"$tmp/without"
	for page in $(pages); do
		page=${page##*/}
		[ -f "$tmp/$page.1.c" ] || [ -f "$tmp/$page.1.sh" ] || echo "$page" >>"$tmp/without"
	done
	same /dev/null "$tmp/without"
}

# example_compiles FILE
example_compiles() {
	sed -n 1p "$1" | grep '^#include' || {
		echo "does not begin with an #include"
		false
	}
	# shellcheck disable=SC2086
	$CC -Wall -Wextra -Werror -I"$srcdir/include" -I"$srcdir/include/streamcompat" \
		-c -o "$tmp/example.o" "$1"
}

# example_is_for_sh FILE
example_is_for_sh() {
	test -s "$1"
	sh -n "$1"
}

calls=$(symbols_declared)
for page in $(pages); do
	page_examples "$page" "$tmp/${page##*/}"
done
examples=$(cd "$tmp" && ls ./*.c 2>/dev/null | sed 's|^\./||')
scripts=$(cd "$tmp" && ls ./*.sh 2>/dev/null | sed 's|^\./||')

# shellcheck disable=SC2086
set -- $calls $examples $scripts
plan $(($# + 5))
check "every call that the header declares has a page" \
	declared_calls_are_described
check "every exported name has a page" exported_names_are_described
check "the synopses are the declarations of the header" \
	synopses_are_the_declarations
if has mandoc; then
	check "mandoc has nothing to say against the pages" pages_are_clean
else
	skip "mandoc has nothing to say against the pages" "there is no mandoc"
fi
for call in $calls; do
	check "the page of $call lists the errors that the header promises" \
		errors_are_those_promised "$call"
done
check "every page has an example" pages_have_examples
for example in $examples; do
	number=${example%.c}
	number=${number##*.}
	check "example $number of ${example%."$number".c} compiles" \
		example_compiles "$tmp/$example"
done
for script in $scripts; do
	number=${script%.sh}
	number=${number##*.}
	check "example $number of ${script%."$number".sh} is for the shell" \
		example_is_for_sh "$tmp/$script"
done
