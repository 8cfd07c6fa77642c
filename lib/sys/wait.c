/* SPDX-License-Identifier: ISC */
/*
 * Waiting, and the clock.
 */
#include <config.h>

#include <limits.h>
#include <poll.h>
#include <time.h>

#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"
#include "sys/until.h"

void
lsci_sys_now(struct timespec *now)
{
	(void)clock_gettime(CLOCK_MONOTONIC, now);
}

long long
lsci_sys_now_ms(void)
{
	struct timespec now;

	lsci_sys_now(&now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

lsci_until
lsci_sys_until(int timeout)
{
	if (timeout < 0)
		return LSCI_WAIT;
	return timeout == 0 ? LSCI_DONT_WAIT : lsci_sys_now_ms() + timeout;
}

/* For poll: what is left, at most `most' (negative: no other limit), and one
   more, because a part of a millisecond has passed already. */
static int
remaining(lsci_until until, int most)
{
	long long left;

	if (until == LSCI_WAIT)
		return most;
	left = until == LSCI_DONT_WAIT ? -1 : until - lsci_sys_now_ms();
	if (left < 0)
		return 0;
	if (most >= 0 && left >= most)
		return most;
	return left < INT_MAX ? (int)left + 1 : INT_MAX;
}

/* 0 when one of them is ready; negative numbers are left out. */
static int
wait_for(struct pollfd *fds, nfds_t count, lsci_until until)
{
	int r;

	do {
		int left = remaining(until, -1);

		r = LSCI_INT_RESULT(poll(fds, count, left));
		if (left == 0 && r == 0)
			return -ETIMEDOUT;
	} while (r == 0 || (r == -EINTR && until == LSCI_WAIT &&
	    lsci_sys_restarts()));
	if (r > 0 && (fds[0].revents & POLLNVAL) != 0)
		return -EBADF;
	return r < 0 ? r : 0;
}

int
lsci_sys_wait_either(int fd, int other, lsci_until until)
{
	struct pollfd both[2] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = other, .events = POLLIN }
	};

	return wait_for(both, 2, until);
}

int
lsci_sys_wait_briefly(int fd, int milliseconds, lsci_until until)
{
	struct pollfd stream = { .fd = fd, .events = POLLIN };
	int left = remaining(until, milliseconds);
	int r = LSCI_INT_RESULT(poll(&stream, 1, left));

	return r == 0 && left < milliseconds ? -ETIMEDOUT : r < 0 ? r : 0;
}

int
lsci_sys_wait_readable(int fd, lsci_until until)
{
	struct pollfd stream = { .fd = fd, .events = POLLIN };

	return wait_for(&stream, 1, until);
}

int
lsci_sys_wait_writable(int fd, lsci_until until)
{
	struct pollfd stream = { .fd = fd, .events = POLLOUT };

	return wait_for(&stream, 1, until);
}

int
lsci_sys_pause(int milliseconds, lsci_until until)
{
	int left = remaining(until, milliseconds);
	int r = left == 0 ? -ETIMEDOUT : LSCI_INT_RESULT(poll(NULL, 0, left));

	return r;
}
