/* SPDX-License-Identifier: ISC */
/*
 * One stream, many processes: each descriptor is received exactly once, by
 * one of them.  (For threads see tests/threads.)
 */
#include <errno.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/apue/pair.h"

enum { WORKERS = 8, MESSAGES = 4000 };

/* How often message number i was received; shared with the children. */
static atomic_uint *received;

/* Message number i is a file of i bytes. */
static void
send_numbered(int in, int number)
{
	int file = t_file("");

	cr_assert_eq(ftruncate(file, number), 0);
	cr_assert_eq(send_fd(in, file), 0);
	close(file);
}

static int
receive_in_child(void *argument)
{
	struct pair *pair = argument;
	struct stat st;
	int fd;

	close(pair->in);
	while ((fd = recv_fd(pair->out, NULL)) >= 0) {
		if (fstat(fd, &st) < 0 || st.st_size >= MESSAGES)
			return 1;
		received[st.st_size]++;
		close(fd);
	}
	return errno == ENXIO ? 0 : 2;
}

T(sharing, forked_workers_that_receive_get_each_message_once)
{
	struct pair pair = pair_open();
	pid_t worker[WORKERS];
	int i;

	T_NOT_ON_STREAMS("a descriptor is a message behind its promise:"
	    " receivers have to take turns");
	received = mmap(NULL, MESSAGES * sizeof *received,
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	cr_assert_neq(received, MAP_FAILED);
	for (i = 0; i < WORKERS; i++)
		worker[i] = t_fork(receive_in_child, &pair);
	for (i = 0; i < MESSAGES; i++)
		send_numbered(pair.in, i);
	close(pair.in);
	for (i = 0; i < WORKERS; i++)
		cr_assert_eq(t_wait(worker[i]), 0);
	for (i = 0; i < MESSAGES; i++)
		cr_assert_eq(received[i], 1, "number %d: %u times", i,
		    received[i]);
}
