# SPDX-License-Identifier: ISC
#
# `./bootstrap check', read by bootstrap.
make_configure
require "run the tests" "$needs_build$needs_check"
configured "$build/check" --enable-tests=yes --enable-werror=yes
quietly "$build/check/make.log" make -C "$build/check" -j"$(jobs)"
make -C "$build/check" check | tee "$build/check/check.log" |
	grep -E '^(FAIL|ERROR|SKIP):' || :
awk '/^# PASS:/ { p = $3 } /^# SKIP:/ { s = $3 }
    /^# (FAIL|ERROR|XPASS):/ { f += $3 }
    END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f || !p }' \
	"$build/check/check.log"
