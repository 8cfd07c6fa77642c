#!/bin/sh
# SPDX-License-Identifier: ISC
#
# The cases of streams, in a program for which streamcompat-run does all of
# it.  It is linked with the library for what has no name in the system; there
# is one copy of what the library remembers all the same, or a message that
# one copy has set aside would be missed by another.
run=tools/streamcompat-run
if [ ! -x $run ] || [ ! -x tests/streams-run ]; then
	echo "1..0 # SKIP it takes streamcompat-run and Criterion"
	exit 0
fi
top=${srcdir:-$(dirname "$0")/../..}
exec $run "${SHELL:-/bin/sh}" "$top/tests/tap-criterion" tests/streams-run
