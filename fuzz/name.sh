#!/bin/sh
# SPDX-License-Identifier: ISC
srcdir=${srcdir:-$(dirname "$0")/..}
. "$srcdir/tests/support/tap.sh"
. "$srcdir/fuzz/fuzz.sh"
plan 1

fuzz "the codec of agents' letters stands what a fuzzer thinks of" \
    name lib/name/wire.c
