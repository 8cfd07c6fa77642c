# SPDX-License-Identifier: ISC
#
# What the tests of the commands begin with, behind tap.sh.

needs_to_run_programs

# find_tools NAME...: the programs themselves, not libtool's scripts, are in
# $tools: the scripts need descriptors.
find_tools() {
	tools=$builddir/tools
	if [ -x "$tools/.libs/$1" ]; then
		tools=$tools/.libs
		LD_LIBRARY_PATH=$builddir/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
		export LD_LIBRARY_PATH
	fi
	for tool in "$@"; do
		[ -x "$tools/$tool" ] || [ -x "$builddir/tools/$tool" ] ||
			bail_out "tools/$tool has not been built"
	done
}

# ends STATUS COMMAND [ARGUMENT]...
ends() {
	wanted=$1
	shift
	found=0
	"$@" || found=$?
	test "$found" = "$wanted" || {
		echo "status $found, not $wanted: $*"
		return 1
	}
}

# soon COMMAND [ARGUMENT]...: it succeeds after a while.
soon() {
	tries=0
	until "$@"; do
		tries=$((tries + 1))
		test $tries -lt 200
		sleep .05
	done
}

# show_example PAGE N: the Nth example of the page, as a reader sees it.
show_example() {
	"$AWK" -v wanted="$2" '
		$1 == ".Sh" { examples = $2 == "EXAMPLES" }
		$1 == ".Ed" { inside = 0 }
		inside { gsub(/\\e/, "\\"); print }
		examples && $1 == ".Bd" { inside = ++n == wanted }
		' "$srcdir/man/$1"
}
