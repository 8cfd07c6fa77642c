# SPDX-License-Identifier: ISC
#
# Runs the cases of streams in one of the ways in which ends come to a
# process ($way, see way.h); read by the tests of that name.  Cases for which
# the way means nothing are left out, of the plan as well.
program=tests/streams-shared
top=${srcdir:-$(dirname "$0")/../..}
output=$(mktemp) || exit 99
trap 'rm -f "$output"' EXIT
trap 'exit 1' HUP INT TERM

LSC_TEST_WAY=$way "${SHELL:-/bin/sh}" "$top/tests/tap-criterion" $program \
	>"$output"
status=$?
"${AWK:-awk}" '
    /^1\.\.[0-9]/ { plan = substr($0, 4); next }
    /# SKIP the way of the ends means nothing here/ { plan--; next }
    { print }
    END { if (plan != "") print "1.." plan }' "$output"
exit $status
