#!/bin/sh
# SPDX-License-Identifier: ISC
#
# No answer of configure's changes what the library exports: it builds where
# every probe finds nothing, and its exports are the same.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
find_sources
mkdir "$tmp/build"
cd "$tmp/build" || exit

# questions PREFIX: the answers that configure keeps.  (Those of Autoconf's
# own about the compiler and of libtool are none of the library's.)
questions() {
	case $1 in
	lsc) grep -o 'lsc_cv_[A-Za-z0-9_]*[A-Za-z0-9]+' "$sources/configure" |
		sed 's/+$//' ;;
	ac) sed -n 's/.*ac_fn_c_check_[a-z_]* .*"\(ac_cv_[a-z0-9_]*\)".*/\1/p' \
		"$sources/configure" |
		grep '^ac_cv_\(func\|header\)_' |
		grep -v '_\(dlfcn_h\|dlopen\|shl_load\)$' ;;
	esac | sort -u
}

# The one that remains is what carries descriptors.
poorest_answer() {
	case $1 in
	lsc_cv_msg_control) echo yes ;;
	lsc_cv_close_on_exec) echo "'not atomic'" ;;
	lsc_cv_credentials | lsc_cv_feature_macro | lsc_cv_signatures | \
	lsc_cv_socket_libs) echo none ;;
	lsc_cv_uncaptured) echo plain ;;
	*) echo no ;;
	esac
}

configures() {
	for name in $(questions lsc) $(questions ac); do
		echo "$name=$(poorest_answer "$name")"
	done >site
	grep -x lsc_cv_agent=no site
	grep -x ac_cv_header_sys_epoll_h=no site
	CONFIG_SITE=$PWD/site
	export CONFIG_SITE
	configure --disable-tests >out 2>err || {
		cat out err
		return 1
	}
	summary 'peer credentials' none out
	summary 'exported names' 'without versions' out
	summary 'attached names' no out
	for name in 'native STREAMS' 'source ports' streamcompat-run; do
		summary "$name" 'no\( .*\)\{0,1\}' out
	done
	# Nothing is known of systems but what the probes found.
	sed -n '/^#define HAVE_/p' config.h | grep -v \
		-e 'HAVE_\(DLFCN\|INTTYPES\|STDINT\|STDIO\|STDLIB\)_H' \
		-e 'HAVE_\(STRING\|STRINGS\|SYS_STAT\|SYS_TYPES\)_H' \
		-e 'HAVE_\(UNISTD\|WCHAR\)_H' >found || :
	same /dev/null found
}

builds() {
	build
	test -s libstreamcompat.la
}

plan 3
check "configure takes the poorest answer to every question" configures
check "the library builds with it" builds
check "and exports the table" other_test tests/abi/exports.sh
