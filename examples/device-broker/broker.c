/* SPDX-License-Identifier: ISC */
/*
 * broker - lends a device that only one can have at a time.
 *
 *     broker NAME [SECONDS]
 *
 * Shows a scheduler: clients connect to NAME and thereby stand in line; the
 * first of the line is sent the device by send_fd.  It has it until its
 * stream hangs up, because it closed the stream or died; then the device
 * goes to the next.  With SECONDS, nobody has it for longer than that while
 * others wait.
 *
 * The device is a printer: the slave side of a pseudo-terminal, opened once
 * and then closed to others (TIOCEXCL).  What is written to it appears on
 * standard output; what the broker did, on standard error.
 *
 * A descriptor that was passed cannot be fetched back: the client has one of
 * its own, and may have given it to others.  What can be done is to make the
 * thing behind all these descriptors dead.  Here the broker has the other
 * side of the terminal; when it closes that, the kernel hangs up the slave
 * side, and whoever still has it gets EIO for what he writes.  The next
 * client is given a new terminal.  (A file or a socket offers nothing like
 * that: lend only what you can hang up, or stay in between.)
 */
#define _XOPEN_SOURCE 700               /* for posix_openpt */

#include <streamcompat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/*
 * What is polled: the listener, our side of the terminal (the wire; -1 if
 * nobody has the device), and the clients as they stand in line.  The first
 * of them has the device, or is about to get it.
 */
enum { LISTENER, WIRE, FIRST, MAXCLIENTS = 64 };

static struct pollfd slots[FIRST + MAXCLIENTS];
static nfds_t nslots = FIRST;
static int device = -1;         /* the slave side; open, so no early EIO */
static time_t limit, lent;      /* seconds, and when the first got it */

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

static time_t
now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) < 0)
		die("broker: clock");
	return t.tv_sec;
}

/* Nothing that a client does, or does not do, may stop the broker. */
static int
never_wait_for(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags < 0 ? -1 : fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

static void
watch(nfds_t slot, int fd)
{
	slots[slot].fd = fd;
	slots[slot].events = POLLIN;
	slots[slot].revents = 0;
}

/* Prints a piece of what the device was given; false if there is none. */
static int
print_some(void)
{
	char block[4096], *p = block;
	ssize_t n = read(slots[WIRE].fd, block, sizeof block), printed;

	if (n <= 0)
		return 0;
	for (; n > 0; n -= printed, p += printed) {
		printed = write(STDOUT_FILENO, p, (size_t)n);
		if (printed < 0)
			die("broker: standard output");
	}
	return 1;
}

/* Bytes shall arrive as they were sent. */
static int
make_raw(int terminal)
{
	struct termios mode;

	if (tcgetattr(terminal, &mode) < 0)
		return -1;
	mode.c_oflag &= ~(tcflag_t)OPOST;
	mode.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	return tcsetattr(terminal, TCSANOW, &mode);
}

/* What a failure leaves behind is for take_back. */
static int
make_device(void)
{
	const char *name;
	int wire = posix_openpt(O_RDWR | O_NOCTTY);

	if (wire < 0)
		return -1;
	watch(WIRE, wire);
	if (never_wait_for(wire) < 0 || grantpt(wire) < 0 ||
	    unlockpt(wire) < 0 || (name = ptsname(wire)) == NULL)
		return -1;
	device = open(name, O_RDWR | O_NOCTTY);
	return device < 0 || ioctl(device, TIOCEXCL) < 0 ? -1 :
	    make_raw(device);
}

/* What was written before is printed, but no more of it than a terminal can
   hold: the client may be alive and writing on. */
static void
take_back(void)
{
	int pieces = 16;

	if (device >= 0)
		close(device);
	device = -1;
	if (slots[WIRE].fd < 0)
		return;
	while (pieces-- > 0 && print_some())
		continue;
	close(slots[WIRE].fd);
	slots[WIRE].fd = -1;
}

static void
leave(nfds_t i)
{
	fprintf(stderr, "broker: leaves: stream %d\n", slots[i].fd);
	if (i == FIRST)
		take_back();
	close(slots[i].fd);
	nslots--;
	memmove(&slots[i], &slots[i + 1],
	    (nslots - i) * sizeof slots[i]);
}

/* Sees to it that the first of the line has the device. */
static void
hand_over(void)
{
	while (nslots > FIRST && device < 0) {
		int fd = slots[FIRST].fd;

		if (make_device() < 0) {
			perror("broker: no device can be made");
			(void)send_err(fd, -1, "broker: no device\n");
			leave(FIRST);
		} else if (send_fd(fd, device) < 0) {
			perror("broker: send_fd");
			leave(FIRST);
		} else {
			fprintf(stderr, "broker: lent to: stream %d\n", fd);
			lent = now();
		}
	}
}

static void
welcome(void)
{
	uid_t uid;
	int fd = serv_accept(slots[LISTENER].fd, &uid);

	if (fd < 0) {
		if (errno != EAGAIN)
			perror("broker: serv_accept");
		return;
	}
	if (never_wait_for(fd) < 0 || nslots == FIRST + MAXCLIENTS) {
		(void)send_err(fd, -1, "broker: the line is too long\n");
		close(fd);
		return;
	}
	fprintf(stderr, "broker: in line: stream %d, user %ld\n", fd,
	    (long)uid);
	watch(nslots++, fd);
}

/* For how many milliseconds the first may keep the device; -1: for ever. */
static int
time_left(void)
{
	time_t left;

	if (limit == 0 || device < 0 || nslots <= FIRST + 1)
		return -1;
	left = lent + limit - now();
	return left > 0 ? (int)left * 1000 : 0;
}

static void
serve(void)
{
	nfds_t i;

	hand_over();
	if (poll(slots, nslots, time_left()) < 0) {
		if (errno != EINTR)
			die("broker: poll");
		return;
	}
	if (slots[WIRE].fd >= 0 && slots[WIRE].revents != 0)
		print_some();
	/* A client has nothing to say: when one is heard, it has hung up,
	   or it is talking nonsense. */
	for (i = nslots; --i >= FIRST;)
		if (slots[i].revents != 0)
			leave(i);
	if (time_left() == 0)
		leave(FIRST);
	if (slots[LISTENER].revents != 0)
		welcome();
}

int
main(int argc, char **argv)
{
	int listener;

	if (argc == 3)
		limit = atoi(argv[2]);
	if (argc < 2 || argc > 3 || limit < 0 || limit > 86400) {
		fprintf(stderr, "usage: broker NAME [SECONDS]\n");
		return 2;
	}
	listener = serv_listen(argv[1]);
	if (listener < 0 || never_wait_for(listener) < 0)
		die(argv[1]);
	watch(LISTENER, listener);
	watch(WIRE, -1);
	fprintf(stderr, "broker: waiting for clients at %s\n", argv[1]);
	for (;;)
		serve();
}
