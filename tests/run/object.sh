#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What the object exports, and who gets it: all calls of the system that a
# source port has, for references of any version, and one copy of what the
# library remembers.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"
. "$srcdir/tests/run/run.sh"

apue='cli_conn fd_pipe recv_fd s_pipe send_err send_fd serv_accept serv_listen'

# The names of the system's that a source port's archive has.
system_names() {
	$NM "$builddir/libstreamcompat-svr4.a" | "$AWK" '
		NF == 3 && $2 ~ /^[A-TV-Z]$/ { print $3 }' |
		grep -vE '^(lsci_|streamcompat_|__wrap_)' | sort -u
}

exported() {
	symbols_dynamic "$NM" "$object" | "$AWK" '
		NF == 3 && $2 ~ /^[A-TV-Z]$/ { print $3 }' |
		grep -vxE '_init|_fini' | sort
}

# Calls that hand on what is no name of a stream.
opening='creat creat64 open open64 openat openat64'
$CC -dM -E - </dev/null | grep -qw __i386__ ||
	opening="$opening fopen fopen64 freopen freopen64"
# What older programs call.
if echo '#include <features.h>' | $CC -dM -E - | grep -qw __GLIBC__ &&
    ! system_names | grep -q _time64; then
	opening="$opening __fxstat64 __fxstatat64 __lxstat64 __xstat64"
	! $CC -dM -E - </dev/null | grep -qw __LP64__ ||
		opening="$opening __fxstat __fxstatat __lxstat __xstat"
fi
! system_names | grep -q __read_chk ||
	opening="$opening __open_2 __open64_2 __openat_2 __openat64_2"

exports_what_it_should() {
	{
		printf '%s\n' $opening
		system_names
		symbols_wanted names
	} | sort -u >"$tmp/all"
	printf '%s\n' $apue | sort | comm -23 "$tmp/all" - >"$tmp/wanted"
	test -s "$tmp/wanted"
	exported >"$tmp/exported"
	same "$tmp/wanted" "$tmp/exported"
}

# As objects, before the linker has put them together.
asks_itself_for_nothing() {
	system_names >"$tmp/names"
	find "$builddir/lib" "$builddir/compat" \
		-name 'streamcompat_preload_la-*.o' >"$tmp/objects"
	test -s "$tmp/objects"
	while read -r file; do
		$NM -u "$file"
	done <"$tmp/objects" | "$AWK" '{ print $NF }' | sort -u |
		comm -12 - "$tmp/names" >"$tmp/asked"
	same /dev/null "$tmp/asked"
}

cat >"$tmp/whose.c" <<'EOT'
/* Whose are these calls in a program that is linked with the library? */
#include <dlfcn.h>
#include <stdio.h>
#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>
#include <unistd.h>

#define WHOSE(name) whose(#name, (const void *)(size_t)name)

static void
whose(const char *name, const void *address)
{
	Dl_info info;

	if (dladdr(address, &info) == 0)
		info.dli_fname = "nobody";
	printf("%s %s\n", name, info.dli_fname);
}

int
main(void)
{
	WHOSE(read);
	WHOSE(lsc_read);
	WHOSE(lsc_ioctl);
	WHOSE(getmsg);
	WHOSE(isastream);
	WHOSE(send_fd);
	return 0;
}
EOT

makes_a_program() {
	cd "$tmp"
	$CC -D_GNU_SOURCE -I"$srcdir/include" -w -o whose whose.c \
		-L"$builddir/.libs" -lstreamcompat -ldl \
		-Wl,-rpath,"$builddir/.libs"
	./whose | grep '^lsc_read .*/libstreamcompat\.so'
}

# The program asks for lsc_read of the library, by its version.
has_one_copy() {
	under "$tmp/whose" >"$tmp/found"
	for name in read lsc_read lsc_ioctl getmsg isastream; do
		grep -x "$name $object" "$tmp/found"
	done
	grep '^send_fd .*/libstreamcompat\.so' "$tmp/found"
}

# Somebody else's send_fd, called by somebody else.
leaves_names_alone() {
	cd "$tmp"
	: >own.c
	for name in $apue; do
		echo "int $name(void) { return 1; }"
	done >own.c
	{
		echo "int all(void) { return 0"
		for name in $apue; do
			echo "+ $name()"
		done
		echo "; }"
	} >>own.c
	echo 'int all(void); int main(void) { return all(); }' >host.c
	$CC -w -fPIC -shared -o libown.so own.c
	$CC -w -o host host.c -L. -lown -Wl,-rpath,"$tmp"
	ends 8 under ./host
}

# A program's own functions by names of the system's are the program's.
yields_to_the_program() {
	cd "$tmp"
	cat >mine.c <<-'EOT'
	#include <poll.h>
	#include <unistd.h>
	int poll(struct pollfd *fds, nfds_t count, int timeout)
	{ return count + (fds != 0) + timeout; }
	int getmsg(void) { return 3; }
	int main(void) { return poll(0, 40, 0) + getmsg(); }
	EOT
	$CC -w -rdynamic -o mine mine.c
	ends 43 under ./mine
}

# No other library than those that every program has.
needs_the_c_library_only() {
	readelf -d "$object" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' \
		>"$tmp/needed"
	test -s "$tmp/needed"
	grep -vE '^(libc|libpthread|libgcc_s|ld-.*)\.(so|musl)' \
		"$tmp/needed" >"$tmp/others" || :
	same /dev/null "$tmp/others"
}

plan 7
check "it exports the calls of a source port and those of the library" \
	exports_what_it_should
check "nothing in it asks for a name that it captures" \
	asks_itself_for_nothing
check "it needs no library but the C library" needs_the_c_library_only
check "a program can be linked with the shared library" makes_a_program
check "such a program has one copy of all that is remembered" has_one_copy
check "a library's own functions by names of APUE are its own" \
	leaves_names_alone
check "a program's own poll and getmsg are its own" yields_to_the_program
