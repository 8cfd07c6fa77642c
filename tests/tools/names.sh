# SPDX-License-Identifier: ISC
#
# What the tests of the commands for names begin with, behind tap.sh.  They are
# in $tmp then, and nothing in them waits for ever.

[ -x "$builddir/agent/streamcompat-attachd" ] ||
	skip_all "there are no names of streams here"
has timeout || skip_all "there is no timeout"
needs_to_run_programs
STREAMCOMPAT_ATTACHD=$builddir/agent/streamcompat-attachd
export STREAMCOMPAT_ATTACHD

# The programs themselves, not libtool's scripts: those need descriptors.
tools=$builddir/tools
if [ -x "$tools/.libs/fattach" ]; then
	tools=$tools/.libs
	LD_LIBRARY_PATH=$builddir/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
	export LD_LIBRARY_PATH
fi
for tool in fattach fdetach strchg strconf; do
	[ -x "$tools/$tool" ] || [ -x "$builddir/tools/$tool" ] ||
		bail_out "tools/$tool has not been built"
done
PATH=$tools:$builddir/tools:$PATH

library=$(library_name shared)
compile -I"$srcdir/include" -o "$tmp/client" "$srcdir/tests/tools/client.c" \
	"${library:-$(library_name static)}" ||
	bail_out "tests/tools/client.c cannot be compiled"
cd "$tmp" || bail_out "no way into $tmp"
echo 'until [ -e end ]; do sleep .05; done' >until_end

# attached [ARGUMENT]...: fattach.
attached() {
	timeout 30 fattach "$@"
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

# says TEXT STATUS COMMAND [ARGUMENT]...: on standard error.
says() {
	text=$1
	shift
	ends "$@" 2>said
	grep -e "$text" said || {
		cat said
		return 1
	}
}

# comes NAME: a file that a command writes when it has come so far.
comes() {
	tries=0
	until [ -s "$1" ]; do
		tries=$((tries + 1))
		test $tries -lt 200
		sleep .05
	done
}

# a new file NAME, and none of those that commands make.
fresh() {
	rm -f ready end
	: >"$1"
}

# is_file NAME: no stream is attached to it.
is_file() {
	says 'no stream is attached' 1 fdetach "$1"
}

# explains TOOL SECTION OPTION...: --help and --version agree with the page and
# the package.
explains() {
	tool=$1
	page=$srcdir/man/$1.$2
	shift 2
	"$tool" --help >help
	for option in "$@" help version; do
		grep -e "--$option" help
		grep -e "^\.It .*Fl -$option\( \|\$\)" "$page"
	done
	version=$(sed -n 's/^PACKAGE_VERSION = //p' "$builddir/Makefile")
	echo "$tool (libstreamcompat) $version" >wanted
	"$tool" --version >found
	same wanted found
	fails "$tool" --version >&-
	fails "$tool" --no-such-option
}

# example TOOL SECTION N [SCRIPT]: of the page, as a reader sees it, and what is
# to be done behind it.
example() {
	"$AWK" -v wanted="$3" '
		$1 == ".Sh" { examples = $2 == "EXAMPLES" }
		$1 == ".Ed" { inside = 0 }
		inside { gsub(/\\e/, "\\"); print }
		examples && $1 == ".Bd" { inside = ++n == wanted }
		' "$srcdir/man/$1.$2" >script
	test -s script
	echo "${4-}" >>script
	timeout 30 sh -e ./script >printed
}
