#!/bin/sh
# SPDX-License-Identifier: ISC
#
# What old source finds in the headers of SVR4, in whatever order it includes
# them, and how <stropts.h> and the trampolines share ioctl.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/port/port.sh"
needs_to_run_programs
port_begin "$CC" "$builddir"

cd "$port" || exit
overlay="-Isrc/include -Isrc/include/streamcompat"

# As SVR4 had them, and Solaris.
requests='I_NREAD 0x5301 I_PUSH 0x5302 I_POP 0x5303 I_LOOK 0x5304
	I_FLUSH 0x5305 I_SRDOPT 0x5306 I_GRDOPT 0x5307 I_STR 0x5308
	I_SETSIG 0x5309 I_GETSIG 0x530A I_FIND 0x530B I_LINK 0x530C
	I_UNLINK 0x530D I_RECVFD 0x530E I_PEEK 0x530F I_FDINSERT 0x5310
	I_SENDFD 0x5311 I_E_RECVFD 0x5312 I_SWROPT 0x5313 I_GWROPT 0x5314
	I_LIST 0x5315 I_PLINK 0x5316 I_PUNLINK 0x5317 I_ANCHOR 0x5318
	I_FLUSHBAND 0x531C I_CKBAND 0x531D I_GETBAND 0x531E I_ATMARK 0x531F
	I_SETCLTIME 0x5320 I_GETCLTIME 0x5321 I_CANPUT 0x5322
	I_SERROPT 0x5323 I_GERROPT 0x5324 I_ESETSIG 0x5325 I_EGETSIG 0x5326'
flags_of_old='RNORM 0 RMSGD 1 RMSGN 2 RMODEMASK 3 RPROTDAT 4 RPROTDIS 8
	RPROTNORM 0x10 RPROTMASK 0x1C SNDZERO 1 SNDPIPE 2 RERRNORM 1
	RERRNONPERSIST 2 RERRMASK 3 WERRNORM 4 WERRNONPERSIST 8 WERRMASK 0xC
	FLUSHR 1 FLUSHW 2 FLUSHRW 3 FLUSHBAND 4 S_INPUT 1 S_HIPRI 2
	S_OUTPUT 4 S_MSG 8 S_ERROR 0x10 S_HANGUP 0x20 S_RDNORM 0x40
	S_WRNORM 4 S_RDBAND 0x80 S_WRBAND 0x100 S_BANDURG 0x200 RS_HIPRI 1
	MSG_HIPRI 1 MSG_ANY 2 MSG_BAND 4 MORECTL 1 MOREDATA 2 ANYMARK 1
	LASTMARK 2 MUXID_ALL -1 INFTIM -1 FMNAMESZ 8'
members='strbuf:maxlen:len:buf strpeek:ctlbuf:databuf:flags
	strfdinsert:ctlbuf:databuf:flags:fildes:offset
	strioctl:ic_cmd:ic_timout:ic_len:ic_dp strrecvfd:fd:uid:gid:fill
	o_strrecvfd:fd:uid:gid:fill str_list:sl_nmods:sl_modlist
	bandinfo:bi_pri:bi_flag strsigset:ss_pid:ss_events'

# compiles WORD...: the standard input, without a complaint.
compiles() {
	cat >header.c
	"$@" -fsyntax-only -Wall -Wextra -Werror $overlay header.c
}

# Each is a macro, usable by the preprocessor, and has its value.
constants() {
	echo "#include <$1>"
	# shellcheck disable=SC2086
	set -- $requests $flags_of_old
	while [ $# -gt 0 ]; do
		printf '#ifndef %s\n#error "no %s"\n#endif\n' "$1" "$1"
		printf '#if %s != %s\n#error "%s is not %s"\n#endif\n' \
			"$1" "$2" "$1" "$2"
		shift 2
	done
	for name in SIGPOLL EBADMSG ENODATA ENOSR ENOSTR ETIME; do
		printf '#ifndef %s\n#error "no %s"\n#endif\n' $name $name
	done
	echo 'extern int not_empty;'
}

constants_are_those_of_svr4() {
	constants stropts.h | compiles "$CC"
	constants sys/stropts.h | compiles "$CC"
	constants stropts.h | compiles "$CC" -DSTREAMCOMPAT_SVR4
}

requests_are_distinct() {
	{
		echo '#include <stropts.h>'
		echo 'int which(int n); int which(int n) { switch (n) {'
		# shellcheck disable=SC2086
		set -- $requests
		while [ $# -gt 0 ]; do
			echo "case $1:"
			shift 2
		done
		echo 'return 1; } return 0; }'
	} | compiles "$CC"
}

members_are_in_their_order() {
	{
		echo '#include <stddef.h>'
		echo '#include <stropts.h>'
		for structure in $members; do
			echo "$structure" | "$AWK" -F: '{
				for (i = 3; i <= NF; i++)
					printf "extern char %s_%s[offsetof(struct %s, %s) < offsetof(struct %s, %s) ? 1 : -1];\n",
					    $1, $i, $1, $(i - 1), $1, $i }'
		done
		echo 'extern char equal[sizeof(t_scalar_t) == 4 && sizeof(t_uscalar_t) == 4 ? 1 : -1];'
		echo 'extern char fill[sizeof(((struct strrecvfd *)0)->fill) == 8 ? 1 : -1];'
	} | compiles "$CC"
}

others='sys/types.h sys/ioctl.h poll.h sys/poll.h signal.h errno.h unistd.h
	fcntl.h termios.h sys/socket.h sys/select.h sys/stat.h sys/uio.h
	stdlib.h stdio.h'

# includes HEADER...
includes() {
	for header; do
		echo "#include <$header>"
	done
	echo 'extern int not_empty;'
}

# All of the system's before, and all behind.
# shellcheck disable=SC2086
beside() {
	for own in stropts.h sys/stropts.h; do
		includes $own $others | compiles "$@"
		includes $others $own | compiles "$@"
	done
}

# Each of them by itself, too.
beside_each() {
	for other in $others; do
		includes stropts.h "$other" | compiles "$@"
		includes "$other" stropts.h | compiles "$@"
	done
}

# Orders that are in old programs.
old_orders() {
	set_of() {
		for header; do
			echo "#include <$header>"
		done
		echo 'int main(void) { struct winsize size;'
		echo 'return (int)sizeof size + I_PUSH + FMNAMESZ > 0; }'
	}
	set_of sys/stream.h sys/stropts.h sys/ptem.h poll.h | compiles "$@"
	set_of sys/types.h sys/stream.h sys/ptms.h sys/stropts.h sys/ptem.h |
		compiles "$@"
	set_of stropts.h sys/conf.h sys/ptem.h stropts.h | compiles "$@"
	set_of sys/conf.h stropts.h sys/ptem.h sys/stream.h | compiles "$@"
}

# Source that declares the calls itself.
declares_by_itself() {
	compiles "$@" -std=gnu89 -Wno-implicit -DSTREAMCOMPAT_SVR4 <<-'EOT'
	#include <sys/stropts.h>
	#include <errno.h>
	extern int errno;
	extern int ioctl(), getmsg(), putmsg(), getpmsg(), putpmsg();
	extern int isastream();
	int main()
	{
		struct strbuf data;
		int flags = 0;
		char name[FMNAMESZ + 1];
		data.maxlen = 0;
		return ioctl(0, I_LOOK, name) < 0 && errno == EINVAL &&
		    getmsg(0, (struct strbuf *)0, &data, &flags) < 0;
	}
	EOT
}

# ioctl of a file with the header and of one without: each is counted once.
write_both() {
	cat >with.c <<-'EOT'
	#include <stropts.h>
	#ifdef __cplusplus
	extern "C"
	#endif
	int with(int fd);
	int with(int fd)
	{
		return ioctl(fd, I_NREAD, (void *)0);
	}
	EOT
	cat >without.c <<-'EOT'
	#include <sys/ioctl.h>
	#include "counted.h"
	#ifdef __cplusplus
	extern "C"
	#endif
	int with(int fd);
	static int wanted[COUNTED_CALLS];
	int main(void)
	{
		wanted[COUNTED_IOCTL] = 1;
		if (with(-1) != -1 || !counted_as(wanted))
			return 1;
		wanted[COUNTED_IOCTL] = 2;
		return ioctl(-1, 0x5301, (void *)0) == -1 &&
		    counted_as(wanted) ? 0 : 2;
	}
	EOT
	cp with.c with.cc
	cp without.c without.cc
}

# ioctl_counts SUFFIX COMPILER WORD...
ioctl_counts() {
	suffix=$1
	shift
	for order in "with.$suffix without.$suffix" \
	    "without.$suffix with.$suffix"; do
		# shellcheck disable=SC2086
		links "$@" $overlay -Isrc/tests/port $order -xnone $flags
		runs env
	done
}

# check_by COMPILER SENTENCE COMMAND...
check_by() {
	if has "$1"; then
		shift
		check "$@"
	else
		skip "$2" "there is no $1 here"
	fi
}

write_both
plan 37
check "every constant is a macro and has the value of SVR4" \
	constants_are_those_of_svr4
check "no two requests have one number" requests_are_distinct
check "members are in the order of SVR4" members_are_in_their_order

check "any one header may come before <stropts.h>, or behind" \
	beside_each "$CC"
check "and in a source port" beside_each "$CC" -DSTREAMCOMPAT_SVR4

# in_dialect SUFFIX COMPILER WORD...
in_dialect() {
	suffix=$1
	shift
	check_by "$1" "$*: headers come in any order" beside "$@"
	check_by "$1" "$*: and in a source port" beside "$@" \
		-DSTREAMCOMPAT_SVR4
	check_by "$1" "$*: old orders of old headers" old_orders "$@"
	check_by "$1" "$*: ioctl is counted once" ioctl_counts "$suffix" "$@"
	check_by "$1" "$*: and in a source port" ioctl_counts "$suffix" "$@" \
		-DSTREAMCOMPAT_SVR4
}

for compiler in gcc clang; do
	in_dialect c $compiler -std=gnu89
	in_dialect c $compiler -std=gnu17
	check_by $compiler "$compiler: source declares the calls by itself" \
		declares_by_itself $compiler
done
in_dialect cc g++ -xc++
in_dialect cc clang++ -xc++
