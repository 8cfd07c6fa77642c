#!/bin/sh
# SPDX-License-Identifier: ISC
#
# A short run of libFuzzer on the codec of records.  FUZZ_RUNS in the
# environment makes it longer; what it finds is left in the build directory.
. "${srcdir:-$(dirname "$0")/..}/tests/support/tap.sh"
plan 1
subject="the codec of records stands what a fuzzer thinks of"

flags="-g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all"
clang=
for candidate in "$CC" clang; do
	# shellcheck disable=SC2086
	if echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n);
	    int LLVMFuzzerTestOneInput(const char *p, unsigned long n)
	    { return p == 0 && n > 9; }' >"$tmp/probe.c" &&
	    $candidate $flags -o "$tmp/probe" "$tmp/probe.c" 2>"$tmp/log" &&
	    "$tmp/probe" -runs=10 2>"$tmp/log"; then
		clang=$candidate
		break
	fi
done

# A finding is worth more than the directory it was found in.
fuzz() {
	mkdir "$tmp/found" && cp "$srcdir"/fuzz/corpus/record/* "$tmp/found" &&
	# shellcheck disable=SC2086
	$clang $flags -I"$builddir" -I"$srcdir" -I"$srcdir/lib" \
	    -o "$tmp/record" "$srcdir/fuzz/record_fuzz.c" \
	    "$srcdir/lib/head/record.c" &&
	"$tmp/record" -runs="${FUZZ_RUNS-200000}" -seed=1 -max_len=256 \
	    -artifact_prefix="$builddir/record-" "$tmp/found"
}

if [ -z "$clang" ]; then
	skip "$subject" "no compiler here has libFuzzer"
else
	check "$subject" fuzz
fi
