# SPDX-License-Identifier: ISC
#
# `./bootstrap matrix', read by bootstrap: compilers, C libraries, machines,
# sanitizers, and what configure can be told.  Prints a row for each cell while
# it goes, and last the whole table and the reasons of what was skipped.
#
# Every build has the library with each backend for its tests, so a row says
# over how many programs of which backend it ran.  A cell runs what it alone
# can show: one with another compiler or C library a suite of each kind, one
# for a machine that is emulated what the emulator can do, one without a
# feature what its absence changes.  All tests run in `./bootstrap check'.
# MATRIX, a pattern as in `case', chooses cells: MATRIX='i386*'.

matrix=$build/matrix
table=$matrix/table
: "${MATRIX=*}"

suites='tests/unit-% tests/contract-% tests/apue-% tests/lsc-% tests/ioctl-%
	tests/messages-shared tests/names-shared tests/streams-shared
	tests/threads-shared'
# What has no message streams in it.
bytes='tests/unit-% tests/contract-% tests/apue-% tests/lsc-shared
	tests/threads-shared'
# What a choice of configure shows in.
few='tests/contract-% tests/apue-shared tests/lsc-shared
	tests/messages-shared tests/streams-shared'
sanitized='tests/unit-% tests/apue-shared tests/lsc-shared
	tests/messages-shared'
threads='tests/messages-threads tests/threads-shared'
exports='tests/abi/exports.sh'
arch=$(gcc -print-multiarch 2>/dev/null) || arch=
# The kernel's headers are not where a compiler for 32 bits looks.
m32="-m32 -idirafter /usr/include/$arch"

row() {
	printf '%-16s %5s %6s %7s  %s\n' "$@" | tee -a "$table"
}

# not_run NAME REASON
not_run() { row "$1" - - - "not run: $2"; }

# ran NAME: how many programs had which backend.
ran() {
	sed -n 's|^[A-Z]*: \(tests/[a-z]*-[a-z]*\).*|\1|p' "$matrix/$1.log" |
		sort -u | sed 's/.*-//' | awk '
		    $1 == "accrights" || $1 == "streams" { n[$1]++; next }
		    { n["control"]++ }
		    END { for (b in n) printf "%s %d, ", b, n[b] }' |
		sed 's/, $//'
}

tally() {
	set -- "$1" $(awk '/^# PASS:/ { p += $3 } /^# SKIP:/ { s += $3 }
	    /^# XFAIL:/ { x += $3 } /^# (FAIL|ERROR|XPASS):/ { f += $3 }
	    END { if (p == 0) f++; print p + f + x, f + 0, s + x }' \
	    "$matrix/$1.log")
	row "$1" "$2" "$3" "$4" "$(ran "$1")"
}

wanted() {
	# shellcheck disable=SC2254
	case $1 in
	$MATRIX) ;;
	*) return 1 ;;
	esac
}

# cell NAME PROGRAMS SHELL-TESTS ARGUMENT...: configured with the arguments.
cell() {
	name=$1 some=$2 shell=$3
	shift 3
	wanted "$name" || return 0
	rm -rf "$matrix/$name"
	mkdir -p "$matrix/$name"
	(cd "$matrix/$name" && "$top/configure" --enable-werror=yes "$@" &&
	    make -j"$(jobs)") >"$matrix/$name.log" 2>&1 || {
		row "$name" 0 1 0 "does not build: $matrix/$name.log"
		return 0
	}
	# shellcheck disable=SC2086,SC2116
	$runner make -C "$matrix/$name" -k -j"$(jobs)" check-some \
		CHECK_SOME="$(echo $some)" CHECK_SHELL="$shell" \
		>>"$matrix/$name.log" 2>&1 || :
	tally "$name"
}

# bring PACKAGE...: each by itself, because one may be in the way of another.
bring() {
	has apt-get && apt update || return 0
	for package; do
		apt install -y --no-install-recommends "$package" || :
	done
}

# links COMMAND...: whether this makes programs.
links() {
	echo '#include <stdio.h>
	    #include <sys/socket.h>
	    int main(void) { return printf("%d", AF_UNIX) < 0; }' |
		"$@" -o "$matrix/program" -x c - >/dev/null 2>&1
}

# emulated ARCHITECTURE: whether programs of it can be run; then by $runner.
emulated() {
	runner=
	if ! links "$1-linux-gnu-gcc" -static; then
		why="no compiler for $1"
	elif "$matrix/program" >/dev/null 2>&1; then
		return 0
	elif ! has "qemu-$1"; then
		why="no qemu-$1"
	else
		runner="sh $top/tests/emulated.sh $1"
		$runner "$matrix/program" >/dev/null 2>&1 && return 0
		why="no binfmt_misc in a user namespace (root, Linux 6.7)"
	fi
	return 1
}

foreign() {
	wanted "$1" || return 0
	if emulated "$1"; then
		LSC_TEST_KNOWN=$top/tests/emulated.known
		QEMU_LD_PREFIX=/usr/$1-linux-gnu
		export LSC_TEST_KNOWN QEMU_LD_PREFIX
		cell "$1" "$bytes" "" --enable-tests=plain \
			--host="$1-linux-gnu" --disable-shared
		unset LSC_TEST_KNOWN QEMU_LD_PREFIX
	else
		not_run "$1" "$why"
	fi
	runner=
}

# without NAME ARGUMENT...: a feature less.
without() {
	name=$1
	shift
	cell "$name" "$few" "$exports" --enable-tests=yes CFLAGS=-O0 "$@"
}

make_configure
require "run the matrix" "$needs_build"
mkdir -p "$matrix"
bring clang libclang-rt-dev musl-tools libcriterion-dev qemu-user \
	libc6-dev-i386 "lib32gcc-$(gcc -dumpversion)-dev" \
	gcc-s390x-linux-gnu libc6-dev-s390x-cross \
	gcc-aarch64-linux-gnu libc6-dev-arm64-cross \
	>"$matrix/apt.log" 2>&1
: >"$table"
runner=
row cell run failed skipped "programs over which backend"

cell gcc "$suites" "$exports tests/abi/headers.sh" --enable-tests=yes
cell gcc-static "$suites" "" --enable-tests=yes --disable-shared CFLAGS=-O0
if links clang; then
	cell clang "$suites" "$exports" --enable-tests=yes CC=clang
	cell clang-static "$few" "" --enable-tests=yes --disable-shared CC=clang
else
	not_run clang "no clang"
fi
# The macros of musl's headers convert, which is a warning where they are used.
if links musl-gcc; then
	cell musl "$suites" "$exports" --enable-tests=plain \
		--enable-werror=no CC=musl-gcc
	cell musl-static "$few" "" --enable-tests=plain \
		--enable-werror=no --disable-shared CC=musl-gcc
else
	not_run musl "no musl-gcc"
fi
not_run musl-clang "no wrapper of clang for musl is packaged"
for compiler in gcc clang; do
	# shellcheck disable=SC2086
	if links $compiler $m32; then
		cell "i386-$compiler" "$suites" "" --enable-tests=plain \
			--build="i686-pc-linux-gnu" CC="$compiler $m32"
	else
		not_run "i386-$compiler" "$compiler makes nothing for i386"
	fi
done
foreign s390x
foreign aarch64

# The library is C11; what others compile is not.
cell c99 "tests/unit-status" "tests/abi/headers.sh tests/port/real.sh" \
	--enable-tests=yes

sanitize="-O1 -g -fno-omit-frame-pointer -fsanitize"
cell gcc-asan "$sanitized" "" --enable-tests=yes \
	CFLAGS="$sanitize=address,undefined"
cell clang-asan "$sanitized" "" --enable-tests=yes CC=clang \
	CFLAGS="$sanitize=address,undefined"
cell gcc-tsan "$threads" "" --enable-tests=yes CFLAGS="$sanitize=thread"

without no-peek lsc_cv_peek_duplicates=no
without no-credentials lsc_cv_credentials=none
without no-signatures lsc_cv_signatures=none
without no-versions lsc_cv_version_script=no
without no-z-defs lsc_cv_z_defs=no
without no-agent lsc_cv_agent=no
without no-constructors lsc_cv_constructors=no
without no-hidden lsc_cv_hidden_symbols=no
without no-second-names lsc_cv_uncaptured=syscalls
without no-source-ports lsc_cv_uncaptured=plain
without no-cancelling lsc_cv_setcanceltype=no
without no-stdio-table lsc_cv_stdio_table=no
without no-openssl lsc_cv_openssl=no
without accrights --with-backend=accrights \
	CPPFLAGS="-I$top/tests/accrights"

echo
cat "$table"
echo
echo "skipped, and why:"
for log in "$matrix"/*.log; do
	sed -n 's/^\(SKIP\|XFAIL\): .* # \(SKIP\|TODO\) *//p' "$log"
done | sort | uniq -c | sort -rn
! awk '$3 + 0 > 0 { bad = 1 } END { exit !bad }' "$table"
