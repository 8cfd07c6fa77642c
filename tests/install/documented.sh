#!/bin/sh
# SPDX-License-Identifier: ISC
#
# doc/configure.md names what configure has, all of it and nothing else.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

doc=$srcdir/doc/configure.md
configure=$srcdir/configure
cd "$tmp" || exit

# section NUMBER: its tables, without their heads.
section() {
	sed -n "/^## $1\\. /,/^## [^$1]/s/^| \`//p" "$doc"
}

# One flag of the compiler's is as good as another.
answers_asked() {
	grep -o 'lsc_cv_[A-Za-z0-9_]*[A-Za-z0-9]+' "$configure" |
		sed -e 's/+$//' -e 's/\(lsc_cv_cflag_\).*/\1*/' | sort -u
}

names_answers() {
	section 4 | sed 's/`.*//' | sort >found
	answers_asked >wanted
	grep -x lsc_cv_credentials wanted
	same wanted found
}

# Those that begin no table are none of the kind that vanished.
names_no_other_answer() {
	grep -o 'lsc_cv_[a-z0-9_]*[a-z0-9]' "$doc" | sort -u |
		grep -v '^lsc_cv_cflag' >found
	section 4 | sed 's/`.*//' | sort >wanted
	comm -13 wanted found >other
	same /dev/null other
}

# A preset word is compared with those that are known.
checks_answers() {
	answers_asked | sed 's/\*$/_Wall/' >wanted
	for name in $(cat wanted); do
		grep "as_fn_error .*\"$name takes " "$configure" || {
			echo "any word will do for $name"
			return 1
		}
	done
}

# Ours say their words themselves.
names_options() {
	sh "$configure" --help | sed -n 's/^  \(--[a-z]*-[a-z]*\)=.*|.*/\1/p' |
		grep -v -e --with-aix-soname | sort >wanted
	grep -x -e --with-backend wanted
	section 1 | sed 's/`.*//' | sort >found
	same wanted found
}

names_words() {
	sh "$configure" --help |
		sed -n 's/^  \(--[a-z]*-[a-z]*\)=\(.*|[^ ]*\).*/\1 \2/p' |
		grep -v -e --with-aix-soname | sort >wanted
	section 1 | sed -e 's/` | `/ /' -e 's/`, `/|/g' -e 's/`.*//' |
		sort >found
	same wanted found
}

names_the_summary() {
	sed -n '/^libstreamcompat \$PACKAGE_VERSION/,/^"/s/   *\(\$\|shared:\).*//p' \
		"$configure" | sed 's/^  //' >wanted
	grep -x backend wanted
	section 2 | sed 's/`.*//' >found
	same wanted found
}

plan 6
check "each answer that can be preset is in the table" names_answers
check "and the text speaks of no other" names_no_other_answer
check "each of them is compared with the words that are known" checks_answers
check "each option of the library's own is in the table" names_options
check "with the words that it takes" names_words
check "each line of the summary is in the table, in order" names_the_summary
