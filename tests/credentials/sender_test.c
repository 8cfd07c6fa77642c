/* SPDX-License-Identifier: ISC */
/*
 * The record that a sender attaches on FreeBSD, and what the kernel makes of
 * it.
 */
#include <string.h>
#include <sys/types.h>
#include <sys/socket.h>

#include "sys/sender.h"
#include "tests/support/t_test.h"

static const struct cmsgcred alice = { .cmcred_pid = 77, .cmcred_uid = 1,
	.cmcred_euid = 1001, .cmcred_gid = 2, .cmcred_ngroups = 3,
	.cmcred_groups = { 2002, 3, 4 } };

static struct lsci_identity
note(const struct cmsgcred *record, size_t size)
{
	struct lsci_identity who = LSCI_NOBODY;

	cr_assert_eq(lsci_sys_learn_identity(), 0);
	lsci_sender_note(&who, record, size);
	return who;
}

T(sender, attaches_an_empty_record_of_its_full_size)
{
	unsigned char record[LSCI_SIGNATURE_MAX];
	size_t i;

	memset(record, 0xaa, sizeof record);
	lsci_sender_sign(record);
	cr_assert(lsci_sender_is_told);
	cr_assert_eq(lsci_sender_type, SCM_CREDS);
	cr_assert_eq(lsci_sender_size, sizeof alice);
	for (i = 0; i < sizeof alice; i++)
		cr_assert_eq(record[i], 0);
	cr_assert_eq(record[i], 0xaa);
}

T(sender, is_told_by_effective_ids)
{
	struct lsci_identity who = note(&alice, sizeof alice);

	cr_assert(who.uid_known);
	cr_assert_eq(who.uid, 1001);
	cr_assert(who.gid_known);
	cr_assert_eq(who.gid, 2002);
	cr_assert(who.pid_known);
	cr_assert_eq(who.pid, 77);
}

T(sender, without_groups_has_no_known_group)
{
	struct cmsgcred record = alice;
	struct lsci_identity who;

	record.cmcred_ngroups = 0;
	who = note(&record, sizeof record);
	cr_assert(who.uid_known);
	cr_assert_not(who.gid_known);
}

T(sender, of_a_record_of_another_size_is_nobody)
{
	struct lsci_identity who = note(&alice, sizeof alice - 1);

	cr_assert_not(who.uid_known);
	who = note(&alice, 0);
	cr_assert_not(who.uid_known);
	cr_assert_not(who.pid_known);
}
