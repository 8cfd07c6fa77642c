/* SPDX-License-Identifier: ISC */
/*
 * Another user who can read the file, and does there what agents do: nobody
 * talks to him, and nobody is kept from the owner.
 */
#define _GNU_SOURCE 1
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/names/letter.h"
#include "tests/names/named.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

enum { IMPOSTOR = T_OTHER_UID + 7 };
static const int64_t FAR = INT64_C(1) << 62;

/* --- what an impostor does */

enum { NAMES_MAX = 40, NO_LOCK = -1, TO_END = 0, TRUSTED = 9 };

struct lie {
	struct named *named;
	int64_t from, length;   /* what he locks, from FAR on */
	short how;              /* F_RDLCK or F_WRLCK */
	int names;              /* at how many he listens, from there on */
	bool full;              /* and accepts nobody, nor lets more wait */
	int ready;              /* told there, when all this is done */
	int listener[NAMES_MAX];
};

static void
lock_far(const struct lie *lie)
{
	struct flock lock = { .l_type = lie->how, .l_whence = SEEK_SET };
	int fd = must(open(lie->named->path, lie->how == F_RDLCK ? O_RDONLY :
	    O_RDWR), lie->named->path);

	lock.l_start = FAR + lie->from;
	lock.l_len = lie->length;
	must(fcntl(fd, F_OFD_SETLK, &lock), "F_OFD_SETLK");
}

static void
name_of(char name[100], const struct lie *lie, int64_t place)
{
	(void)snprintf(name, 100, "streamcompat/attached/%jx/%jx/%" PRIx64,
	    (uintmax_t)lie->named->file.st_dev,
	    (uintmax_t)lie->named->file.st_ino, (uint64_t)place);
}

static void
fill(int listener, const char *name)
{
	struct sockaddr_un address;
	socklen_t size = letter_address(&address, name);
	int fd;

	must(listen(listener, 0), "listen");
	do
		fd = must(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0),
		    "socket");
	while (connect(fd, (const struct sockaddr *)&address, size) == 0);
	must(errno == EAGAIN ? 0 : -1, "connect");
}

static void
listen_there(struct lie *lie)
{
	char name[100];
	int i;

	for (i = 0; i < lie->names; i++) {
		name_of(name, lie, lie->from + i);
		lie->listener[i] = letter_listen(name);
		if (lie->full)
			fill(lie->listener[i], name);
	}
}

static void
program_of(pid_t process, char program[100])
{
	char path[60];
	ssize_t n = 0;
	int fd;

	(void)snprintf(path, sizeof path, "/proc/%d/comm", (int)process);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, program, 99);
		(void)close(fd);
	}
	program[n < 0 ? 0 : n] = '\0';
}

/* And not somebody who goes through all the names that there are. */
static bool
is_of_this_test(int client)
{
	char ours[100], theirs[100];
	struct ucred peer;
	socklen_t size = sizeof peer;

	must(getsockopt(client, SOL_SOCKET, SO_PEERCRED, &peer, &size),
	    "SO_PEERCRED");
	program_of(getpid(), ours);
	program_of(peer.pid, theirs);
	return strcmp(ours, theirs) == 0;
}

/* To whoever comes: that it is attached, and to what.  Who trusts him says
   something. */
static void
deceive(int listener, int shared)
{
	unsigned char letter[100];
	int client = must(accept(listener, NULL, NULL), "accept");

	letter_write(letter, LETTER_SHARED);
	(void)t_send(client, letter, LETTER_SIZE, &shared, 1, 1);
	if (recv(client, letter, sizeof letter, 0) > 0 &&
	    is_of_this_test(client))
		_exit(TRUSTED);
	must(close(client), "close");
}

static int
impersonate(void *argument)
{
	struct lie *lie = argument;
	struct pollfd fds[NAMES_MAX];
	int i, end[2];

	named_become(IMPOSTOR);
	(void)alarm(T_TIMEOUT);
	(void)signal(SIGPIPE, SIG_IGN);
	t_socketpair(SOCK_SEQPACKET, end);
	if (lie->length != NO_LOCK)
		lock_far(lie);
	listen_there(lie);
	for (i = 0; i < lie->names; i++)
		fds[i] = (struct pollfd){ .fd = lie->listener[i],
		    .events = POLLIN };
	must((int)write(lie->ready, "", 1), "write");
	if (lie->full)
		(void)pause();
	while (poll(fds, (nfds_t)lie->names, -1) >= 0)
		for (i = 0; i < lie->names; i++)
			if (fds[i].revents != 0)
				deceive(fds[i].fd, end[1]);
	return 1;
}

static pid_t
begin_lie(struct lie *lie)
{
	pid_t child;
	int ready[2];
	char byte;

	must(pipe(ready), "pipe");
	lie->ready = ready[1];
	child = t_fork(impersonate, lie);
	must(close(ready[1]), "close");
	must(read(ready[0], &byte, 1) == 1 ? 0 : -1, "he has died");
	must(close(ready[0]), "close");
	return child;
}

static void
end_lie(pid_t child)
{
	must(kill(child, SIGKILL), "kill");
	cr_assert_eq(t_wait(child), 128 + SIGKILL, "he was trusted");
}

/* --- what happens to the others */

static void
expect_plain_file(const struct named *named)
{
	struct stat st;

	cr_assert_eq(lsc_stat(named->path, &st), 0);
	cr_assert(S_ISREG(st.st_mode));
	cr_assert(named_is_file(named));
	errno = 0;
	cr_assert_eq(fdetach(named->path), -1);
	cr_assert_eq(errno, EINVAL, "errno %d", errno);
}

static int
serve_as_owner(void *named)
{
	named_become(T_OTHER_UID);
	return named_serve(named);
}

static int
talk_as_other(void *argument)
{
	const struct named *named = argument;
	char byte;
	int fd;

	named_become(IMPOSTOR + 1);
	(void)alarm(T_TIMEOUT);
	fd = lsc_open(named->path, O_RDONLY);
	return fd >= 0 && isastream(fd) == 1 && lsc_read(fd, &byte, 1) == 1 &&
	    byte == 'x' ? 0 : 1;
}

static void
expect_stream(const struct named *named)
{
	int fd = lsc_open(named->path, O_RDWR);
	char byte;

	cr_assert_geq(fd, 0, "errno %d", errno);
	cr_assert_eq(isastream(fd), 1);
	cr_assert_eq(lsc_read(fd, &byte, 1), 1);
	cr_assert_eq(lsc_close(fd), 0);
	cr_assert_eq(t_wait(t_fork(talk_as_other, (void *)(uintptr_t)named)),
	    0);
}

/* While he lies the name is a file, can be attached, is attached, and is a
   file again. */
static void
expect_no_effect(struct lie *lie)
{
	pid_t server, impostor = begin_lie(lie);

	expect_plain_file(lie->named);
	server = t_fork(serve_as_owner, lie->named);
	cr_assert(named_becomes_attached(lie->named));
	expect_stream(lie->named);
	cr_assert_eq(fdetach(lie->named->path), 0, "errno %d", errno);
	expect_plain_file(lie->named);
	cr_assert_eq(t_wait(server), NAMED_HUNG_UP);
	end_lie(impostor);
	cr_assert(named_leaves_nothing(lie->named));
}

static void
make(struct named *named)
{
	named_make(named, "name");
	must(chown(named->path, T_OTHER_UID, T_OTHER_GID), "chown");
	must(chmod(named->path, 0644), "chmod");
	must(stat(named->path, &named->file), "stat");
}

NAMED(impostor, with_a_mark_and_a_listener_is_not_believed)
{
	struct named named;
	struct lie lie = { .named = &named, .from = 12345, .length = 1,
	    .how = F_RDLCK, .names = 1 };

	NEEDS_ROOT();
	make(&named);
	expect_no_effect(&lie);
}

NAMED(impostor, with_a_mark_that_is_first_is_not_believed)
{
	struct named named;
	struct lie lie = { .named = &named, .from = 0, .length = 1,
	    .how = F_RDLCK, .names = 1 };

	NEEDS_ROOT();
	make(&named);
	expect_no_effect(&lie);
}

NAMED(impostor, with_many_listeners_is_not_believed)
{
	struct named named;
	struct lie lie = { .named = &named, .from = 0, .length = 1,
	    .how = F_RDLCK, .names = NAMES_MAX };

	NEEDS_ROOT();
	make(&named);
	expect_no_effect(&lie);
}

/* As long as he likes for each of his names, it would be. */
NAMED(impostor, with_many_full_queues_does_not_make_others_wait_for_each)
{
	struct named named;
	struct lie lie = { .named = &named, .from = 0, .length = 1,
	    .how = F_RDLCK, .names = NAMES_MAX, .full = true };
	pid_t impostor;

	NEEDS_ROOT();
	make(&named);
	impostor = begin_lie(&lie);
	cr_assert(named_is_file(&named));
	end_lie(impostor);
	cr_assert(named_leaves_nothing(&named));
}

NAMED(impostor, without_a_mark_is_not_asked)
{
	struct named named;
	struct lie lie = { .named = &named, .from = 3, .length = NO_LOCK,
	    .how = F_RDLCK, .names = 3 };

	NEEDS_ROOT();
	make(&named);
	expect_no_effect(&lie);
}

NAMED(impostor, with_a_mark_alone_deceives_nobody)
{
	struct named named;
	struct lie lie = { .named = &named, .from = 77, .length = 1,
	    .how = F_RDLCK };

	NEEDS_ROOT();
	make(&named);
	expect_no_effect(&lie);
}

NAMED(impostor, whose_lock_covers_all_marks_hides_nothing)
{
	struct named named;
	struct lie lie = { .named = &named, .from = 0, .length = TO_END,
	    .how = F_RDLCK };

	NEEDS_ROOT();
	make(&named);
	expect_no_effect(&lie);
}

/* With the place, too, where those who attach take turns: they give up after a
   second, and do without. */
NAMED(impostor, whose_lock_covers_turns_keeps_nobody_from_attaching)
{
	struct named named;
	struct lie lie = { .named = &named, .from = -10, .length = TO_END,
	    .how = F_RDLCK, .names = 1 };

	NEEDS_ROOT();
	make(&named);
	expect_no_effect(&lie);
}

/* --- who may write may do more */

static int
attach_as_owner(void *named)
{
	named_become(T_OTHER_UID);
	return named_attach(named, true);
}

NAMED(impostor, who_locks_the_file_keeps_nobody_from_attaching)
{
	struct named named;
	struct lie lie = { .named = &named, .from = 0, .length = TO_END,
	    .how = F_WRLCK };
	pid_t impostor;

	NEEDS_ROOT();
	make(&named);
	must(chmod(named.path, 0666), "chmod");
	must(stat(named.path, &named.file), "stat");
	impostor = begin_lie(&lie);
	expect_plain_file(&named);
	cr_assert_eq(t_wait(t_fork(attach_as_owner, &named)), 0);
	cr_assert(named_becomes_file(&named));
	end_lie(impostor);
	cr_assert_eq(t_wait(t_fork(attach_as_owner, &named)), 0);
	cr_assert(named_becomes_file(&named));
	cr_assert(named_leaves_nothing(&named));
}
