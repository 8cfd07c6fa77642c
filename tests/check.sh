# SPDX-License-Identifier: ISC
#
# `./bootstrap check', read by bootstrap: all tests, in every build that has
# something of its own to show on this machine, as far as time allows; other C
# libraries and machines, and what configure can be told, are in matrix.sh.
# Prints a line for each build, then what failed and what was skipped, and last
# the total.

results=$build/check/results

# tally NAME: the counts of the `make check' whose output is in NAME.log.
tally() {
	awk -v name="$1" '
	    /^# PASS:/ { p += $3 } /^# SKIP:/ { s += $3 }
	    /^# (FAIL|ERROR|XPASS):/ { f += $3 }
	    END { if (p + f == 0) f = 1
		  printf "%-12s %5d passed, %d failed, %d skipped\n", name, p, f, s }' \
	    "$build/check/$1.log" | tee -a "$results"
}

# failed NAME: a build that came to no tests.
failed() {
	printf '%-12s %5d passed, %d failed, %d skipped\n' "$1" 0 1 0 |
		tee -a "$results"
	tail -n 30 "$build/check/$1.log"
}

# cell NAME TARGETS ARGUMENT...: configure and build in a directory of its own,
# then make the targets, and set variables of make that are among them.
cell() {
	name=$1 targets=$2
	shift 2
	dir=$build/check/$name
	log=$build/check/$name.log
	rm -rf "$dir"
	mkdir -p "$dir"
	if (cd "$dir" && "$top/configure" --enable-tests=yes \
	    --enable-werror=yes "$@" && make -j"$(jobs)") >"$log" 2>&1; then
		# shellcheck disable=SC2086
		make -C "$dir" -k -j"$(($(jobs) + 1))" $targets >>"$log" 2>&1 || :
		tally "$name"
	else
		failed "$name"
	fi
}

make_configure
require "run the tests" "$needs_build$needs_check"
mkdir -p "$build/check"
: >"$results"
sanitize="-O1 -g -fno-omit-frame-pointer -fsanitize"

cell gcc check
cell clang check-few CC=clang
cell gcc-asan check-few CFLAGS="$sanitize=address,undefined"
cell clang-asan check-once CC=clang CFLAGS="$sanitize=address,undefined"
cell gcc-tsan check-threads CFLAGS="$sanitize=thread"
VALGRIND="valgrind -q --vgdb=no --trace-children=yes --leak-check=full \
--show-leak-kinds=definite --errors-for-leak-kinds=definite"
export VALGRIND
cell valgrind check-valgrind CFLAGS="-O1 -g"
unset VALGRIND
# That everything is in the archive: all programs are built, few are run.
cell distcheck "distcheck TESTS=tests/unit-status"

echo
echo "the cases of streams, group by group (gcc):"
sh tests/streams/count.sh "$build/check/gcc/tests/streams-shared.log" || :
echo
for log in "$build"/check/*.log; do
	grep -hE '^(FAIL|ERROR|XPASS|SKIP):' "$log" |
		sed "s|^|$(basename "$log" .log): |" || :
done
awk '{ p += $2; f += $4; s += $6 }
    END { printf "%d passed, %d failed, %d skipped\n", p, f, s
	  exit f > 0 || p == 0 }' "$results"
