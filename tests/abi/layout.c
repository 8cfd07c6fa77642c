/* SPDX-License-Identifier: ISC */
/*
 * The layout of every public structure: where each member is, and how long the
 * whole, where pointers have 8 bytes and where they have 4.  Compiled, never
 * run.  -DLIKE_MUSL: those that musl's own <stropts.h> has.
 *
 * Those of <stropts.h> are what glibc 2.29 and musl have; nothing in any of
 * them is as wide as time_t or off_t happens to be.
 */
#ifdef LIKE_MUSL
#include <stropts.h>
#else
#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <stropts.h>
#endif
#include <stddef.h>

#define EITHER(wide, narrow) (sizeof(void *) == 8 ? (wide) : (narrow))
#define AT(type, member, wide, narrow) _Static_assert( \
	offsetof(struct type, member) == EITHER(wide, narrow), \
	#type "." #member)
#define SIZE(type, wide, narrow) _Static_assert( \
	sizeof(struct type) == EITHER(wide, narrow), #type)

_Static_assert(sizeof(void *) == 8 || sizeof(void *) == 4, "pointers");

AT(bandinfo, bi_pri, 0, 0);
AT(bandinfo, bi_flag, 4, 4);
SIZE(bandinfo, 8, 8);

AT(strbuf, maxlen, 0, 0);
AT(strbuf, len, 4, 4);
AT(strbuf, buf, 8, 8);
SIZE(strbuf, 16, 12);

AT(strpeek, ctlbuf, 0, 0);
AT(strpeek, databuf, 16, 12);
AT(strpeek, flags, 32, 24);
SIZE(strpeek, 40, 28);

AT(strfdinsert, ctlbuf, 0, 0);
AT(strfdinsert, databuf, 16, 12);
AT(strfdinsert, flags, 32, 24);
AT(strfdinsert, fildes, 36, 28);
AT(strfdinsert, offset, 40, 32);
SIZE(strfdinsert, 48, 36);

AT(strioctl, ic_cmd, 0, 0);
AT(strioctl, ic_timout, 4, 4);
AT(strioctl, ic_len, 8, 8);
AT(strioctl, ic_dp, 16, 12);
SIZE(strioctl, 24, 16);

AT(strrecvfd, fd, 0, 0);
AT(strrecvfd, uid, 4, 4);
AT(strrecvfd, gid, 8, 8);
#ifdef LIKE_MUSL
AT(strrecvfd, __fill, 12, 12);
#else
AT(strrecvfd, fill, 12, 12);
#endif
SIZE(strrecvfd, 20, 20);

AT(str_mlist, l_name, 0, 0);
SIZE(str_mlist, 9, 9);

AT(str_list, sl_nmods, 0, 0);
AT(str_list, sl_modlist, 8, 4);
SIZE(str_list, 16, 8);

#ifndef LIKE_MUSL
_Static_assert(sizeof(t_scalar_t) == 4 && sizeof(t_uscalar_t) == 4, "scalars");

/* of Solaris */
AT(strsigset, ss_pid, 0, 0);
AT(strsigset, ss_events, 4, 4);
SIZE(strsigset, 8, 8);

AT(o_strrecvfd, fd, 0, 0);
AT(o_strrecvfd, uid, 4, 4);
AT(o_strrecvfd, gid, 6, 6);
AT(o_strrecvfd, fill, 8, 8);
SIZE(o_strrecvfd, 16, 16);

/* of this library */
AT(lsc_identity, known, 0, 0);
AT(lsc_identity, uid, 4, 4);
AT(lsc_identity, gid, 8, 8);
AT(lsc_identity, pid, 12, 12);
AT(lsc_identity, pidfd, 16, 16);
AT(lsc_identity, groups, 20, 20);
SIZE(lsc_identity, 24, 24);

AT(lsc_outgoing, size_of_this, 0, 0);
AT(lsc_outgoing, data, 8, 4);
AT(lsc_outgoing, size, 16, 8);
AT(lsc_outgoing, fd, 24, 12);
AT(lsc_outgoing, fds, 32, 16);
SIZE(lsc_outgoing, 40, 20);

AT(lsc_incoming, size_of_this, 0, 0);
AT(lsc_incoming, data, 8, 4);
AT(lsc_incoming, size, 16, 8);
AT(lsc_incoming, fd, 24, 12);
AT(lsc_incoming, room, 32, 16);
AT(lsc_incoming, fds, 36, 20);
AT(lsc_incoming, surplus, 40, 24);
AT(lsc_incoming, length, 48, 28);
AT(lsc_incoming, sender, 56, 32);
SIZE(lsc_incoming, 80, 56);

AT(lsc_listen, size_of_this, 0, 0);
AT(lsc_listen, mode, 8, 4);
AT(lsc_listen, backlog, 12, 8);
AT(lsc_listen, replace, 16, 12);
AT(lsc_listen, flags, 20, 16);
SIZE(lsc_listen, 24, 20);
#endif
