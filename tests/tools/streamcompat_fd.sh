#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The command passes descriptors from shell to shell, and the examples of its
# page do what the page says.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/tools/tools.sh"
find_tools streamcompat-fd
tool=$tools/streamcompat-fd

cd "$tmp" || bail_out "no way into $tmp"
for word in one two three; do
	echo $word >$word
done

# Nothing here waits for ever.
passes() {
	"$tool" send --timeout 30 "$@"
}

takes() {
	"$tool" receive --timeout 30 "$@"
}

# comes NAME: a server announces it; gone NAME: it does not any more.
comes() {
	soon test -S "$1"
}

gone() {
	fails test -e "$1"
	fails test -L "$1"
}

# --- what comes

sends_a_file() {
	passes --listen door <one &
	takes --wait door cat >found
	wait $!
	same one found
}

receives_as_server() {
	takes --listen door cat >found &
	passes --wait door <two
	wait $!
	same two found
}

shares_the_offset() {
	printf '%s\n' first second third >lines
	exec 3<lines
	takes --listen door sh -c 'read -r line; echo "$line"' >found &
	passes --wait --fd 3 door
	wait $!
	read -r line <&3
	echo "$line" >>found
	sed 2q lines >wanted
	same wanted found
}

# The received numbers are low ones, so each of these collides in its way.
permutes() {
	for numbers in '3 4 5' '3 5 4' '4 3 5' '4 5 3' '5 3 4' '5 4 3' \
		'4 5 6' '4 6 5' '5 4 6' '5 6 4' '6 4 5' '6 5 4' \
		'0 3 4' '4 0 3' '3 4 0' '5 4 0' '9 0 7'; do
		# shellcheck disable=SC2086
		set -- $numbers
		passes --listen --fd 7 --fd 8 --fd 6 door \
			7<one 8<two 6<three &
		takes --wait --as "$1" --as="$2" --as "$3" door \
			sh -c "cat <&$1; cat <&$2; cat <&$3" >found
		wait $!
		cat one two three >wanted
		same wanted found
	done
}

# Streams are 3; what comes is 4 and 5, which is all that there is room for.
permutes_in_a_full_table() {
	passes --listen --fd 7 --fd 8 door 7<one 8<two &
	(
		exec >found 3<&- 4<&- 5<&-
		ulimit -n 6
		takes --wait --as 5 --as 4 door cat /dev/fd/5 /dev/fd/4
	)
	wait $!
	cat one two >wanted
	same wanted found
}

finds_no_room() {
	passes --listen door <one &
	(
		exec 2>said 3<&-
		ulimit -n 4
		ends 125 takes --wait door touch ran
	)
	wait $!
	grep 'Too many open files' said
	gone ran
}

refuses_numbers_beyond_the_limit() (
	exec 2>said
	ulimit -n 20
	ends 125 takes --listen --as 20 door touch ran
	grep 'descriptor 20' said
	gone ran
)

# --- what does not come

is_refused() {
	passes --listen --error 3 "$(printf 'closed\033[2J on Sundays')" door &
	ends 3 takes --wait door sh -c ': >ran' 2>said
	wait $!
	echo 'closed?[2J on Sundays' >wanted
	sed 1q said >found
	same wanted found
	grep 'status -3$' said
	gone ran
}

is_refused_without_a_text() {
	passes --listen --error 200 '' door &
	ends 123 takes --wait door cat 2>said
	wait $!
	echo 'streamcompat-fd: door: refused with status -200' >wanted
	same wanted said
}

is_hung_up_on() {
	passes --listen door <one &
	ends 125 takes --wait --as 3 --as 4 door sh -c ': >ran' 2>said
	wait $!
	grep 'hung up' said
	gone ran
}

finds_nobody() {
	ends 125 passes door <one 2>said
	grep 'door: No such file' said
	ends 125 takes door cat 2>said
	grep 'door: No such file' said
}

waits_no_longer() {
	ends 124 "$tool" receive --timeout 1 --listen door cat
	gone door
	ends 124 "$tool" send --timeout 1 --wait door <one
	"$tool" receive --timeout 2 --listen door cat &
	ends 124 "$tool" receive --timeout 1 --wait door cat
	ends 125 wait $!
}

gives_the_command_its_time() {
	takes --listen --timeout 1 door sh -c 'sleep 2; cat' >found &
	passes --wait door <one
	wait $!
	same one found
}

# --- whom it serves

# The superuser is one user, nobody another.
refuses_other_users() {
	nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
	chmod 711 .
	umask 0
	passes --listen --user 0 door <one 2>said &
	comes door
	# shellcheck disable=SC2086
	ends 1 $nobody "$tool" receive --timeout 30 door cat >found 2>heard
	same /dev/null found
	grep 'not served' heard
	grep 'user 65534 is not served' said
	takes door cat >found
	wait $!
	same one found
}

serves_the_wanted_user() {
	passes --listen --user "$(id -u)" door <one &
	takes --wait door cat >found
	wait $!
	same one found
}

# --- what the command finds


has_nothing_else_open() {
	cat >list <<-'EOT'
	for fd in /proc/$$/fd/*; do
		[ ! -e "$fd" ] || echo "${fd##*/}"
	done
	EOT
	sh ./list 7<one 9<one >wanted
	passes --listen --fd 3 --fd 4 door 3<one 4<two &
	takes --wait --as 9 --as 7 door sh ./list >found
	wait $!
	same wanted found
	takes --listen --as 9 --as 7 door sh ./list >found &
	passes --wait --fd 3 --fd 4 door 3<one 4<two
	wait $!
	same wanted found
}

keeps_closed_what_is_closed() {
	cat >list <<-'EOT'
	[ -e /proc/$$/fd/0 ] || echo "0 is closed"
	[ -e /proc/$$/fd/2 ] || echo "2 is closed"
	cat <&4
	EOT
	takes --listen --as 4 door sh ./list >found 0<&- 2>&- &
	passes --wait --fd 3 door 3<one 0<&- 1>&- 2>&-
	wait $!
	{
		echo "0 is closed"
		echo "2 is closed"
		cat one
	} >wanted
	same wanted found
}

sends_nothing_that_is_closed() {
	ends 125 passes --listen door 0<&- 2>said
	grep 'descriptor 0: Bad' said
	ends 125 passes --listen --fd 1 --fd 8 door 8<&- 2>said
	grep 'descriptor 8: Bad' said
	gone door
}

restores_signals() {
	cat >list <<-'EOT'
	grep -E '^Sig(Blk|Ign|Cgt)' /proc/self/status
	EOT
	"$tool" receive --timeout 30 --listen door sh ./list >found &
	passes --wait door <one
	wait $!
	sh ./list >wanted &
	wait $!
	same wanted found
}

keeps_its_messages_out_of_files() {
	: >mail
	ends 127 takes --listen --as 2 door ./nowhere 2>said &
	passes --wait --fd 3 door 3>>mail
	wait $!
	same /dev/null mail
	grep nowhere said
}

ends_like_the_command() {
	passes --listen door <one &
	ends 7 takes --wait door sh -c 'exit 7'
	wait $!
	passes --listen door <one &
	ends 127 takes --wait door ./nowhere
	wait $!
	passes --listen door <one &
	ends 126 takes --wait door ./one
	wait $!
}

# --- the name

removes_its_name() {
	for signal in HUP TERM; do
		"$tool" receive --listen --timeout 30 door cat &
		comes door
		kill -$signal $!
		fails wait $!
		gone door
	done
	takes --listen door sh -c 'ls -d door || echo gone' >found &
	passes --wait door <one
	wait $!
	echo gone | same - found
}

does_not_steal() {
	takes --listen door cat >found &
	comes door
	ends 125 passes --listen door <two 2>said
	grep 'in use' said
	passes door <one
	wait $!
	same one found
}

leaves_the_name_of_another() {
	"$tool" receive --listen --timeout 30 door cat &
	first=$!
	comes door
	rm door
	takes --listen door cat >found &
	second=$!
	comes door
	kill $first
	fails wait $first
	passes door <one
	wait $second
	same one found
}

replaces_a_dead_server() {
	"$tool" receive --listen --timeout 30 door cat &
	comes door
	kill -KILL $!
	fails wait $!
	test -S door
	takes --listen door cat >found &
	passes --wait door <one
	wait $!
	same one found
}

leaves_files_alone() {
	cp one file
	ends 125 passes --listen file <two
	same one file
	ends 125 takes --listen file cat
	same one file
}

# --- what it says

refuses_nonsense() {
	while read -r arguments; do
		# shellcheck disable=SC2086
		ends 125 "$tool" $arguments 2>said
		grep 'see streamcompat-fd --help' said
	done <<-'EOT'

	send
	receive
	receive door
	give door
	--listen send door
	send --lisen door
	send --as 3 door
	receive --fd 3 door cat
	send --fd x door
	send --fd -1 door
	send --fd 99999999999999999999 door
	send --fd
	send --fd= door
	send --listen=yes door
	send --error 0 text door
	send --error 256 text door
	send --error 3
	send --error 3 text --fd 0 door
	send --user 0 door
	send --listen --wait door
	send --timeout 0 door
	send --listen --user 4294967295 door
	send door door
	receive --as 3 --as 3 door cat
	EOT
	gone door
}

explains_itself() {
	"$tool" --help >help
	"$tool" receive --help | same help -
	for option in --as --error --fd --help --listen --timeout --user \
		--version --wait; do
		grep -e "$option" help
		grep -e "^\.It Fl -${option#--}\( \|\$\)" \
			"$srcdir/man/streamcompat-fd.1"
	done
	version=$(sed -n 's/^PACKAGE_VERSION = //p' "$builddir/Makefile")
	echo "streamcompat-fd (libstreamcompat) $version" >wanted
	"$tool" --version >found
	same wanted found
	ends 125 "$tool" --version >&-
}

# example N: of the page; runs in a directory of its own.
example() {
	mkdir "example.$1"
	cd "example.$1"
	printf '%s\n' first second >notes.txt
	show_example streamcompat-fd.1 "$1" >script
	test -s script
	PATH=$tools:$PATH sh -e ./script >found
	gone door
}

examples_work() {
	(example 1; same notes.txt found)
	(example 2; printf '%s\n' first 'and then: second' | same - found)
	(example 3; echo QUIETLY | same - found
		echo started | same - log.txt)
	(example 4; echo 'there is no file, status 3' | same - found)
}

# check_proc SENTENCE COMMAND
check_proc() {
	if [ -e /proc/self/fd/1 ]; then
		check "$@"
	else
		skip "$1" "there is no /proc/self"
	fi
}

plan 30
check "what one process sends another reads" sends_a_file
check "the receiver can be the server" receives_as_server
check "both sides share the offset" shares_the_offset
check "several descriptors come in order, under any numbers" permutes
check "they change places in a table that is full" permutes_in_a_full_table
check "without a free slot nothing is run" finds_no_room
check "a number beyond the limit is refused before anything is received" \
	refuses_numbers_beyond_the_limit
check "a refusal has a text and a status" is_refused
check "a refusal can do without a text" is_refused_without_a_text
check "a sender that hangs up too early is a failure" is_hung_up_on
check "a server that is not there is a failure" finds_nobody
check "the time limit ends all waiting" waits_no_longer
check "the time limit does not count for the command" \
	gives_the_command_its_time
if [ "$(id -u)" = 0 ] && has setpriv &&
	setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null
then
	check "other users than the wanted one are refused" \
		refuses_other_users
else
	skip "other users than the wanted one are refused" \
		"only the superuser can become another"
fi
check "the wanted user is served" serves_the_wanted_user
check_proc "the command has nothing open but what it shall have" \
	has_nothing_else_open
check_proc "what was closed at the start is closed for the command" \
	keeps_closed_what_is_closed
check "a descriptor that is not open is not sent" sends_nothing_that_is_closed
check_proc "the command finds the signals as they were" restores_signals
check "no message goes into a file that came as standard error" \
	keeps_its_messages_out_of_files
check "the exit status is the command's, or says why it was not run" \
	ends_like_the_command
check "the name goes away with its server" removes_its_name
check "the name of a living server is not taken" does_not_steal
check "the name of another server is not removed" leaves_the_name_of_another
check "a dead server is replaced" replaces_a_dead_server
check "a file that is no socket is left alone" leaves_files_alone
check "arguments without a sense are refused" refuses_nonsense
check "--help and --version agree with the page and the package" \
	explains_itself
check "the examples of the page work" examples_work
check "nothing is left behind" gone door
