#!/bin/sh
# SPDX-License-Identifier: ISC
#
# In place of tests/interop-tls-handoff where configure found no OpenSSL.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
skip_all "the example that speaks TLS needs OpenSSL 1.1.1 (Debian: libssl-dev)"
