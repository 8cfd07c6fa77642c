# SPDX-License-Identifier: ISC
#
# A short run of libFuzzer, after tap.sh: fuzz SENTENCE NAME CODEC.  NAME is
# that of the target and of its corpus, CODEC the source file under test.
# FUZZ_RUNS in the environment makes the run longer; what it finds is left in
# the build directory.

fuzz_flags="-g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all"

# find_fuzzer: a compiler that has libFuzzer, in $clang.
find_fuzzer() {
	for clang in "$CC" clang; do
		# shellcheck disable=SC2086
		echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n);
		    int LLVMFuzzerTestOneInput(const char *p, unsigned long n)
		    { return p == 0 && n > 9; }' >"$tmp/probe.c" &&
		    $clang $fuzz_flags -o "$tmp/probe" "$tmp/probe.c" \
		    2>"$tmp/log" && "$tmp/probe" -runs=10 2>"$tmp/log" &&
		    return 0
	done
	return 1
}

# A finding is worth more than the directory it was found in.
run_fuzzer() {
	mkdir "$tmp/found"
	cp "$srcdir/fuzz/corpus/$1"/* "$tmp/found"
	# shellcheck disable=SC2086
	$clang $fuzz_flags -I"$builddir" -I"$srcdir" -I"$srcdir/lib" \
	    -o "$tmp/$1" "$srcdir/fuzz/$1_fuzz.c" "$srcdir/$2"
	"$tmp/$1" -runs="${FUZZ_RUNS-200000}" -seed=1 -max_len=256 \
	    -artifact_prefix="$builddir/$1-" "$tmp/found"
}

fuzz() {
	if find_fuzzer; then
		check "$1" run_fuzzer "$2" "$3"
	else
		skip "$1" "no compiler here has libFuzzer"
	fi
}
