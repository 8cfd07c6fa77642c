# SPDX-License-Identifier: ISC
#
# A place to link source ports in, read by tests after tap.sh.  In $port there
# are libcounting, which stands in front of the library and counts, as a
# shared and as a static library, and libbystander.so, which makes every call
# and must not be counted.  All paths are relative to it.

port=$tmp/port

# What pkg-config says, with the library that counts.
wrap="-Wl,--wrap=fopen -Wl,--wrap=fopen64
	-Wl,--wrap=freopen -Wl,--wrap=freopen64"
flags="$wrap -Wl,-u,streamcompat_svr4 -Lbuild -lstreamcompat-svr4
	-L. -lcounting -Llibs -lstreamcompat"
strong="-Wl,-u,streamcompat_svr4_poll -Wl,-u,streamcompat_svr4_select"
include="-I. -Isrc/include -Isrc/lib -Isrc -Ibuild"
calls="src/tests/port/calls.c -L. -lbystander"
real="-DSTREAMCOMPAT_SVR4 -Isrc/include -Isrc/include/streamcompat
	src/tests/port/real.c"
real_flags="$wrap -Wl,-u,streamcompat_svr4 -Lbuild -lstreamcompat-svr4
	-Llibs -lstreamcompat"
static_flags="$wrap -Wl,-u,streamcompat_svr4 build/libstreamcompat-svr4.a
	libs/libstreamcompat.a"
alone="-DPORT_ALONE -DPORT_LIBRARY -Isrc/include src/tests/port/calls.c"

# port_begin COMPILER BUILD-DIRECTORY
port_begin() {
	[ -e "$2/libstreamcompat-svr4.a" ] ||
		skip_all "libstreamcompat-svr4 cannot be built here"
	mkdir "$port"
	cd "$port" || exit
	ln -s "$srcdir" src
	ln -s "$2" build
	ln -s "$2/.libs" libs
	{
		# shellcheck disable=SC2086
		$1 $include -O1 -fPIC -DPIC -shared -o libcounting.so \
			src/tests/port/counting.c &&
		$1 $include -O1 -fPIC -c -o counting.o \
			src/tests/port/counting.c &&
		$1 -O1 -fPIC -shared -o libbystander.so \
			src/tests/port/bystander.c &&
		ar cr libcounting.a counting.o
	} >log 2>&1 || {
		diagnose <log
		bail_out "$1 cannot compile what the tests need"
	}
	cd "$OLDPWD" || exit
}

# links COMPILER WORD...: makes $port/program.
links() {
	cd "$port"
	rm -f program
	"$@" -o program
}

# runs [WORD]...: with the libraries that are there.
runs() {
	LD_LIBRARY_PATH=$port:$port/libs "$@" ./program
}

# counts COMPILER WORD...: every call of the program is counted, and none of
# the bystander's.
counts() {
	links "$@"
	runs env
}

# can COMPILER WORD...: makes a program that runs.
can() (
	cd "$port" || exit
	echo 'int main(void) { return 0; }' >can.c
	"$@" -o can can.c && ./can
) >/dev/null 2>&1

# has_library_for WORD...: the library is there in the kind that they link.
has_library_for() {
	case " $* " in
	*" -static"* | *libstreamcompat.a*) ;;
	*) return 0 ;;
	esac
	[ -e "$port/libs/libstreamcompat.a" ]
}

# row SENTENCE COMPILER NEEDED -- WORD...: the words make a program that
# counts; skipped if the compiler has no use for those that are needed.
row() {
	sentence=$1 compiler=$2 needed=$3
	shift 4
	# shellcheck disable=SC2086
	if ! has "$compiler"; then
		skip "$sentence" "there is no $compiler here"
	elif ! can "$compiler" $needed; then
		skip "$sentence" "$compiler $needed makes nothing that runs here"
	elif ! has_library_for "$needed" "$@"; then
		skip "$sentence" "no static library was built"
	else
		check "$sentence" counts "$compiler" $needed "$@"
	fi
}
