#!/bin/sh
# SPDX-License-Identifier: ISC
#
# strconf shows the modules that strchg changes.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/tools/names.sh"

# on_stream COMMAND [ARGUMENT]...: with an end of a fresh stream as its standard
# input, the other end of which has a name.
on_stream() {
	fresh name
	attached -n 0 name -- "$@"
}

# changes SCRIPT <WANTED: what strconf says in the script.
changes() {
	cat >wanted
	on_stream sh -e -c "$1" >found 2>said
	same wanted found
}

pushes_and_lists() {
	changes 'strconf; strchg -h pipemod; strconf; strchg -h connld,pipemod
		strconf' <<-'EOT'
	pipemod
	pipemod
	connld
	pipemod
	EOT
}

finds() {
	changes 'strchg --push=pipemod,connld; strconf -t; strconf -m pipemod
		strconf --module connld; strconf -m tirdwr || echo $?
		strchg -p -a; strconf -m connld || echo $?; strconf -t' <<-'EOT'
	connld
	yes
	yes
	no
	1
	no
	1
	EOT
}

pops() {
	changes 'strchg -h pipemod,connld,pipemod; strchg -p; strconf; echo
		strchg -h pipemod,pipemod; strchg -p -u connld; strconf; echo
		strchg -pu connld; strchg -pa; strconf; strchg -pa' <<-'EOT'
	connld
	pipemod

	connld
	pipemod

	EOT
}

follows_a_file() {
	printf '%s\n' pipemod connld '' pipemod >modules
	printf '%s\n' connld pipemod >others
	: >none
	changes 'strchg -f modules; strconf; echo
		strchg -f others; strconf; strchg -f none; strconf' <<-'EOT'
	pipemod
	connld
	pipemod

	connld
	pipemod
	EOT
}

changes_all_or_nothing() {
	cat >script <<-'EOT'
	strchg -h pipemod,connld
	for options in '-h pipemod,connld' '-h pipemod,nothing' '-h ,' \
		'-h pipemodpipemod' '-p -u tirdwr' '-f nowhere' '-f bad' \
		'-h pipemod,pipemod,pipemod,pipemod,pipemod,pipemod,pipemod,pipemod'
	do
		if strchg $options; then
			echo "$options was done"
		fi
	done
	strconf
	strchg -pa
	if strchg -p; then
		echo "nothing was popped"
	fi
	EOT
	printf '%s\n' pipemod nothing >bad
	changes '. ./script' <<-'EOT'
	connld
	pipemod
	EOT
	test "$(grep -c ^strchg: said)" = 9
}

changes_every_end_by_itself() {
	fresh name
	attached -n 0 name -- sh -e -c 'strchg -h pipemod
		strconf <name; strchg -h connld <name; strconf' >found
	echo pipemod >wanted
	same wanted found
}

follows_a_name() {
	fresh name
	attached -n 0 name -- sh -e -c '
		strchg -h pipemod <name; strconf <name; strchg -p <>name
		strconf <name' >found
	echo pipemod >wanted
	same wanted found
}

hears_of_hang_up() {
	fresh name
	: >other
	attached -p name other
	./client open name sh -c 'fdetach other; strconf; strchg -h pipemod' \
		>found 2>said || :
	grep 'strchg: ' said
	same /dev/null found
}

refuses_what_is_no_stream() {
	: >file
	says 'standard input: ' 2 strconf <file
	says 'standard input: ' 1 strchg -h pipemod <file
	says 'standard input: ' 2 strconf </dev/null
	says 'standard input: ' 1 strchg -p </dev/null
	says 'standard input: Bad' 2 strconf <&-
	says 'standard input: Bad' 1 strchg -p <&-
}

refuses_nonsense() {
	while read -r tool status arguments; do
		# shellcheck disable=SC2086
		says "see $tool --help" "$status" "$tool" $arguments
	done <<-'EOT'
	strconf 2 -t -m connld
	strconf 2 -m
	strconf 2 connld
	strchg 1
	strchg 1 -h
	strchg 1 -h connld pipemod
	strchg 1 -h connld -p
	strchg 1 -p -f file
	strchg 1 -a
	strchg 1 -u connld
	strchg 1 -p -a -u connld
	EOT
}

explain_themselves() {
	explains strconf 1 module topmost
	explains strchg 1 all file pop push until
}

examples_work() {
	example strconf 1 1
	printf '%s\n' no pipemod | same - printed
	example strchg 1 1
	is_file name
	example strchg 1 2
	printf '%s\n' connld pipemod pipemod | same - printed
}

plan 12
check "modules are pushed, and listed with the topmost first" \
	pushes_and_lists
check "one module is asked for" finds
check "modules are popped: one, all, or those above another" pops
check "a file says which there shall be" follows_a_file
check "what cannot be done as a whole is not done" changes_all_or_nothing
check "each end has its own" changes_every_end_by_itself
check "standard input can be the file of a name" follows_a_name
check "nothing is changed after a hang-up" hears_of_hang_up
check "what is no stream is refused" refuses_what_is_no_stream
check "arguments without a sense are refused" refuses_nonsense
check "--help and --version agree with the pages and the package" \
	explain_themselves
check "the examples of the pages work" examples_work
