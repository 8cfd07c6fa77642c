/* SPDX-License-Identifier: ISC */
/*
 * The test's side of lib/sys/seam.h: which call fails, and how.  The errnos
 * are those that the kernel really has for each call.
 */
#include "tests/support/t.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

int lsci_seam_fails(const char *function);

static const struct {
	const char *function;
	int errnos[9];          /* ends with 0 */
} failures[] = {
	{ "first_line", { EMFILE, ENOENT, EIO } },
	{ "lsci_sys_accept", { EAGAIN, ECONNABORTED, EINTR, EMFILE, ENFILE,
	    ENOBUFS, ENOMEM, EPROTO } },
	{ "lsci_sys_attach", { EACCES, EBUSY, EINVAL, ENOMEM, EPERM, EROFS } },
	{ "lsci_sys_bind", { EACCES, EADDRINUSE, ELOOP, ENOENT, ENOMEM,
	    ENOSPC, EROFS } },
	{ "lsci_sys_connect", { EACCES, ECONNREFUSED, EINTR, ENOENT,
	    ENOMEM, EPROTOTYPE } },
	{ "lsci_sys_has_peer", { ENOTCONN, ENOTSOCK, EBADF, ENOBUFS } },
	{ "lsci_sys_error", { ENOPROTOOPT } },
	{ "lsci_sys_far_find", { EINVAL, ENOLCK } },
	{ "get_rate", { ENOTSOCK, ENOPROTOOPT } },
	{ "lsci_sys_get_number", { ENOPROTOOPT } },
	{ "lsci_sys_detach", { EINVAL, EPERM } },
	{ "lsci_sys_getmsg", { EINTR, ENOSR } },
	{ "lsci_sys_getpmsg", { EINTR, ENOSR } },
	{ "lsci_sys_has_ended", { EINTR, ENOMEM } },
	{ "lsci_sys_is_hung_up", { EINTR, ENOMEM } },
	{ "lsci_sys_is_local", { ENOTSOCK, EBADF } },
	{ "lsci_sys_is_byte_stream", { EBADF } },
	{ "lsci_sys_is_stream", { EBADF } },
	{ "lsci_sys_is_listening", { ENOTSOCK } },
	{ "lsci_sys_ioctl", { ENOTTY } },
	{ "lsci_sys_is_nonblocking", { EBADF } },
	{ "lsci_sys_limit_connect", { ENOPROTOOPT } },
	{ "lsci_sys_link_at", { EACCES, EEXIST, ENOSPC, EROFS } },
	{ "lsci_sys_local_name", { ENOBUFS } },
	{ "lsci_sys_make_empty", { EINTR, EIO, EPERM } },
	{ "lsci_sys_move", { EBUSY } },
	{ "lsci_sys_names", { EMFILE, ENFILE, ENOENT } },
	{ "lsci_sys_name_somehow", { EADDRINUSE, ENOMEM } },
	{ "lsci_sys_peek_from", { ENOPROTOOPT } },
	{ "lsci_sys_peek_offset", { ENOPROTOOPT } },
	{ "lsci_sys_poll", { EINTR, ENOMEM } },
	{ "lsci_sys_ppoll", { EINTR, ENOMEM } },
	{ "lsci_sys_push", { EAGAIN, EINVAL, ENOSR } },
	{ "lsci_sys_putmsg", { EINTR, ENOSR, ENXIO } },
	{ "lsci_sys_putpmsg", { EINTR, ENOSR, ENXIO } },
	{ "lsci_sys_random", { ENOSYS } },
	{ "lsci_sys_send_room", { ENOPROTOOPT } },
	{ "lsci_sys_set_mode", { EPERM, EROFS } },
	{ "lsci_sys_set_number", { ENOPROTOOPT } },
	{ "lsci_sys_set_send_room", { ENOMEM } },
	{ "lsci_sys_unread", { ENOTTY } },
	{ "lsci_sys_waiting", { ENOTTY } },
	{ "lsci_sys_watch", { EMFILE, ENFILE, ENOMEM } },
	{ "lsci_sys_duplicate", { EMFILE, ENFILE } },
	{ "lsci_sys_listen", { EADDRINUSE } },
	{ "lsci_sys_open_directory", { EMFILE, ENFILE, ENOENT, ENOMEM } },
	{ "lsci_sys_open_at", { EACCES, EMFILE, ENFILE, ENOENT, ENOMEM } },
	{ "lsci_sys_open_path_at", { EACCES, EMFILE, ENFILE, ENOENT, ENOMEM } },
	{ "lsci_sys_open_path", { EACCES, EMFILE, ENFILE, ENOENT, ENOMEM } },
	{ "lsci_sys_pass", { EAGAIN, EINTR, ENOSR } },
	{ "lsci_sys_pause", { EINTR } },
	{ "lsci_sys_peek_data", { ENOSR } },
	{ "lsci_sys_peer_groups", { ENOPROTOOPT, ENOMEM } },
	{ "lsci_sys_peer_ids", { ENOTSUP } },
	{ "lsci_sys_peer_pidfd", { EMFILE, ENFILE, ENOMEM, ENOPROTOOPT, ESRCH } },
	{ "lsci_sys_stream_pipe", { EMFILE, ENFILE } },
	{ "lsci_sys_take_passed", { EINTR, EMFILE, ENFILE, ENOSR } },
	{ "lsci_sys_take_slot", { EMFILE, ENFILE } },
	{ "lsci_sys_recvmsg", { EAGAIN, ECONNRESET, EINTR, ENOBUFS, ENOMEM } },
	{ "lsci_sys_sendmsg", { EAGAIN, ECONNRESET, EINTR, EMSGSIZE, ENOBUFS,
	    ENOMEM, EPIPE, ETOOMANYREFS } },
	{ "lsci_sys_set_blocking", { EBADF } },
	{ "lsci_sys_set_birth_mode", { EINVAL } },
	{ "set_rate", { ENOPROTOOPT } },
	{ "lsci_sys_socket", { EMFILE, ENFILE, ENOBUFS, ENOMEM } },
	{ "lsci_sys_socketpair", { EMFILE, ENFILE, ENOBUFS, ENOMEM } },
	{ "every_id_is_mapped", { EACCES } },
	{ "lsci_sys_stat", { ENOMEM } },
	{ "lsci_sys_stat_name", { EACCES, ENOENT, ENOMEM } },
	{ "lsci_sys_stat_at", { EACCES, ENOENT, ENOMEM } },
	{ "lsci_sys_try_lock", { EINTR, EWOULDBLOCK, ENOLCK, EBADF } },
	{ "lsci_sys_unlink_at", { EACCES, ENOENT, EPERM, EROFS } },
	{ "lsci_sender_want", { ENOTSOCK } },
	{ "lsci_sys_bell", { EMFILE, ENFILE, ENOMEM } },
	{ "lsci_sys_close_it", { EIO } },
	{ "lsci_sys_events", { EMFILE, ENFILE, ENOMEM } },
	{ "lsci_sys_events_join", { ENOMEM, ENOSPC } },
	{ "lsci_sys_events_wait", { EINTR } },
	{ "lsci_sys_fcntl", { EINVAL } },
	{ "lsci_sys_is_open", { EBADF } },
	{ "lsci_sys_may_signal", { EPERM, ESRCH } },
	{ "lsci_sys_pselect", { EBADF, EINTR, EINVAL, ENOMEM } },
	{ "lsci_sys_read", { EINTR, EIO } },
	{ "lsci_sys_readv", { EINTR, EIO } },
	{ "lsci_sys_select", { EBADF, EINTR, EINVAL, ENOMEM } },
	{ "lsci_sys_terminal_number", { ENOTTY } },
	{ "lsci_sys_wait_briefly", { EINTR, ENOMEM } },
	{ "lsci_sys_wants_signal", { EIO } },
	{ "lsci_sys_watch_rearm", { EINTR } },
	{ "lsci_sys_write", { EINTR, EIO, ENOSPC } },
	{ "lsci_sys_writev", { EINTR, EIO, ENOSPC } },
	{ "set", { EAGAIN, ENOLCK } },
	{ "run_child", { EAGAIN, ENOMEM } },
	{ "start_keeper", { EAGAIN, ENOMEM } },
	{ "start_program", { EAGAIN, ENOMEM } },
	{ "wait_for", { EINTR, ENOMEM } },
};

static struct t_seam seam;
static int chosen = -1, dying = -1;
static unsigned chosen_variant;
static const char *const *spared;
static struct {
	const char *function;
	int err;
	unsigned after;         /* so many calls that do not fail */
} failing;
static struct {
	const char *function;
	void (*action)(void);
} acting;

void
t_seam_fail(int number, unsigned variant)
{
	memset(&seam, 0, sizeof seam);
	chosen = number;
	chosen_variant = variant;
	failing.function = acting.function = NULL;
}

void
t_seam_fail_call(const char *function, int err)
{
	t_seam_fail(-1, 0);
	failing.function = function;
	failing.err = err;
	failing.after = 0;
}

void
t_seam_fail_second(const char *function, int err)
{
	t_seam_fail_call(function, err);
	failing.after = 1;
}

void
t_seam_before(const char *function, void (*action)(void))
{
	t_seam_fail(-1, 0);
	acting.function = function;
	acting.action = action;
}

void
t_seam_die(int number)
{
	dying = number;
}

void
t_seam_stop(void)
{
	dying = -1;
	chosen = -1;
	failing.function = acting.function = NULL;
}

void
t_seam_spare(const char *const *functions)
{
	spared = functions;
}

struct t_seam
t_seam_result(void)
{
	return seam;
}

static const int *
errnos_of(const char *function)
{
	static const int unexpected[] = { ENOTRECOVERABLE, 0 };
	size_t i;

	for (i = 0; i < sizeof failures / sizeof *failures; i++)
		if (strcmp(failures[i].function, function) == 0)
			return failures[i].errnos;
	return unexpected;
}

static unsigned
count_of(const int *errnos)
{
	unsigned count = 0;

	while (errnos[count] != 0)
		count++;
	return count;
}

static bool
is(const char *wanted, const char *function)
{
	return wanted != NULL && strcmp(wanted, function) == 0;
}

static bool
is_spared(const char *function)
{
	const char *const *next = spared;

	while (next != NULL && *next != NULL && strcmp(*next, function) != 0)
		next++;
	return next != NULL && *next != NULL;
}

int
lsci_seam_fails(const char *function)
{
	const int *errnos;
	unsigned count;

	if (dying >= 0 && dying-- == 0)
		(void)raise(SIGKILL);
	if (is(acting.function, function)) {
		acting.function = NULL;
		acting.action();
	}
	if (is(failing.function, function) && failing.after-- == 0) {
		failing.function = NULL;
		errno = failing.err;
		return 1;
	}
	if (is_spared(function) || seam.calls++ != chosen)
		return 0;
	seam.function = function;
	errnos = errnos_of(function);
	count = count_of(errnos);
	/* of what is done once in a process, another call is in its place the
	   next time, and may have fewer */
	seam.injected = errnos[chosen_variant % count];
	seam.more = chosen_variant + 1 < count;
	errno = seam.injected;
	return 1;
}
