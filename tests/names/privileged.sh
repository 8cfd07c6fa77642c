#!/bin/sh
# SPDX-License-Identifier: ISC
#
# A program that has rights which its user has not starts no agent that he
# names in the environment: the agent would have these rights.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

[ -x "$builddir/agent/streamcompat-attachd" ] ||
	skip_all "there are no names of streams here"
[ "$(id -u)" = 0 ] || skip_all "a second user id needs root"
needs_to_run_programs
# a shared one is not looked for where the user says
library=$(library_name static)
[ -n "$library" ] || skip_all "no static library was built"

owner=54321
stranger=54326
for program in become privileged; do
	compile -I"$srcdir" -I"$srcdir/include" -o "$tmp/$program" \
		"$srcdir/tests/names/$program.c" "$library" ||
		bail_out "tests/names/$program.c cannot be compiled"
done
mkdir -m 1777 "$tmp/traces"
chmod 711 "$tmp"
cat >"$tmp/agent" <<EOT
#!/bin/sh
: >"$tmp/traces/trace"
EOT
chmod 755 "$tmp/agent"
STREAMCOMPAT_ATTACHD=$tmp/agent
export STREAMCOMPAT_ATTACHD

# runs MODE USER: a copy of the program that belongs to the owner and has this
# mode, on a file of that user; the stranger runs it.
runs() {
	rm -f "$tmp/traces/trace" "$tmp/program" "$tmp/file"
	: >"$tmp/file"
	chown "$2" "$tmp/file"
	cp "$tmp/privileged" "$tmp/program"
	chown "$owner:$owner" "$tmp/program"
	chmod "$1" "$tmp/program"
	"$tmp/become" "$stranger" "$tmp/program" "$tmp/file" >"$tmp/said"
	cat "$tmp/said"
}

follows() {
	runs 0755 "$stranger"
	grep -x 'ordinary, attached' "$tmp/said"
	test -e "$tmp/traces/trace"
}

# Another agent may be installed.
does_not_follow() {
	runs "$@"
	grep -x 'privileged, attached' "$tmp/said" ||
		grep -x 'privileged, without an agent' "$tmp/said"
	fails test -e "$tmp/traces/trace"
}

# check_privileged SENTENCE MODE USER
check_privileged() {
	runs "$2" "$3" >"$tmp/log" 2>&1
	if grep -q '^ordinary' "$tmp/said"; then
		skip "$1" "no program gains rights in $tmp"
	else
		check "$1" does_not_follow "$2" "$3"
	fi
}

plan 3
check "a program without privileges starts the agent of its user" follows
check_privileged "a set-uid program does not" 4755 "$owner"
check_privileged "a set-gid program does not" 2755 "$stranger"
