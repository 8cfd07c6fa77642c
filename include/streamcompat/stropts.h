/* SPDX-License-Identifier: ISC */
/*
 * <stropts.h> as SVR4 had it: the values and layouts of glibc 2.29 and musl.
 *
 * A program that includes it talks to streams by ioctl; to reach this
 * library, its calls of ioctl become calls of lsc_ioctl, which hands
 * everything that is not about a stream of ours on to the system.  The name
 * is redirected in a way that leaves members and methods called ioctl alone.
 *
 * Compile with -I$(pkg-config --variable=overlaydir streamcompat).
 */
#ifndef STREAMCOMPAT_STROPTS_H
#define STREAMCOMPAT_STROPTS_H

#include <sys/types.h>
#include <sys/ioctl.h>

#include <streamcompat/ioctl.h>

typedef int t_scalar_t;
typedef unsigned int t_uscalar_t;

#define FMNAMESZ 8              /* longest name of a module */

/* requests */
#define __SID ('S' << 8)
#define I_NREAD (__SID | 1)
#define I_PUSH (__SID | 2)
#define I_POP (__SID | 3)
#define I_LOOK (__SID | 4)
#define I_FLUSH (__SID | 5)
#define I_SRDOPT (__SID | 6)
#define I_GRDOPT (__SID | 7)
#define I_STR (__SID | 8)
#define I_SETSIG (__SID | 9)
#define I_GETSIG (__SID | 10)
#define I_FIND (__SID | 11)
#define I_LINK (__SID | 12)
#define I_UNLINK (__SID | 13)
#define I_RECVFD (__SID | 14)
#define I_PEEK (__SID | 15)
#define I_FDINSERT (__SID | 16)
#define I_SENDFD (__SID | 17)
#define I_E_RECVFD (__SID | 18)
#define I_SWROPT (__SID | 19)
#define I_GWROPT (__SID | 20)
#define I_LIST (__SID | 21)
#define I_PLINK (__SID | 22)
#define I_PUNLINK (__SID | 23)
#define I_ANCHOR (__SID | 24)
#define I_FLUSHBAND (__SID | 28)
#define I_CKBAND (__SID | 29)
#define I_GETBAND (__SID | 30)
#define I_ATMARK (__SID | 31)
#define I_SETCLTIME (__SID | 32)
#define I_GETCLTIME (__SID | 33)
#define I_CANPUT (__SID | 34)
#define I_SERROPT (__SID | 35)
#define I_GERROPT (__SID | 36)
#define I_ESETSIG (__SID | 37)
#define I_EGETSIG (__SID | 38)

/* I_FLUSH, I_FLUSHBAND */
#define FLUSHR 0x01
#define FLUSHW 0x02
#define FLUSHRW 0x03
#define FLUSHBAND 0x04

/* I_SETSIG */
#define S_INPUT 0x0001
#define S_HIPRI 0x0002
#define S_OUTPUT 0x0004
#define S_MSG 0x0008
#define S_ERROR 0x0010
#define S_HANGUP 0x0020
#define S_RDNORM 0x0040
#define S_WRNORM S_OUTPUT
#define S_RDBAND 0x0080
#define S_WRBAND 0x0100
#define S_BANDURG 0x0200

/* I_PEEK, getmsg, putmsg */
#define RS_HIPRI 0x01

/* I_SRDOPT */
#define RNORM 0x0000
#define RMSGD 0x0001
#define RMSGN 0x0002
#define RPROTDAT 0x0004
#define RPROTDIS 0x0008
#define RPROTNORM 0x0010
#define RPROTMASK 0x001C

/* I_SWROPT */
#define SNDZERO 0x001
#define SNDPIPE 0x002

/* I_ATMARK */
#define ANYMARK 0x01
#define LASTMARK 0x02

/* I_UNLINK */
#define MUXID_ALL (-1)

/* getpmsg, putpmsg */
#define MSG_HIPRI 0x01
#define MSG_ANY 0x02
#define MSG_BAND 0x04
#define MORECTL 1
#define MOREDATA 2

struct bandinfo {
	unsigned char bi_pri;
	int bi_flag;
};

struct strbuf {
	int maxlen;
	int len;
	char *buf;
};

struct strpeek {
	struct strbuf ctlbuf;
	struct strbuf databuf;
	t_uscalar_t flags;
};

struct strfdinsert {
	struct strbuf ctlbuf;
	struct strbuf databuf;
	t_uscalar_t flags;
	int fildes;
	int offset;
};

struct strioctl {
	int ic_cmd;
	int ic_timout;
	int ic_len;
	char *ic_dp;
};

struct strrecvfd {
	int fd;
	uid_t uid;
	gid_t gid;
	char fill[8];
};

struct strsigset {
	pid_t ss_pid;           /* 0: this process; < 0: a process group */
	int ss_events;
};

/* I_E_RECVFD, of the days of short ids */
struct o_strrecvfd {
	int fd;
	unsigned short uid;
	unsigned short gid;
	char fill[8];
};

struct str_mlist {
	char l_name[FMNAMESZ + 1];
};

struct str_list {
	int sl_nmods;
	struct str_mlist *sl_modlist;
};

#ifdef __cplusplus
extern "C" {
#endif

/*
 * isastream - whether a descriptor is a stream of this library: 1 if it is,
 * however the process came by it, and 0 for any other that is open.
 *
 * Errors: EBADF.  Source: SVR4, POSIX Issue 7.  Since 0.1
 */
int isastream(int fd);

int getmsg(int fd, struct strbuf *control, struct strbuf *data, int *flags);
int getpmsg(int fd, struct strbuf *control, struct strbuf *data, int *band,
    int *flags);
int putmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int flags);
int putpmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int band, int flags);

/*
 * From here on the program's ioctl is lsc_ioctl: by name in the object file
 * where the compiler can do that, so that whatever else is called ioctl keeps
 * its name; by a macro elsewhere, and where the C library itself has renamed
 * ioctl for the sake of a wider time_t.
 */
#if defined __USE_TIME_BITS64 || \
    (defined __linux__ && !defined __GLIBC__ && !defined __LP64__)
#define ioctl lsc_ioctl
#elif defined __clang__
#pragma redefine_extname ioctl lsc_ioctl
#elif defined __GLIBC__ && defined __cplusplus
extern int ioctl(int, unsigned long, ...) __THROW __asm__("lsc_ioctl");
#elif defined __GNUC__
extern __typeof__(ioctl) ioctl __asm__("lsc_ioctl");
#else
#define ioctl lsc_ioctl
#endif

#ifdef __cplusplus
}
#endif

#endif
