# SPDX-License-Identifier: ISC
#
# What the tests of the commands for names begin with, behind tap.sh.  They are
# in $tmp then, and nothing in them waits for ever.

[ -x "$builddir/agent/streamcompat-attachd" ] ||
	skip_all "there are no names of streams here"
has timeout || skip_all "there is no timeout"
STREAMCOMPAT_ATTACHD=$builddir/agent/streamcompat-attachd
export STREAMCOMPAT_ATTACHD

. "$srcdir/tests/tools/tools.sh"
find_tools fattach fdetach strchg strconf
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
	soon test -s "$1"
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

# example TOOL SECTION N [SCRIPT]: of the page, and what is to be done then.
example() {
	show_example "$1.$2" "$3" >script
	test -s script
	echo "${4-}" >>script
	timeout 30 sh -e ./script >printed
}
