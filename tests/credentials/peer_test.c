/* SPDX-License-Identifier: ISC */
/*
 * Each of the ways to learn who is at the other end of a socket, over the
 * host's kernel: the headers in this directory show it as another system does.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <grp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "sys/identity.h"
#include "tests/credentials/host.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

enum lsct_wrong lsct_wrong;
int lsct_records;

#ifdef T_NO_PROCESS
enum { TELLS_PROCESS = 0 };
#else
enum { TELLS_PROCESS = 1 };
#endif

/* What is said of a pair of one's own. */
static int
ask_own(struct lsci_identity *who)
{
	static const struct lsci_identity nobody = LSCI_NOBODY;
	int end[2], r;

	*who = nobody;
	must(socketpair(AF_UNIX, SOCK_STREAM, 0, end), "socketpair");
	cr_assert_eq(lsci_sys_learn_identity(), 0);
	r = lsci_sys_peer_ids(end[0], who);
	must(close(end[0]), "close");
	must(close(end[1]), "close");
	cr_assert_eq(lsct_records, 0);
	return r;
}

static void
expect_nobody_known(const struct lsci_identity *who)
{
	cr_assert_not(who->uid_known);
	cr_assert_not(who->gid_known);
	cr_assert_not(who->pid_known);
}

T(peer, is_whoever_made_the_pair)
{
	struct lsci_identity who;

	cr_assert_eq(ask_own(&who), 0);
	cr_assert(who.uid_known);
	cr_assert_eq(who.uid, geteuid());
	cr_assert(who.gid_known);
	cr_assert_eq(who.gid, getegid());
	cr_assert_eq(who.pid_known, TELLS_PROCESS != 0);
	if (TELLS_PROCESS)
		cr_assert_eq(who.pid, getpid());
}

static int
be_client(void *argument)
{
	const struct sockaddr_un *address = argument;
	int fd = must(socket(AF_UNIX, SOCK_STREAM, 0), "socket");

	must(setgroups(0, NULL), "setgroups");
	must(setresgid((gid_t)-1, T_OTHER_GID, (gid_t)-1), "setresgid");
	must(setresuid((uid_t)-1, T_OTHER_UID, (uid_t)-1), "setresuid");
	must(connect(fd, (const struct sockaddr *)address, sizeof *address),
	    "connect");
	return 0;
}

/* Also when that process has ended. */
T_IN_DIRECTORY(peer, is_told_by_the_effective_ids_of_who_connected)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct lsci_identity who;
	int listener, fd;
	pid_t client;

	if (!t_is_root())
		cr_skip_test("a second user id needs root");
	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s",
	    t_path("name"));
	must(chmod(t_path("."), 0755), "chmod");
	listener = must(socket(AF_UNIX, SOCK_STREAM, 0), "socket");
	must(bind(listener, (const struct sockaddr *)&address, sizeof address),
	    "bind");
	must(chmod(address.sun_path, 0777), "chmod");
	must(listen(listener, 1), "listen");
	client = t_fork(be_client, &address);
	fd = must(accept(listener, NULL, NULL), "accept");
	cr_assert_eq(t_wait(client), 0);
	cr_assert_eq(lsci_sys_learn_identity(), 0);
	cr_assert_eq(lsci_sys_peer_ids(fd, &who), 0);
	cr_assert(who.uid_known);
	cr_assert_eq(who.uid, T_OTHER_UID);
	cr_assert(who.gid_known);
	cr_assert_eq(who.gid, T_OTHER_GID);
	if (TELLS_PROCESS)
		cr_assert_eq(who.pid, client);
	must(close(fd), "close");
	must(close(listener), "close");
}

T(peer, of_what_is_no_socket_of_this_domain_is_nobody)
{
	struct lsci_identity who = LSCI_NOBODY;
	int fd = must(socket(AF_INET, SOCK_STREAM, 0), "socket");

	cr_assert_eq(lsci_sys_learn_identity(), 0);
	(void)lsci_sys_peer_ids(fd, &who);
	expect_nobody_known(&who);
	must(close(fd), "close");
	cr_assert_eq(lsci_sys_peer_ids(fd, &who), -EBADF);
}

T(peer, of_what_is_no_socket_is_an_error)
{
	struct lsci_identity who = LSCI_NOBODY;
	int end[2];

	must(pipe(end), "pipe");
	cr_assert_eq(lsci_sys_peer_ids(end[0], &who), -ENOTSOCK);
	expect_nobody_known(&who);
	must(close(end[0]), "close");
	must(close(end[1]), "close");
}

#ifdef T_FOREIGN

T(peer, whose_ids_the_kernel_withholds_is_nobody)
{
	struct lsci_identity who;

	lsct_wrong = LSCT_NO_IDS;
	cr_assert_eq(ask_own(&who), 0);
	cr_assert_not(who.uid_known);
	cr_assert_not(who.gid_known);
}

#ifndef T_NO_PROCESS

T(peer, whose_process_is_not_told_has_ids)
{
	struct lsci_identity who;

	lsct_wrong = LSCT_NO_PROCESS;
	cr_assert_eq(ask_own(&who), 0);
	cr_assert(who.uid_known);
	cr_assert_eq(who.uid, geteuid());
	cr_assert(who.gid_known);
	cr_assert_not(who.pid_known);
}

#endif
#ifdef T_STRUCTURE

T(peer, is_nobody_where_the_kernel_has_another_structure)
{
	struct lsci_identity who;

	lsct_wrong = LSCT_SHORT;
	cr_assert_eq(ask_own(&who), -ENOTSUP);
	expect_nobody_known(&who);
}

#endif
#ifdef XUCRED_VERSION

T(peer, is_nobody_where_the_structure_has_another_version)
{
	struct lsci_identity who;

	lsct_wrong = LSCT_OTHER_VERSION;
	cr_assert_eq(ask_own(&who), -ENOTSUP);
	expect_nobody_known(&who);
}

#endif
#endif
