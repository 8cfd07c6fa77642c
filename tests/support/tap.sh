# SPDX-License-Identifier: ISC
#
# What every shell test begins with:
#
#   . "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
#   plan 2
#   check "two and two are four" test $((2 + 2)) -eq 4
#   skip "the moon is full" "the sky is overcast"
#
# A test is run in the build directory, by `make check' or by hand; the
# variables that `make check' sets are taken from the Makefile there if they
# are not set.  Afterwards the directory is as it was: what a test makes, it
# makes in $tmp, which nobody else can read and which goes away at its end.

unset CDPATH CRITERION_CFLAGS CRITERION_LIBS DESTDIR MAKEFLAGS MAKELEVEL \
	MAKEOVERRIDES MFLAGS OPENSSL_CFLAGS OPENSSL_LIBS
CONFIG_SITE=/dev/null
LC_ALL=C
export CONFIG_SITE LC_ALL
umask 022

bail_out() {
	echo "Bail out! $*"
	exit 1
}

srcdir=$(cd "${srcdir:-$(dirname "$0")/../..}" && pwd) ||
	bail_out "there is no source directory"
builddir=$PWD
test -f libstreamcompat.la && test -f Makefile ||
	bail_out "this is no build directory of libstreamcompat"

# made NAME: the value of a variable of the Makefile.
made() {
	sed -n "s/^$1 = *//p" "$builddir/Makefile"
}

: "${AWK=$(made AWK)}" "${CC=$(made CC)}" "${CFLAGS=$(made CFLAGS)}"
: "${CPPFLAGS=$(made CPPFLAGS)}" "${LDFLAGS=$(made LDFLAGS)}"
: "${LIBS=$(made LIBS)}" "${MAKE=make}" "${NM=$(made NM)}"
: "${PKG_CONFIG=$(made PKG_CONFIG)}"

# They are this build's.  Another one, by another compiler, say, shall not
# find them in its environment.
for variable in AWK CC CFLAGS CPPFLAGS LDFLAGS LIBS MAKE NM PKG_CONFIG; do
	eval "value=\$$variable; unset $variable; $variable=\$value"
done

tmp=$(mktemp -d "${TMPDIR:-/tmp}/streamcompat.XXXXXX") ||
	bail_out "no private directory can be made"
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

tap_number=0

plan() {
	echo "1..$1"
}

# diagnose <TEXT: for the reader of the log; the end is enough.
diagnose() {
	tail -n 60 | "$AWK" '{ print "# " $0 }'
}

# note TEXT
note() {
	printf '%s\n' "$*" | diagnose
}

# check SENTENCE COMMAND [ARGUMENT]...: the sentence is true if the command,
# which may be a function, succeeds.  It has a shell of its own, which ends at
# the first command that fails; what it prints is shown if it does.  (Always
# call this by itself: where the shell is asking for the status of a command
# anyway, as in `if check ...', nothing in it ends at a failure.)
check() {
	tap_number=$((tap_number + 1))
	tap_sentence=$1
	shift
	(
		set -e
		"$@"
	) >"$tmp/tap.log" 2>&1 </dev/null
	tap_status=$?
	if [ "$tap_status" = 0 ]; then
		echo "ok $tap_number - $tap_sentence"
	else
		echo "not ok $tap_number - $tap_sentence"
		note "status $tap_status: $*"
		diagnose <"$tmp/tap.log"
	fi
	return 0
}

# skip SENTENCE REASON
skip() {
	tap_number=$((tap_number + 1))
	echo "ok $tap_number - $1 # SKIP $2"
}

# skip_all REASON: nothing in this file can be tested here.
skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

# --- what the tests need to find out

has() {
	command -v "$1" >/dev/null 2>&1
}

# fails COMMAND [ARGUMENT]...: `!' that `set -e' can see.
fails() {
	if "$@"; then
		echo "succeeded, but should not have: $*"
		return 1
	fi
}

# same WANTED FOUND: two files are the same.
same() {
	diff -u "$1" "$2"
}

# library_name TYPE: the file of this build's library, "shared" or "static",
# or nothing if there is none.
library_name() (
	. ./libstreamcompat.la
	case $1 in
	shared) [ -z "$dlname" ] || echo "$builddir/.libs/$dlname" ;;
	static) [ -z "$old_library" ] || echo "$builddir/.libs/$old_library" ;;
	esac
)

is_elf() {
	[ "$(od -An -c -N4 "$1" | tr -d ' ')" = 177ELF ]
}

# compile [ARGUMENT]...: $CC as it made this build.
compile() {
	# shellcheck disable=SC2086
	$CC $CPPFLAGS $CFLAGS $LDFLAGS "$@" $LIBS
}

# Programs made by the compiler of this build can be run, and tests that are
# about running one have no other use for it.
needs_to_run_programs() {
	echo 'int main(void) { return 0; }' >"$tmp/run.c"
	compile -o "$tmp/run" "$tmp/run.c" >/dev/null 2>&1 && "$tmp/run" ||
		skip_all "$CC makes nothing that this machine can run"
}

# --- builds of one's own

# A source directory that is itself configured cannot be configured from
# elsewhere; then, and if it is asked for ("copy"), $sources is a copy, made
# as for a release.  Automake's configure does not like every name.
find_sources() {
	sources=$srcdir
	case $srcdir in
	*[!-+,./0-9:=@A-Z_a-z]*)
		sources=$tmp/named
		ln -s "$srcdir" "$sources"
		;;
	esac
	if [ "${1-}" = copy ] || [ -e "$srcdir/config.status" ]; then
		sources=$tmp/sources
		"$MAKE" distdir distdir="$sources" >"$tmp/distdir.log" 2>&1 || {
			diagnose <"$tmp/distdir.log"
			bail_out "no copy of the source directory can be made"
		}
	fi
}

# configure [ARGUMENT]...: in the current directory, with this build's
# compiler unless the arguments say otherwise.
configure() {
	"$sources/configure" CC="$CC" CFLAGS=-O1 CPPFLAGS= LDFLAGS= LIBS= "$@"
}

# build [TARGET]...: in the current directory, with some haste.
build() {
	"$MAKE" -j2 "$@"
}

# other_test FILE: all that another test says about the build in the current
# directory is true.
other_test() {
	srcdir=$srcdir sh "$srcdir/$1" >other_test.tap
	cat other_test.tap
	grep -q '^ok' other_test.tap
	fails grep -q '^not ok' other_test.tap
}

# summary WORD TEXT FILE: the summary that configure printed into the file
# says TEXT about WORD.
summary() {
	sed -n "s/^  $1  *//p" "$3" | grep -x -e "$2" || {
		echo "not \"$2\" about \"$1\" in the summary:"
		cat "$3"
		return 1
	}
}
