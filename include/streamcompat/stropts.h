/* SPDX-License-Identifier: ISC */
/*
 * <stropts.h> as SVR4 had it: the values and layouts of glibc 2.29 and musl,
 * and what Solaris added to them.
 *
 * A program that includes it talks to streams by ioctl; to reach this
 * library, its calls of ioctl become calls of lsc_ioctl, which hands
 * everything that is not about a stream of ours on to the system.  The name
 * is redirected in a way that leaves members and methods called ioctl alone.
 *
 * Compile with -I$(pkg-config --variable=overlaydir streamcompat).
 *
 * In a source port (-DSTREAMCOMPAT_SVR4, which is among the flags of
 * streamcompat-svr4) the linker redirects ioctl, and nothing is renamed here.
 * Source older than C99 is then not even told that there is an ioctl, because
 * it says so itself, in words that the system's header does not bear:
 * `extern int ioctl();'.
 */
#ifndef STREAMCOMPAT_STROPTS_H
#define STREAMCOMPAT_STROPTS_H

#include <sys/types.h>
#include <signal.h>

#ifndef STREAMCOMPAT_SVR4
#include <streamcompat/ioctl.h>
#elif defined __cplusplus || \
    (defined __STDC_VERSION__ && __STDC_VERSION__ >= 199901L)
#include <sys/ioctl.h>
#endif
#include <streamcompat/stream_errno.h>

typedef int t_scalar_t;
typedef unsigned int t_uscalar_t;

/* BSD has the signal by an older name. */
#ifndef SIGPOLL
#define SIGPOLL SIGIO
#endif

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
#define RMODEMASK 0x0003
#define RPROTDAT 0x0004
#define RPROTDIS 0x0008
#define RPROTNORM 0x0010
#define RPROTMASK 0x001C

/* I_SWROPT */
#define SNDZERO 0x001
#define SNDPIPE 0x002

/* I_SERROPT */
#define RERRNORM 0x01
#define RERRNONPERSIST 0x02
#define RERRMASK (RERRNORM | RERRNONPERSIST)
#define WERRNORM 0x04
#define WERRNONPERSIST 0x08
#define WERRMASK (WERRNORM | WERRNONPERSIST)

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

/* poll, and the timeout of I_STR: for ever */
#ifndef INFTIM
#define INFTIM (-1)
#endif

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

/*
 * getmsg - get the first message: its control part, its data part, or both.
 *
 * What fits into maxlen bytes of a part is delivered to buf, and len says how
 * much that was: -1 for a part that the message does not have, 0 for one
 * that is there and empty.  A part that is longer, and one for which there is
 * no room (a NULL pointer, or maxlen below 0), stays, and is what the next
 * call gets first; then MORECTL, MOREDATA or both are returned, and otherwise
 * 0.  With *flags RS_HIPRI only a message of high priority will do, with 0
 * any; afterwards it says which of the two it was.  When the other end is
 * closed and no message will do, both lengths and *flags are 0, and so is the
 * result.
 *
 * On a byte stream there is only data, as much as one read would bring, and
 * at most 4094 bytes of it.  Blocks until a message will do, unless
 * O_NONBLOCK is set.
 *
 * Whole messages come exactly once to any number of processes and threads;
 * who gets part of one must be the only one to get at that time.
 *
 * Errors, after which nothing has been taken: EAGAIN EBADF, EBADMSG (a passed
 * descriptor is first, and stays; or what came was no message, and has been
 * discarded), EFAULT (flags is NULL, or a buf for which there is room),
 * EINTR, EINVAL (flags; or RS_HIPRI on a byte stream), ENOSR (no memory),
 * ENOSTR (fd is no stream of this library).
 * Source: SVR4 getmsg(2), POSIX Issue 7.  Since 0.1
 */
int getmsg(int fd, struct strbuf *control, struct strbuf *data, int *flags);

/*
 * getpmsg - getmsg that knows bands.
 *
 * *flags is MSG_ANY for any message; MSG_BAND for one of high priority or of
 * the band *band (0 to 255) or a higher one; MSG_HIPRI, with *band 0, for one
 * of high priority.  Afterwards *flags is MSG_HIPRI, and *band 0; or MSG_BAND,
 * and *band the band; or, when the other end is closed and no message will
 * do, *flags is 0, and *band is as it was.  Only the first message is looked
 * at: one that will not do is never passed over.
 *
 * Everything else is as for getmsg.  On a byte stream all that comes is in
 * band 0.
 *
 * Errors: EAGAIN EBADF EBADMSG, EFAULT (band or flags is NULL, or a buf for
 * which there is room), EINTR, EINVAL (flags, or band; or any band but 0, or
 * high priority, on a byte stream), ENOSR ENOSTR.
 * Source: SVR4 getpmsg(2), POSIX Issue 7.  Since 0.1
 */
int getpmsg(int fd, struct strbuf *control, struct strbuf *data, int *band,
    int *flags);

/*
 * putmsg - put one message: a control part of up to 1024 bytes, a data part
 * of up to 65536, or both.
 *
 * A part is there if its pointer is not NULL and its len is not below 0; one
 * of 0 bytes is sent as such.  Without any part nothing is sent.  Flags are 0,
 * or RS_HIPRI for a message of high priority, which must have a control part
 * and goes before all others; a second one that arrives while one is still
 * unread is discarded, silently, as SVR4 has it.  The buffers stay the
 * caller's, and nothing of them is kept.
 *
 * A message goes whole or not at all.  Blocks while 16384 bytes or more wait
 * at the other end, unless O_NONBLOCK is set; high priority never waits.
 *
 * On a byte stream there is only data: its bytes go as write would send them,
 * and those of an empty part not at all.  There, after EAGAIN or EINTR, some
 * of them may have gone.
 *
 * Errors: EAGAIN (it would have to wait; of high priority: the kernel has no
 * room left), EBADF, EFAULT (a part has bytes and no buffer), EINTR, EINVAL
 * (flags; or high priority without a control part), ENOSR, ENOSTR (fd is no
 * stream of this library), ENXIO (the other end is closed; there is no
 * signal), EPERM (a security module forbids it), ERANGE (a part is too long;
 * or, on a byte stream, there is a control part).
 * Source: SVR4 putmsg(2), POSIX Issue 7.  Since 0.1
 */
int putmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int flags);

/*
 * putpmsg - putmsg that knows bands.
 *
 * Flags are MSG_BAND, for a message in that band (0 to 255), which goes before
 * those of lower bands; or MSG_HIPRI, with band 0, for one of high priority.
 * Each band is full by itself, when 16384 bytes or more wait in it.
 *
 * Everything else is as for putmsg.
 *
 * Errors: EAGAIN EBADF EFAULT EINTR, EINVAL (flags, or band; or high priority
 * without a control part, or in a band), ENOSR ENOSTR ENXIO EPERM, ERANGE (a
 * part is too long; or, on a byte stream, there is a control part or a band).
 * Source: SVR4 putpmsg(2), POSIX Issue 7.  Since 0.1
 */
int putpmsg(int fd, const struct strbuf *control, const struct strbuf *data,
    int band, int flags);

/*
 * fattach - make a file the name of a stream end, until it is detached.
 *
 * fd is an end of a stream and stays the caller's; the name has a reference of
 * its own, so the end stays open when all its descriptors are closed.  path is
 * an ordinary file, which must be the caller's (or the caller the superuser)
 * and which the caller may write to.  Nothing of it changes.  All links to it
 * are names of the stream, for programs that open them with this library.
 *
 * The name is detached by fdetach, when the other end is closed for the last
 * time, and when the file loses its last name.
 *
 * Starts a process, streamcompat-attachd, which is not the caller's child.
 * Blocks for a fraction of a second while somebody else has locked the file or
 * is attaching to it.  Not for signal handlers.
 *
 * Errors: EACCES (the owner may not write to the file; or a directory may not
 * be searched), EBADF, EBUSY (a stream is attached already; or the file is
 * being executed), EINVAL (fd is no end of a stream), EISDIR ELOOP, EMFILE
 * ENAMETOOLONG ENFILE, ENOENT (also for an empty path), ENOLCK (the file
 * system has no locks), ENOMEM, ENOPKG (streamcompat-attachd cannot be
 * executed, in a chroot for example), ENOSR, ENOTDIR, ENOTSUP (path is neither
 * a file nor a directory; or this system has no abstract socket names), EPERM
 * (the file is somebody else's), EROFS.
 * Source: SVR4 fattach(3C), POSIX Issue 7.  Since 0.1
 */
int fattach(int fd, const char *path);

/*
 * fdetach - make a name of a stream an ordinary file again.
 *
 * Descriptors of the stream stay what they are.  If nobody else holds the end,
 * it is closed.  The caller must own the file, or be the superuser.
 *
 * Errors: EACCES (a directory may not be searched), EBUSY (the agent does not
 * answer), EINTR, EINVAL (no stream is attached), ELOOP EMFILE ENAMETOOLONG
 * ENFILE, ENOENT (also for an empty path), ENOMEM, ENOTDIR, EPERM (the file is
 * somebody else's).
 * Source: SVR4 fdetach(3C), POSIX Issue 7.  Since 0.1
 */
int fdetach(const char *path);

/*
 * lsc_putmsg_xpg4 - putmsg as XPG4 has it: if the other end is closed it fails
 * with EPIPE, and SIGPIPE is raised in this thread; unless SNDPIPE has been
 * taken away (I_SWROPT).  A program that defines _XPG4_2, as on Solaris, has
 * it by the name of putmsg.
 *
 * Errors: EAGAIN EBADF EFAULT EINTR EINVAL ENOSR ENOSTR, ENXIO (the other end
 * is closed, and there is no SNDPIPE), EPERM, EPIPE (it is closed), ERANGE.
 * Source: Solaris putmsg(2), XPG4.  Since 0.1
 */
int lsc_putmsg_xpg4(int fd, const struct strbuf *control,
    const struct strbuf *data, int flags);

/*
 * lsc_putpmsg_xpg4 - putpmsg as XPG4 has it, in the same way.
 *
 * Errors: EAGAIN EBADF EFAULT EINTR EINVAL ENOSR ENOSTR ENXIO EPERM EPIPE
 * ERANGE.
 * Source: Solaris putpmsg(2), XPG4.  Since 0.1
 */
int lsc_putpmsg_xpg4(int fd, const struct strbuf *control,
    const struct strbuf *data, int band, int flags);

#ifdef _XPG4_2
#ifdef __clang__
#pragma redefine_extname putmsg lsc_putmsg_xpg4
#pragma redefine_extname putpmsg lsc_putpmsg_xpg4
#elif defined __GNUC__
extern __typeof__(putmsg) putmsg __asm__("lsc_putmsg_xpg4");
extern __typeof__(putpmsg) putpmsg __asm__("lsc_putpmsg_xpg4");
#else
#define putmsg lsc_putmsg_xpg4
#define putpmsg lsc_putpmsg_xpg4
#endif
#endif

/*
 * From here on the program's ioctl is lsc_ioctl, if it is not left to the
 * linker: by name in the object file where the compiler can do that, so that
 * whatever else is called ioctl keeps its name; by a macro elsewhere, and
 * where the C library itself has renamed ioctl for the sake of a wider time_t.
 */
#if defined STREAMCOMPAT_SVR4
/* nothing */
#elif defined __USE_TIME_BITS64 || \
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
