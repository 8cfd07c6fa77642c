/* SPDX-License-Identifier: ISC */
/*
 * What the flags of <streamcompat/lsc.h> mean inside.
 */
#ifndef LSCI_MANNER_H
#define LSCI_MANNER_H

#include "api/edge.h"
#include "backend/backend.h"
#include "head/known.h"

/* How a new descriptor is born. */
static inline unsigned
lsci_born(unsigned flags)
{
	return ((flags & LSC_INHERIT) != 0 ? LSCI_INHERITED :
	    LSCI_CLOSE_ON_EXEC) |
	    ((flags & LSC_NONBLOCK) != 0 ? LSCI_NONBLOCKING : 0U) |
	    ((flags & LSC_REFUSE) != 0 ? LSCI_WITHOUT_RIGHTS : 0U);
}

static inline enum lsci_space
lsci_space(unsigned flags)
{
	return (flags & LSC_ABSTRACT) != 0 ? LSCI_ABSTRACT_NAME :
	    LSCI_FILE_NAME;
}

/* Parcels are for byte streams and packets; on a message stream they would be
   taken for messages. */
static inline int
lsci_refuse_message_stream(int fd)
{
	struct lsci_state state;

	return lsci_known_message_stream(fd, &state) > 0 ? -EINVAL : 0;
}

/* What an lsci_identity is to a program. */
static inline void
lsci_introduce(struct lsc_identity *to, const struct lsci_identity *who)
{
	to->known = (who->uid_known ? LSC_UID : 0U) |
	    (who->gid_known ? LSC_GID : 0U) |
	    (who->pid_known ? LSC_PID : 0U);
	to->uid = who->uid_known ? who->uid : (uid_t)-1;
	to->gid = who->gid_known ? who->gid : (gid_t)-1;
	to->pid = who->pid_known ? who->pid : 0;
	to->pidfd = -1;
	to->groups = 0;
}

#endif
