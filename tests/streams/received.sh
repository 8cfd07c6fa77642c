#!/bin/sh
# SPDX-License-Identifier: ISC
# The cases of streams, with ends that another process passed and left.
way=received
. "${srcdir:-$(dirname "$0")/../..}/tests/streams/run_way.sh"
