#!/bin/sh
# SPDX-License-Identifier: ISC
# The cases of streams, with ends that another program made.
way=exec
. "${srcdir:-$(dirname "$0")/../..}/tests/streams/run_way.sh"
