/* SPDX-License-Identifier: ISC */
/* Solaris' getpeerucred, for tests only. */
#ifndef LSCT_SOLARIS_UCRED_H
#define LSCT_SOLARIS_UCRED_H

#include <stdlib.h>

#include "tests/credentials/host.h"

typedef struct lsct_peer ucred_t;

static inline int
getpeerucred(int fd, ucred_t **record)
{
	struct lsct_peer peer;

	if (lsct_host_peer(fd, &peer) < 0)
		return -1;
	if (*record == NULL) {
		*record = malloc(sizeof peer);
		if (*record == NULL)
			return -1;
		lsct_records++;
	}
	**record = peer;
	return 0;
}

static inline void
ucred_free(ucred_t *record)
{
	lsct_records--;
	free(record);
}

static inline uid_t
ucred_geteuid(const ucred_t *record)
{
	return record->uid;
}

static inline gid_t
ucred_getegid(const ucred_t *record)
{
	return record->gid;
}

static inline pid_t
ucred_getpid(const ucred_t *record)
{
	return record->pid > 0 ? record->pid : -1;
}

#endif
