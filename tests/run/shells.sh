#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Shells and their pipelines work as they do by themselves, although their
# pipes are message streams.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/run/run.sh"
needs_programs_of_the_system

cd "$tmp" || bail_out "no way into $tmp"
head -c 3000000 /dev/urandom >data 2>/dev/null ||
	bail_out "there is nothing random"
{
	echo 'cat <<EOT | cksum'
	seq 10000
	echo EOT
} >long_document.sh

# Output whose reader has gone, of a program that calls write, and of one that
# uses stdio: both are killed.
killed='(%s; echo $? >status) | head -n 1; cat status'

# Each line: what works, and a script that shows it.
scripts() {
	cat <<'EOT'
filters	seq 100000 | sort -n | tail -n 1; seq 100000 | wc
a long pipeline	cat data | cat | cat | dd bs=7000 2>/dev/null | cat | cksum
small pieces	seq 3000 | dd bs=1 2>/dev/null | dd obs=3 2>/dev/null | cksum
large pieces	dd if=data bs=1000000 2>/dev/null | cksum
a here-document	cat <<X; echo "$(cat <<Y)"
a long here-document	. ./long_document.sh
command substitution	x=$(seq 20000); echo ${#x}; echo "$(echo "$(echo deep)")"
an end in sight	yes | head -n 1
read, line by line	seq 300 | while read -r x; do echo "<$x>"; done | tail -n 2
read, then a filter of stdio	seq 5000 | { read -r x; echo "$x"; sort -n | tail -n 2; }
read, then cat	seq 5000 | { read -r x; cat; } | cksum
read, then another shell	seq 9 | { read -r x; (read -r y; echo "$x$y"); read -r z; echo "$z"; }
several writers	{ (seq 2000) & (seq 2000) & (seq 2000) & wait; } | wc -lc
a writer that takes its time	{ echo one; sleep .3; echo two; } | cat
a reader that takes its time	seq 30000 | { sleep .3; cksum; }
nothing at all	: | wc -c; true | cat; echo $?
the status of the last	seq 3 | false; echo $?; false | true; echo $?
a background pipeline	seq 5 | sort >sorted & wait; cat sorted
descriptors beyond the first	{ echo out; echo err >&2; } 2>&1 >/dev/null | cat
a copy by tee	seq 2000 | tee copy | cksum; cksum <copy
a FIFO	rm -f fifo; mkfifo fifo; seq 2000 >fifo & cksum <fifo
traps	(trap 'echo trapped' PIPE; sleep .2; echo x; echo x) 2>/dev/null | true; echo on
input by its name	seq 3 | cat /dev/stdin; seq 3 | awk 1 /dev/fd/0; seq 3 | { cat </proc/self/fd/0; }
output by its name	{ seq 3 | tee /dev/stderr | cksum; } 2>&1 | sort; { echo e >/dev/stderr; } 2>&1 | cat
a script from a pipe	printf 'echo a\nread x\ndata\necho $x\n' | $SHELL
EOT
}

# same_in SHELL SCRIPT
same_in() {
	rm -f status sorted copy fifo
	SHELL=$1 same_as_without "$1" -c "$2"
}

# killed_by_sigpipe SHELL COMMAND: 128 and the number of the signal.
killed_by_sigpipe() {
	rm -f status
	# shellcheck disable=SC2059
	script=$(printf "$killed" "$2")
	under "$1" -c "$script" >found 2>&1
	sed -n 2p found | grep -x 141
}

# pipes_are KIND OPTION SHELL: what descriptor 1 of a filter is.
pipes_are() {
	# shellcheck disable=SC2086
	under $2 "$3" -c 'readlink /proc/self/fd/1 | cat' | grep "^$1"
}

# The numbers of all open descriptors, as a child sees them.
leaves_nothing_open() {
	list='ls /proc/self/fd | cat; : | ls /proc/self/fd'
	same_as_without "$1" -c "$list; echo \$(ls /proc/self/fd)"
}

# has_substitution SHELL: of processes, which is no word of the standard.
has_substitution() {
	"$1" -c 'eval "cat <(echo yes)"' 2>/dev/null | grep -q yes
}

substitutes() {
	same_as_without "$1" -c 'eval "paste <(seq 900) <(seq 900 -1 1)" | cksum
		eval "sort -n <(seq 3) <(cat data)" | cksum
		eval "while read -r x; do echo \$x; done < <(seq 2)"
		eval "diff <(seq 3) <(seq 4)"'
}

tab=$(printf '\t')
scripts >scripts
shells=
for shell in sh bash dash ksh mksh yash zsh; do
	! has $shell || shells="$shells $shell"
done
# shellcheck disable=SC2086
plan $(($(printf '%s\n' $shells | wc -l) * ($(wc -l <scripts) + 6)))

for shell in $shells; do
	while IFS=$tab read -r what script; do
		# A line cannot have the end of a here-document.
		case $what in
		'a here-document')
			script="$(printf '%s\nhere\nX\nthere\nY\n)"' "${script%)\"}")"
			;;
		esac
		check "$shell: $what" same_in $shell "$script"
	done <scripts
	check "$shell: write kills whose reader is gone" \
		killed_by_sigpipe $shell yes
	if $stdio; then
		check "$shell: so does stdio" \
			killed_by_sigpipe $shell 'seq 1000000'
	else
		skip "$shell: so does stdio" "it is not captured here"
	fi
	if has_substitution $shell; then
		check "$shell: commands in the place of files" \
			substitutes $shell
	else
		skip "$shell: commands in the place of files" \
			"it does not know them"
	fi
	if [ -e /proc/self/fd ]; then
		check "$shell: pipes are streams" pipes_are socket: -- $shell
		check "$shell: with --system-pipe they are pipes" \
			pipes_are pipe: --system-pipe $shell
		check "$shell: nothing is left open" leaves_nothing_open $shell
	else
		for what in "pipes are streams" \
		    "with --system-pipe they are pipes" \
		    "nothing is left open"; do
			skip "$shell: $what" "there is no /proc/self/fd"
		done
	fi
done
