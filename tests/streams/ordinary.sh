#!/bin/sh
# SPDX-License-Identifier: ISC
# The cases of streams as an ordinary user has them, where root runs the tests:
# what a queue holds is less for him.
LSC_TEST_ORDINARY=yes
export LSC_TEST_ORDINARY
way=direct
. "${srcdir:-$(dirname "$0")/../..}/tests/streams/run_way.sh"
