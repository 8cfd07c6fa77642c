# SPDX-License-Identifier: ISC
#
# streamcompat-run of this build, read by tests after tap.sh.

needs_to_run_programs
run=$builddir/tools/streamcompat-run
[ -x "$run" ] || skip_all "streamcompat-run cannot be built here"
object=$("$run" --print-object) || bail_out "streamcompat-run has no object"
[ -s "$object" ] || bail_out "there is no $object"
unset LD_PRELOAD STREAMCOMPAT_PIPE
stdio=true
grep -q '^lsc_cv_stdio_table=.*yes' "$builddir/config.log" || stdio=false

# Nothing can be loaded in front of programs of another C library; a cross
# compiler's, say.
needs_programs_of_the_system() {
	"$run" sh -c : >/dev/null 2>&1 ||
		skip_all "the programs of this system have another C library"
}

# Nothing here waits for ever.
limited() {
	if has timeout; then
		timeout 60 "$@"
	else
		"$@"
	fi
}

# under COMMAND [ARGUMENT]...
under() {
	limited "$run" "$@"
}

# ends STATUS COMMAND [ARGUMENT]...
ends() {
	wanted=$1 found=0
	shift
	"$@" || found=$?
	test "$found" = "$wanted" || {
		echo "status $found, not $wanted: $*" >&2
		return 1
	}
}

# same_as_without COMMAND [ARGUMENT]...: it prints what it prints by itself,
# which is something, and ends with the same status.
same_as_without() {
	status=0
	limited "$@" >"$tmp/wanted" || status=$?
	test -s "$tmp/wanted"
	ends "$status" under "$@" >"$tmp/found"
	same "$tmp/wanted" "$tmp/found"
}
