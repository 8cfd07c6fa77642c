#!/bin/sh
# SPDX-License-Identifier: ISC
# The cases of streams, with ends that are duplicates.
way=dup
. "${srcdir:-$(dirname "$0")/../..}/tests/streams/run_way.sh"
