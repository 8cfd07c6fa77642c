#!/bin/sh
# SPDX-License-Identifier: ISC
#
# streamcompat-names shows what is attached, by whom, and believes nobody.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/tools/names.sh"

has streamcompat-names ||
	skip_all "this backend does not tell who sends"
compile -o squatter "$srcdir/tests/tools/squatter.c" ||
	bail_out "tests/tools/squatter.c cannot be compiled"
lister=$(command -v streamcompat-names)
me=$(id -u)

# Others use this machine, too, so only files of this test are asked for.
names() {
	timeout 30 "$lister" "$@"
}

# column N: of the table's only line.
column() {
	sed -n 2p table | "$AWK" -v n="$1" '{ print $n }'
}

# is STATE USER KIND NAME: what the table says; "-" for what it does not.
is() {
	cat table
	test "$(column 1)" = "$1"
	test "$(column 2)" = "$2"
	test "$("$AWK" 'NR == 2 { print $(NF - 1) }' table)" = "$3"
	test "$("$AWK" 'NR == 2 { print $NF }' table)" = "$4"
	test "$(wc -l <table)" = 2
}

# value NAME: of the only object in the file json.
value() {
	sed -n "s/.*\"$1\": \([^,}]*\).*/\1/p" json
}

shows_a_name() {
	fresh name
	attached name -- sh -c 'echo >ready; . ./until_end' &
	comes ready
	names -n name >table
	is attached "$me" shared name
	names --json name >json
	test "$(value state)" = '"attached"'
	test "$(value user)" = "$me"
	test "$(value owner)" = "$me"
	test "$(value connld)" = false
	test "$(value opens)" = 0
	test "$(value inode)" = "$(stat -c %i name)"
	test "$(readlink "/proc/$(value pid)/exe")" = "$STREAMCOMPAT_ATTACHD"
	value since | grep -x "\"$(date -u +%Y)-..-..T..:..:..Z\""
	names name >table
	is attached "$(id -un)" shared name
	: >end
	wait $!
}

finds_the_path() {
	fresh name
	mkdir -p directory
	attached name -- sh -c 'ln name directory/link
		mv name moved; rm directory/link; streamcompat-names -n >table
		mv moved name'
	grep "^attached .* shared  *$tmp/moved\$" table
}

counts() {
	fresh name
	attached name -- sh -c './client open name true
		./client open name sh -c "echo letter"
		streamcompat-names -j name >json
		strchg -h connld <name; streamcompat-names -jn name >json.2
		streamcompat-names name >table'
	test "$(value opens)" = 2
	test "$(value unread)" = 0
	mv json.2 json
	test "$(value connld)" = true
	is attached "$(id -un)" connld name
}

# Bytes of every kind; a JSON parser is asked if there is one.
escapes() {
	odd=$(printf 'a"b\\c\td\ne\033[m\177 \303\244\355\240\200\300\257\377 z')
	: >"$odd"
	attached "$odd" -- streamcompat-names -j "$odd" >json
	printf '%s%s%s' '"path": "a\"b\\c\u0009d\u000ae\u001b[m\u007f ä' \
		'\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd z", "path_bytes": ' \
		'"6122625c63090a' | sed 's/63090a/630964/' >wanted
	grep -F -f wanted json
	attached "$odd" -- streamcompat-names "$odd" >table
	grep -F 'a"b\134c\011d\012e\033[m\177 \303\244\355\240\200\300\257\377 z' \
		table
	has python3 || return 0
	python3 -c 'import json, os, sys
name = json.load(open("json", encoding="utf-8"))[0]
if bytes.fromhex(name["path_bytes"]) != os.fsencode(sys.argv[1]):
	sys.exit(1)' "$odd"
}

lists_several() {
	fresh name
	: >other
	attached -p name other
	names -j >json
	grep "\"$tmp/name\"" json
	grep "\"$tmp/other\"" json
	names name other name >table
	test "$(wc -l <table)" = 3
	fdetach name
	is_file other
	ends 1 names -j name other >json 2>said
	echo '[]' | same - json
	test "$(grep -c 'no stream is attached' said)" = 2
	says 'nowhere: No such' 2 names name nowhere
}

does_not_wait_for_ever() {
	fresh name
	: >other
	attached other -- sh -c '. ./until_end' &
	attached name -- sh -c 'echo >ready; . ./until_end' &
	comes ready
	names -j name >json
	agent=$(value pid)
	kill -STOP "$agent"
	names -n name >table || :
	names -n other name >table.2 || :
	kill -CONT "$agent"
	is silent "$me" - name
	grep '^attached .* shared  *other' table.2
	names -n name >table
	is attached "$me" shared name
	: >end
	wait
}

# sits HOW [COMMAND]...: a squatter on name, as another user or so.
sits() {
	how=$1
	shift
	fresh name
	chmod 644 name
	"$@" ./squatter name "$how" >ready &
	squatter=$!
	comes ready
}

hears_no_nonsense() {
	for how in silent deaf closing babbling giving; do
		sits $how
		names -n name >table || :
		kill $squatter
		wait $squatter || :
		test "$how" = deaf || is silent "$me" - name
		test "$how" != deaf || is silent '?' - name
	done
	ends 1 names -j name
}

# is_linux MAJOR MINOR: or newer.
is_linux() {
	uname -r | "$AWK" -F '[.-]' -v a="$1" -v b="$2" \
		'{ exit !($1 > a || ($1 == a && $2 >= b)) }'
}

does_not_wait_for_what_lingers() {
	sits lingering
	names -n name >table
	kill $squatter
	wait $squatter || :
	is silent "$me" - name
}

marks_strangers() {
	nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
	chmod 711 .
	for how in silent closing lying; do
		# shellcheck disable=SC2086
		sits $how $nobody
		ends 1 names -n name >table
		ends 1 names -j name >json
		names -n >all
		kill $squatter
		wait $squatter || :
		is stranger 65534 - name
		test "$(column 3)" = -
		test "$(value pid)" = null
		test "$(value user)" = 65534
		test "$(value opens)" = null
		fails grep "^attached.* $(stat -c %i name) \| $tmp/name\$" all
	done
}

# A process that the file is not open in is no agent of it.
marks_strangers_without_the_file() {
	nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
	chmod 711 .
	# shellcheck disable=SC2086
	sits lying $nobody
	names -n >all
	kill $squatter
	wait $squatter || :
	grep "^stranger  *65534 .*inode $(stat -c %i name) on" all
}

# What others may not see is not claimed.
shows_others_what_they_may_see() {
	one='setpriv --reuid 65534 --regid 65534 --clear-groups'
	other='setpriv --reuid 65533 --regid 65533 --clear-groups'
	fresh name
	: >theirs
	chown 65534 theirs
	# shellcheck disable=SC2086
	$one timeout 30 fattach theirs -- sh -c 'echo; . ./until_end' >ready &
	comes ready
	$other "$lister" -n >all
	grep "^unproved  *65534 .*inode $(stat -c %i theirs) on .* be seen" all
	$other "$lister" -n theirs >table
	is attached 65534 shared theirs
	$one "$lister" -n >all
	grep "^attached  *65534 .*$tmp/theirs\$" all
	: >end
	wait
}

refuses_nonsense() {
	for arguments in -x --jason --json=yes; do
		says 'see streamcompat-names --help' 2 names "$arguments"
	done
	ends 2 names >&-
}

examples_work() {
	example streamcompat-names 8 1
	grep -x '.*attached.* shared .*name' printed
	example streamcompat-names 8 2
}

plan 15
check "a name is shown, and who has attached it" shows_a_name
check "the path is the one that the file has now" finds_the_path
check "how often it was opened, and connld" counts
check "no byte of a path gets out of its place" escapes
check "several names, and those that are none" lists_several
check "an agent that does not answer is not waited for" does_not_wait_for_ever
check "neither is anybody who says something else" hears_no_nonsense
if is_linux 6 16; then
	check "nor who gives what takes long to be closed" \
		does_not_wait_for_what_lingers
else
	skip "nor who gives what takes long to be closed" \
		"before Linux 6.16 nobody can refuse it"
fi
if [ "$(id -u)" = 0 ] && has setpriv &&
	setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null
then
	check "who does not own the file is marked" marks_strangers
	check "and who does not even hold it" marks_strangers_without_the_file
	check "others see what they may see" shows_others_what_they_may_see
else
	for sentence in "who does not own the file is marked" \
		"and who does not even hold it" "others see what they may see"
	do
		skip "$sentence" "only the superuser can become another"
	done
fi
check "arguments without a sense are refused" refuses_nonsense
check "--help and --version agree with the page and the package" \
	explains streamcompat-names 8 json numeric
check "the examples of the page work" examples_work
check "nothing is attached afterwards" is_file name
