/* SPDX-License-Identifier: ISC */
/*
 * What this build knows how to ask a kernel for.
 */
#include <config.h>

#include "backend/rights.h"
#include "sys/sender.h"
#include "sys/sys.h"

struct lsci_features
lsci_backend_features(void)
{
	struct lsci_features has = {
		.peer = lsci_sys_peer_is_told,
		.pidfd = lsci_sys_pidfd_is_told,
		.groups = lsci_sys_groups_are_told,
		.close_on_exec = lsci_sys_is_born_close_on_exec &&
		    lsci_rights_close_on_exec,
		.sender = lsci_rights_tell_sender && lsci_sender_is_told,
		.dropped = lsci_rights_tell_dropped
	};

	return has;
}
