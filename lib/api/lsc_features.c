/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/edge.h"
#include "backend/backend.h"

unsigned
lsc_features(void)
{
	struct lsci_features has = lsci_backend_features();

	return (has.peer ? LSC_HAS_PEER : 0U) |
	    (has.sender ? LSC_HAS_SENDER : 0U) |
	    (has.pidfd ? LSC_HAS_PIDFD : 0U) |
	    (has.groups ? LSC_HAS_GROUPS : 0U) |
	    (has.close_on_exec ? LSC_HAS_CLOEXEC : 0U) |
	    (has.dropped ? LSC_HAS_DROPPED : 0U);
}
