#!/bin/sh
# SPDX-License-Identifier: ISC
# The cases of streams, with ends that the parent made.
way=fork
. "${srcdir:-$(dirname "$0")/../..}/tests/streams/run_way.sh"
