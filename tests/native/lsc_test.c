/* SPDX-License-Identifier: ISC */
/*
 * The calls for new code, as far as a system's own STREAMS have them.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>

#include "tests/support/t_test.h"

static int
listen_so(const char *name, unsigned mode, int replace, unsigned flags)
{
	struct lsc_listen how = LSC_LISTEN_INIT;

	how.mode = mode;
	how.replace = replace;
	how.flags = flags;
	return lsc_listen(name, &how);
}

static int
connect_and_check(void *argument)
{
	int stream = lsc_connect(argument, LSC_NONBLOCK, LSC_WAIT);

	return stream >= 0 && t_is_cloexec(stream) &&
	    (fcntl(stream, F_GETFL) & O_NONBLOCK) != 0 ? 0 : 1;
}

T_IN_DIRECTORY(lsc, descriptors_are_born_as_they_are_asked_to_be)
{
	int listener = lsc_listen(t_path("name"), NULL), stream;
	pid_t client;

	cr_assert_geq(listener, 0);
	cr_assert(t_is_cloexec(listener));
	client = t_fork(connect_and_check, t_path("name"));
	stream = lsc_accept(listener, LSC_NONBLOCK, LSC_WAIT);
	cr_assert(t_is_cloexec(stream));
	cr_assert_neq(fcntl(stream, F_GETFL) & O_NONBLOCK, 0);
	cr_assert_eq(t_wait(client), 0);
}

static mode_t
mode_of(const char *name)
{
	struct stat st;

	cr_assert_eq(lsc_stat(name, &st), 0);
	return st.st_mode & 0777;
}

T_IN_DIRECTORY(lsc, a_name_has_its_mode)
{
	mode_t before = umask(0);

	cr_assert_geq(listen_so(t_path("name"), 0640, LSC_REPLACE_DEAD, 0), 0);
	(void)umask(before);
	cr_assert_eq(mode_of(t_path("name")), 0640);
}

T_IN_DIRECTORY(lsc, a_name_that_was_there_loses_what_it_must_not_have)
{
	mode_t before = umask(0);

	close(serv_listen(t_path("name")));
	(void)umask(before);
	cr_assert_eq(mode_of(t_path("name")), 0666);
	cr_assert_geq(listen_so(t_path("name"), 0620, LSC_REPLACE_DEAD, 0), 0);
	cr_assert_eq(mode_of(t_path("name")), 0620);
	cr_assert_geq(listen_so(t_path("name"), 0600, LSC_REPLACE_LIVING, 0),
	    0);
	cr_assert_eq(mode_of(t_path("name")), 0600);
}

T_IN_DIRECTORY(lsc, a_name_that_is_there_is_never_replaced_if_so_asked)
{
	close(serv_listen(t_path("name")));
	errno = 0;
	cr_assert_eq(listen_so(t_path("name"), 0600, LSC_REPLACE_NEVER, 0),
	    -1);
	cr_assert_eq(errno, EADDRINUSE);
	cr_assert_geq(listen_so(t_path("name"), 0600, LSC_REPLACE_DEAD, 0), 0);
}

static int
connect_to(void *argument)
{
	return cli_conn(argument) >= 0 ? 0 : 1;
}

T_IN_DIRECTORY(lsc, a_living_server_can_be_taken_over)
{
	int old = serv_listen(t_path("name"));
	int new = listen_so(t_path("name"), 0600, LSC_REPLACE_LIVING, 0);
	pid_t client;

	cr_assert_geq(new, 0, "errno %d", errno);
	client = t_fork(connect_to, t_path("name"));
	cr_assert_geq(serv_accept(new, NULL), 0);
	cr_assert_eq(t_wait(client), 0);
	errno = 0;
	cr_assert_eq(serv_accept(old, NULL), -1);
	cr_assert_eq(errno, EINVAL);
}

T(lsc, there_are_no_names_outside_of_the_file_system)
{
	errno = 0;
	cr_assert_eq(listen_so("name", 0600, LSC_REPLACE_DEAD, LSC_ABSTRACT),
	    -1);
	cr_assert_eq(errno, EPROTONOSUPPORT);
	errno = 0;
	cr_assert_eq(lsc_connect("name", LSC_ABSTRACT, LSC_WAIT), -1);
	cr_assert_eq(errno, EPROTONOSUPPORT);
}

T_IN_DIRECTORY(lsc, a_server_waits_for_a_client_as_long_as_it_is_told)
{
	int listener = serv_listen(t_path("name"));

	errno = 0;
	cr_assert_eq(lsc_accept(listener, 0, LSC_DONTWAIT), -1);
	cr_assert_eq(errno, EAGAIN);
	errno = 0;
	cr_assert_eq(lsc_accept(listener, 0, 1), -1);
	cr_assert_eq(errno, ETIMEDOUT);
}

T(lsc, nobody_is_known_at_the_other_end)
{
	struct lsc_identity who;
	int end[2];

	cr_assert_eq(s_pipe(end), 0);
	cr_assert_eq(lsc_peer(end[0], LSC_UID | LSC_PIDFD, &who, NULL, 0), 0);
	cr_assert_eq(who.known, 0);
	cr_assert_eq(who.pidfd, -1);
	cr_assert_eq(lsc_features(), LSC_HAS_PEER);
}

T_IN_DIRECTORY(lsc, names_are_the_systems)
{
	int listener = serv_listen(t_path("name")), file, end[2];

	cr_assert_geq(listener, 0);
	file = lsc_open(t_path("file"), O_RDWR | O_CREAT, 0600);
	cr_assert_eq(lsc_is_name(t_path("name")), 1);
	cr_assert_eq(lsc_is_name(t_path("file")), 0);
	cr_assert_eq(lsc_is_name(t_path("nowhere")), -1);
	cr_assert_eq(errno, ENOENT);
	cr_assert_eq(s_pipe(end), 0);
	cr_assert_eq(lsc_follow(end[0]), 1);
	cr_assert_eq(lsc_follow(file), 0);
}
