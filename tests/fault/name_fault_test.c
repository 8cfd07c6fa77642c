/* SPDX-License-Identifier: ISC */
/*
 * Names of streams while system calls fail: a name is attached or it is not,
 * and whoever opens it has the stream or an error, and never the file.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/fault/scenario.h"
#include "tests/support/t_must.h"
#include "tests/support/t_test.h"

#ifndef T_ACCRIGHTS                     /* the agent has the other backend */

static struct {
	char path[300];
	int end[2];
} stage;

static const char *
culprit(void)
{
	static char text[100];

	(void)snprintf(text, sizeof text, "%s with errno %d",
	    t_seam_result().function, t_seam_result().injected);
	return text;
}

/* What depends on the file or the system alone is no matter of luck: no lock
   can be asked for, no identity told. */
enum { FACTS = 13 };
static const char *facts[FACTS + 2] = { "every_id_is_mapped", "first_line",
	"lsci_sys_far_find", "get_rate", "lsci_sys_get_number",
	"lsci_sys_is_hung_up", "lsci_sys_local_name", "lsci_sys_peer_ids",
	"set_rate", "lsci_sys_set_number", "lsci_sys_stat",
	"lsci_sys_waiting", "lsci_sender_want", NULL };

static void
make_file(void)
{
	int fd;

	(void)snprintf(stage.path, sizeof stage.path, "%s", t_path("name"));
	fd = must(open(stage.path, O_WRONLY | O_CREAT, 0600), stage.path);
	must((int)write(fd, "file", 4), "write");
	must(close(fd), "close");
	t_seam_spare(facts);
}

static bool
is_attached(void)
{
	struct stat st;
	int saved = errno;

	must(lsc_stat(stage.path, &st), "lsc_stat");
	errno = saved;
	return S_ISFIFO(st.st_mode);
}

/* If somebody else seemed to have the hint, the agent tries again. */
static bool
becomes_attached(void)
{
	int tries = 500;

	while (!is_attached() && tries-- > 0)
		t_sleep_ms(10);
	return tries > 0;
}

static void
open_pipe(void)
{
	must(lsc_pipe(stage.end, 0), "lsc_pipe");
}

static void
close_pipe(void)
{
	must(lsc_close(stage.end[0]), "lsc_close");
	must(lsc_close(stage.end[1]), "lsc_close");
}

static void
open_name(void)
{
	open_pipe();
	must(fattach(stage.end[1], stage.path), "fattach");
}

static void
close_name(void)
{
	(void)fdetach(stage.path);
	close_pipe();
}

/* What these calls can fail with elsewhere, and the kernel does not say to who
   sends one short packet through a socket that waits, or binds a name that is
   no file. */
#define NOT_HERE EADDRINUSE, EAGAIN, EBUSY, ECONNREFUSED, ECONNRESET, ELOOP, \
	EMSGSIZE, ENOSPC, EPROTO, EPROTOTYPE, EROFS, ETOOMANYREFS

/* Of the many rounds each begins an agent. */
#define AGENTS_BEGIN_FAST() do { \
	if (t_is_valgrind()) \
		cr_skip_test("valgrind takes a second to begin an agent"); \
} while (0)

/* --- fattach */

static int
call_fattach(void)
{
	int r = fattach(stage.end[1], stage.path);

	t_seam_stop();
	cr_assert(r == 0 ? becomes_attached() : !is_attached(), "%s",
	    culprit());
	if (r == 0)
		must(fdetach(stage.path), "fdetach");
	return r;
}

#define FATTACH_ERRNOS EACCES, EBUSY, EMFILE, ENFILE, ENOENT, ENOLCK, \
	ENOMEM, ENOSR, ENOTSUP

T_IN_DIRECTORY(fault, fattach_fails_cleanly_and_can_be_made_again)
{
	static const struct scenario s = { open_pipe, call_fattach,
	    call_fattach, close_pipe, { FATTACH_ERRNOS, NOT_HERE } };

	AGENTS_BEGIN_FAST();
	make_file();
	fail_everything(&s);
}

#ifdef PR_SET_CHILD_SUBREAPER

/* The keeper has memory of its own, and would not be heard of again. */
T_IN_DIRECTORY(fault, fattach_of_who_gets_the_orphans_fails_cleanly)
{
	static const struct scenario s = { open_pipe, call_fattach,
	    call_fattach, close_pipe, { FATTACH_ERRNOS, NOT_HERE } };

	AGENTS_BEGIN_FAST();
	must(prctl(PR_SET_CHILD_SUBREAPER, 1), "PR_SET_CHILD_SUBREAPER");
	make_file();
	facts[FACTS] = "start_program";
	fail_everything(&s);
}

#endif

/* --- fdetach */

static int
call_fdetach(void)
{
	int r = fdetach(stage.path);

	t_seam_stop();
	if (r == 0)
		cr_assert_not(is_attached());
	return r;
}

/* The answer may be what was lost. */
static int
detach_again(void)
{
	int r = fdetach(stage.path);

	cr_assert_not(is_attached(), "%s", culprit());
	return r < 0 && errno == EINVAL ? 0 : r;
}

T_IN_DIRECTORY(fault, fdetach_fails_cleanly_and_can_be_made_again)
{
	static const struct scenario s = { open_name, call_fdetach,
	    detach_again, close_pipe, { EACCES, EINTR, EMFILE, ENFILE, ENOENT,
	    ENOMEM, ENOSR, EINVAL, NOT_HERE } };

	AGENTS_BEGIN_FAST();
	make_file();
	fail_everything(&s);
}

/* --- lsc_open */

static int
call_open(void)
{
	int fd = lsc_open(stage.path, O_RDWR | O_CLOEXEC);

	t_seam_stop();
	if (fd < 0)
		return -1;
	cr_assert_eq(isastream(fd), 1, "a file: %s", culprit());
	cr_assert(t_is_cloexec(fd));
	must(lsc_close(fd), "lsc_close");
	return 0;
}

#define OPEN_ERRNOS EACCES, EINTR, EMFILE, ENFILE, ENOENT, ENOMEM, \
	ENOSR, ENXIO

T_IN_DIRECTORY(fault, lsc_open_of_a_shared_end_fails_cleanly)
{
	static const struct scenario s = { open_name, call_open, call_open,
	    close_name, { OPEN_ERRNOS, NOT_HERE } };

	AGENTS_BEGIN_FAST();
	make_file();
	fail_everything(&s);
}

/* --- lsc_follow */

/* Without the library, and so without a call that could fail. */
static int
call_follow(void)
{
	int fd = must(open(stage.path, O_RDWR | O_CLOEXEC), "open");
	int r = lsc_follow(fd);

	t_seam_stop();
	if (r >= 0)
		cr_assert_eq(r, 1, "a file: %s", culprit());
	cr_assert_eq(isastream(fd), r == 1, "%s", culprit());
	must(lsc_close(fd), "lsc_close");
	return r < 0 ? -1 : 0;
}

/* The kernel asks for flags without EINVAL. */
T_IN_DIRECTORY(fault, lsc_follow_fails_cleanly)
{
	static const struct scenario s = { open_name, call_follow, call_follow,
	    close_name, { OPEN_ERRNOS, EINVAL, NOT_HERE } };

	AGENTS_BEGIN_FAST();
	make_file();
	fail_everything(&s);
}

static int
serve(void *argument)
{
	struct strrecvfd got;

	(void)argument;
	(void)alarm(2 * T_TIMEOUT);
	must(lsc_close(stage.end[1]), "lsc_close");
	while (lsc_ioctl(stage.end[0], I_RECVFD, &got) == 0)
		must(lsc_close(got.fd), "lsc_close");
	return 0;
}

T_IN_DIRECTORY(fault, lsc_open_of_a_connection_fails_cleanly)
{
	static const struct scenario s = { nothing, call_open, call_open,
	    nothing, { OPEN_ERRNOS, NOT_HERE } };
	pid_t server;

	AGENTS_BEGIN_FAST();
	make_file();
	open_pipe();
	must(lsc_ioctl(stage.end[1], I_PUSH, "connld"), "connld");
	must(fattach(stage.end[1], stage.path), "fattach");
	server = t_fork(serve, NULL);
	close_pipe();
	fail_everything(&s);
	cr_assert_eq(fdetach(stage.path), 0);
	cr_assert_eq(t_wait(server), 0);
}

/* --- lsc_stat */

static int
call_stat(void)
{
	struct stat st;
	int r = lsc_stat(stage.path, &st);

	t_seam_stop();
	/* who cannot ask is told of the file: it is what stat knows */
	if (r == 0 && t_seam_result().injected == 0)
		cr_assert(S_ISFIFO(st.st_mode));
	return r;
}

T_IN_DIRECTORY(fault, lsc_stat_of_a_name_fails_cleanly)
{
	static const struct scenario s = { open_name, call_stat, call_stat,
	    close_name, { EACCES, ENOENT, ENOMEM } };

	AGENTS_BEGIN_FAST();
	make_file();
	fail_everything(&s);
}

#endif
