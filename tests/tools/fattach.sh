#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Shell scripts attach streams to files by fattach, and detach them by fdetach.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/tools/names.sh"

# --- a new pipe and a command

reaches_the_command() {
	fresh name
	attached -n 0 -n 1 name -- sh -c 'echo >ready; exec cat' &
	comes ready
	./client open name sh -c 'echo letter; head -n 1 >found'
	echo letter >wanted
	same wanted found
	fdetach name
	wait $!
}

tells_the_number() {
	fresh name
	attached name -- sh -c 'exec 9<&"$FATTACH_FD"; echo "$FATTACH_FD"' >found
	test "$(cat found)" -ge 3
	attached --as=7 -n8 name -- sh -c 'echo "$FATTACH_FD"; : <&7 <&8' >found
	echo 7 >wanted
	same wanted found
}

# Of the one who reads the list, the shell's own, too.
gives_nothing_else() {
	fresh name
	cat >list <<-'EOT'
	for fd in /proc/$$/fd/*; do
		[ ! -e "$fd" ] || echo "${fd##*/}"
	done
	EOT
	sh ./list 9<list >wanted 2>&1
	attached -n 9 name -- sh ./list >found 2>&1
	same wanted found
	sh ./list 9<list 0<&- >wanted 2>&-
	attached -n 9 name -- sh ./list >found 0<&- 2>&-
	same wanted found
}

is_detached_by_the_end_of_the_command() {
	fresh name
	ends 7 attached name -- sh -c 'exit 7'
	is_file name
	attached name -- sh -c 'kill -KILL $$' || :
	is_file name
}

leaves_a_name_without_a_command() {
	fresh name
	says nowhere 127 attached name -- ./nowhere
	is_file name
	says './name' 126 attached name -- ./name
	is_file name
	says './name' 126 attached -n 2 name -- ./name
}

# --- connld

makes_streams_of_their_own() {
	fresh name
	attached -c name -- sh -c 'echo >ready
		for number in 1 2; do
			./client accept "$FATTACH_FD" sh -c "
				echo \$OPENER is $number; cat >/dev/null" &
		done
		wait' &
	comes ready
	./client open name sh -c 'head -n 1 >found.1
		./client open name sh -c "head -n 1 >found.2"'
	wait $!
	sort found.1 found.2 >found
	printf '%s\n' "$(id -u) is 1" "$(id -u) is 2" >wanted
	same wanted found
	is_file name
}

# --- what is open already

attaches_what_is_open() {
	fresh name
	: >other
	attached name -- sh -c 'fattach --fd="$FATTACH_FD" -c other
		fattach third <&"$FATTACH_FD"; echo >ready; . ./until_end' 2>said &
	comes ready
	grep 'third: No such file' said
	fdetach other name
	: >end
	wait $!
}

keeps_connld_as_it_was() {
	fresh name
	attached name -- sh -c '
		strconf <&"$FATTACH_FD" >none
		fattach -c nowhere <&"$FATTACH_FD"
		strconf <&"$FATTACH_FD" >after
		strchg -h connld <&"$FATTACH_FD"
		fattach -c nowhere <&"$FATTACH_FD"
		strconf <&"$FATTACH_FD" >still' || :
	same /dev/null none
	same /dev/null after
	echo connld >wanted
	same wanted still
}

attaches_both_ends() {
	fresh name
	: >other
	attached -p name other
	./client open name sh -c 'echo letter'
	./client open other sh -c 'head -n 1 >found'
	echo letter >wanted
	same wanted found
	says 'attached already' 125 attached -p name other
	fdetach name
	is_file other
	mkdir directory
	says 'directory' 125 attached --pipe name directory
	is_file name
}

attaches_with_connld_in_front() {
	fresh name
	: >other
	attached -cp name other
	./client open other ./client accept 0 sh -c 'echo letter' &
	./client open name sh -c 'head -n 1 >found'
	wait $!
	echo letter >wanted
	same wanted found
	fdetach name
}

# --- the file

leaves_the_file_alone() {
	printf '%s\n' some text >name
	touch -t 200001010101 name
	stat -c '%i %s %Y %Z %a' name >wanted
	attached name -- sh -c './client open name true
		stat -c "%i %s %Y %Z %a" name' >found
	same wanted found
	stat -c '%i %s %Y %Z %a' name >found
	same wanted found
	printf '%s\n' some text >wanted
	same wanted name
}

refuses() {
	fresh name
	says 'descriptor 0: ' 125 attached name
	says 'descriptor 9: Bad' 125 attached -f 9 name 9<&-
	says 'nowhere: No such' 125 attached nowhere -- true
	says 'directory' 125 attached . -- true
	says '/dev/null: ' 125 attached /dev/null -- true
	says ': No such' 125 attached '' -- true
	says 'attached already' 125 attached name -- fattach name -- true
	STREAMCOMPAT_ATTACHD=/nowhere says 'streamcompat-attachd' 125 \
		attached name -- true
	says 'nowhere: No such' 1 fdetach nowhere
	says 'name: no stream' 1 fdetach name
	fails test -e ready
}

refuses_strangers() {
	nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
	chmod 711 .
	fresh name
	chmod 666 name
	# shellcheck disable=SC2086
	says "somebody else's" 125 $nobody "$(command -v fattach)" name -- true
	attached name -- $nobody "$(command -v fdetach)" name 2>said || :
	grep "somebody else's" said
}

refuses_nonsense() {
	while read -r arguments; do
		# shellcheck disable=SC2086
		ends 125 fattach $arguments 2>said
		grep 'see fattach --help' said
	done <<-'EOT'

	name true
	name --
	name other
	-p name
	-p name other third
	-p name other -- true
	-f 3 name -- true
	-f 3 -p name other
	-f name
	-f
	--fd= name
	--fd=x name
	-f99999999999999999999 name
	-n 3 name
	-n -1 name -- true
	--pipe=3 name other
	-x name
	EOT
	says 'see fdetach --help' 1 fdetach
}

explain_themselves() {
	explains fattach 8 as connld fd pipe
	explains fdetach 8
}

# What they leave running ends when the name is detached.
examples_work() {
	example fattach 8 1 '
		until ./client open name true 2>said; do sleep .05; done
		./client open name sh -c "echo letter; head -n 1 >found"
		fdetach name; wait'
	echo letter | same - found
	example fattach 8 2
	is_file right
	example fattach 8 3
	is_file name
	is_file other
	example fdetach 8 1
	is_file other
}

plan 17
check "a command has the other end of a new pipe" reaches_the_command
check "it is told where" tells_the_number
check "it has nothing else open" gives_nothing_else
check "the name goes away with the command" \
	is_detached_by_the_end_of_the_command
check "and with one that cannot be run" leaves_a_name_without_a_command
check "with connld each opener has a stream of its own" \
	makes_streams_of_their_own
check "a descriptor that is open is attached" attaches_what_is_open
check "connld stays as it was when nothing is attached" \
	keeps_connld_as_it_was
check "both ends of a pipe have names" attaches_both_ends
check "one of them with connld" attaches_with_connld_in_front
check "the file is left alone" leaves_the_file_alone
check "what cannot be attached is refused, with the reason" refuses
if [ "$(id -u)" = 0 ] && has setpriv &&
	setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null
then
	check "the file of another user is refused" refuses_strangers
else
	skip "the file of another user is refused" \
		"only the superuser can become another"
fi
check "arguments without a sense are refused" refuses_nonsense
check "--help and --version agree with the pages and the package" \
	explain_themselves
check "the examples of the pages work" examples_work
check "nothing is attached afterwards" is_file name
