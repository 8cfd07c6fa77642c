#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Some of the historical names are in libc too, dead: there they answer
# ENOSYS.  Programs and plugins that are linked with this library get ours,
# whatever stands in front of it.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/abi/symbols.sh"
needs_to_run_programs

shared=$(library_name shared)
if [ -z "$shared" ]; then
	skip_all "no shared library was built"
elif ! is_elf "$shared"; then
	skip_all "the shared library is not ELF"
fi
printf '#include <features.h>\n#ifdef __GLIBC__\nglibc\n#endif\n' >"$tmp/libc.c"
# shellcheck disable=SC2086
$CC $CPPFLAGS -E "$tmp/libc.c" 2>/dev/null | grep -qx glibc ||
	skip_all "the C library is not glibc"

# A function that compares the home of each exported name with the file that
# its argument names, and returns how many live elsewhere.  -fPIC: the address
# of a function may otherwise be one in the program itself.
{
	cat <<-'EOT'
	/* made by link_order.sh */
	#define _GNU_SOURCE 1
	#include <dlfcn.h>
	#include <stdio.h>
	#include <stdlib.h>
	#include <string.h>
	EOT
	symbols_wanted names | "$AWK" '
		{ print "void " $1 "(void);"
		  rows = rows "\t{ \"" $1 "\", " $1 " },\n" }
		END { print "static const struct {\n\tconst char *name;"
		  print "\tvoid (*function)(void);\n} names[] = {\n" rows "};" }'
	cat <<-'EOT'
	int strangers(const char *wanted);
	int strangers(const char *wanted)
	{
		int n = 0;
		size_t i;
		Dl_info info;
		char *home, *file;

		home = realpath(wanted, NULL);
		for (i = 0; i < sizeof names / sizeof names[0]; i++) {
			union { void (*function)(void); void *address; } u;

			u.function = names[i].function;
			file = dladdr(u.address, &info) == 0 ? NULL :
			    realpath(info.dli_fname, NULL);
			printf("%s: %s\n", names[i].name, file ? file : "?");
			if (!home || !file || strcmp(file, home) != 0)
				n++;
			free(file);
		}
		free(home);
		fflush(stdout);
		return n + (i == 0);
	}
	EOT
} >"$tmp/strangers.c"

cat >"$tmp/program.c" <<'EOF2'
int strangers(const char *wanted);
int main(int argc, char **argv) { return argc == 2 ? strangers(argv[1]) : 99; }
EOF2

# Knows nothing of the library: PLUGIN LIBRARY local|global.
cat >"$tmp/host.c" <<'EOF2'
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	union { void *address; int (*function)(const char *); } strangers;
	void *plugin;

	if (argc != 4)
		return 99;
	plugin = dlopen(argv[1], RTLD_NOW |
	    (strcmp(argv[3], "global") == 0 ? RTLD_GLOBAL : RTLD_LOCAL));
	if (!plugin || !(strangers.address = dlsym(plugin, "strangers"))) {
		printf("%s\n", dlerror());
		return 99;
	}
	return strangers.function(argv[2]);
}
EOF2

# program NAME ARGUMENT...: what is linked in which order.
program() {
	name=$1
	shift
	compile -fPIC -o "$tmp/$name" "$tmp/program.c" "$tmp/strangers.c" \
		-L.libs -Wl,-rpath,"$builddir/.libs" "$@" -ldl
	"$tmp/$name" "$shared"
}

# plugin MODE ARGUMENT...
plugin() {
	mode=$1
	shift
	compile -fPIC -shared -o "$tmp/plugin-$mode.so" "$tmp/strangers.c" \
		-L.libs -Wl,-rpath,"$builddir/.libs" "$@" -ldl
	compile -o "$tmp/host-$mode" "$tmp/host.c" -ldl
	readelf -d "$tmp/host-$mode" >"$tmp/needed"
	fails grep streamcompat "$tmp/needed"
	"$tmp/host-$mode" "$tmp/plugin-$mode.so" "$shared" "$mode"
}

# The names bound to this library carry its versions, so that no other
# library's can take their place.
program_wants_versions() {
	symbols_wanted | "$AWK" '{ print $1 "@" $2 }' >"$tmp/wanted"
	symbols_dynamic "$NM" "$tmp/front" | "$AWK" '$1 == "U" { print $2 }' |
		grep STREAMCOMPAT | sort >"$tmp/versions"
	same "$tmp/wanted" "$tmp/versions"
}

plan 6
check "in a program the library is found in front of libc" \
	program front -lstreamcompat -lc
check "in a program the library is found behind libc" \
	program behind -lc -lstreamcompat
check "a plugin that is loaded for itself finds the library" \
	plugin local -lstreamcompat
check "a plugin that is loaded for all finds the library" \
	plugin global -lstreamcompat
check "a plugin finds the library behind libc" \
	plugin local -lc -lstreamcompat
if grep -q '^exports_flag = .*--version-script' Makefile; then
	check "a program asks for the names with their versions" \
		program_wants_versions
else
	skip "a program asks for the names with their versions" \
		"this library was built without versions"
fi
