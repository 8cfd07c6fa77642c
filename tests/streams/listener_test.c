/* SPDX-License-Identifier: ISC */
/* Messages and requests on the descriptor of a server. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>

#include "tests/streams/bytes.h"
#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/svr4.h"

#define CASE_WITH_NAME(sentence) \
	static void sentence(void); \
	static int \
	sentence##_job(void *nothing) \
	{ \
		(void)nothing; \
		sentence(); \
		return 0; \
	} \
	T_IN_DIRECTORY(listener, sentence) \
	{ \
		way_run_once(sentence##_job); \
	} \
	static void \
	sentence(void)

static int
listener_open(void)
{
	return must(serv_listen(t_path("name")), "serv_listen");
}

static int
client_open(void)
{
	return must(cli_conn(t_path("name")), "cli_conn");
}

static void
expect_stream(int server, int client)
{
	IS(write_text(client, "question"), 8);
	READS(server, 100, "question");
	IS(put_text(server, "answer", 0), 0);
	GETS(get(client, ABSENT, 100, 0), 0, ABSENT, 6, 0);
}

/* --- messages */

CASE_WITH_NAME(has_no_messages)
{
	int listener = listener_open(), client = client_open();

	HOLDS(client >= 0);
	IS(isastream(listener), 1);
	FAILS(get(listener, 100, 100, 0), ENOSTR);
	FAILS(get_band(listener, 100, 100, 0, MSG_ANY), ENOSTR);
	FAILS(put(listener, ABSENT, 4, 0), ENOSTR);
	FAILS(put(listener, ABSENT, ABSENT, 0), ENOSTR);
	FAILS(put_band(listener, 4, 4, 1, MSG_BAND), ENOSTR);
}

/* --- the next client */

CASE_WITH_NAME(receives_clients_one_after_the_other)
{
	int listener = listener_open(), first = client_open();
	int second = client_open();
	struct strrecvfd got_first, got_second;

	memset(&got_first, 0xff, sizeof got_first);
	errno = ERANGE;
	IS(ioctl(listener, I_RECVFD, &got_first), 0);
	IS(ioctl(listener, I_RECVFD, &got_second), 0);
	IS(errno, ERANGE);
	IS(got_first.uid, geteuid());
	IS(got_first.gid, getegid());
	IS(got_first.fill[0] | got_first.fill[7], 0);
	expect_stream(got_second.fd, second);
	expect_stream(got_first.fd, first);
	HOLDS(!t_is_cloexec(got_first.fd));
}

CASE_WITH_NAME(receives_clients_with_short_ids)
{
	int listener = listener_open(), client;
	struct o_strrecvfd received;

	if (geteuid() > USHRT_MAX || getegid() > USHRT_MAX)
		SKIP("the ids of this process are long");
	client = client_open();
	memset(&received, 0xff, sizeof received);
	IS(ioctl(listener, I_E_RECVFD, &received), 0);
	IS(received.uid, geteuid());
	IS(received.gid, getegid());
	IS(received.fill[0] | received.fill[7], 0);
	expect_stream(received.fd, client);
}

CASE_WITH_NAME(without_a_client_is_EAGAIN)
{
	int listener = listener_open();
	struct strrecvfd received;
	struct o_strrecvfd shorter;

	set_nonblocking(listener, true);
	FAILS(ioctl(listener, I_RECVFD, &received), EAGAIN);
	FAILS(ioctl(listener, I_E_RECVFD, &shorter), EAGAIN);
}

CASE_WITH_NAME(without_a_free_descriptor_is_EMFILE_and_the_client_waits)
{
	int listener = listener_open(), client = client_open();
	struct strrecvfd received;

	t_fill_table();
	FAILS(ioctl(listener, I_RECVFD, &received), EMFILE);
	t_free_slot();
	IS(ioctl(listener, I_RECVFD, &received), 0);
	t_free_table();
	expect_stream(received.fd, client);
}

static int
receive_client(void *argument)
{
	struct strrecvfd received;

	IS(ioctl(*(int *)argument, I_RECVFD, &received), 0);
	READS(received.fd, 100, "late");
	return 0;
}

static int
receive_until_signal(void *argument)
{
	struct strrecvfd received;

	catch_signal(SIGUSR1, false);
	FAILS(ioctl(*(int *)argument, I_RECVFD, &received), EINTR);
	return 0;
}

CASE_WITH_NAME(waits_for_a_client)
{
	int listener = listener_open();
	pid_t child = child_start(receive_client, &listener);

	BLOCKS(child);
	IS(write_text(client_open(), "late"), 4);
	WAKES(child, 0);
}

CASE_WITH_NAME(that_waits_ends_with_EINTR)
{
	int listener = listener_open();
	pid_t child = child_start(receive_until_signal, &listener);

	BLOCKS(child);
	kill(child, SIGUSR1);
	WAKES(child, 0);
}

/* --- all other requests */

CASE_WITH_NAME(passes_no_descriptor)
{
	int listener = listener_open();

	FAILS(ioctl(listener, I_SENDFD, 0), EINVAL);
}

CASE_WITH_NAME(has_no_modules_and_no_signals)
{
	int listener = listener_open(), number = 0;
	char top[FMNAMESZ + 1];

	FAILS(ioctl(listener, I_PUSH, "connld"), EINVAL);
	FAILS(ioctl(listener, I_POP, 0), EINVAL);
	FAILS(ioctl(listener, I_LOOK, top), EINVAL);
	IS(ioctl(listener, I_LIST, NULL), 0);
	FAILS(ioctl(listener, I_SETSIG, S_INPUT), EINVAL);
	FAILS(ioctl(listener, I_GETSIG, &number), EINVAL);
	FAILS(ioctl(listener, I_LINK, 0), EINVAL);
	FAILS(ioctl(listener, I_ANCHOR, 0), EINVAL);
	FAILS(ioctl(listener, 0x5370), EINVAL);
}

/* Whatever they answer: they do not wait, and take no client. */
CASE_WITH_NAME(keeps_its_clients_whatever_is_asked)
{
	int listener = listener_open(), client = client_open();
	char bytes[1000], name[] = "connld";
	struct strrecvfd received;
	unsigned request;

	for (request = I_NREAD; request <= I_EGETSIG; request++) {
		memset(bytes, 0, sizeof bytes);
		if (request == I_RECVFD || request == I_E_RECVFD)
			continue;
		if (request == I_PUSH || request == I_FIND)
			(void)ioctl(listener, request, name);
		else
			(void)ioctl(listener, request, bytes);
		IS(isastream(listener), 1);
	}
	set_nonblocking(listener, true);
	IS(ioctl(listener, I_RECVFD, &received), 0);
	expect_stream(received.fd, client);
	FAILS(ioctl(listener, I_RECVFD, &received), EAGAIN);
}
