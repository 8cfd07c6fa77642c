/* SPDX-License-Identifier: ISC */
/* Modules of terminals, which are remembered and do nothing. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/support/t_must.h"
#include "tests/streams/svr4.h"

struct pty {
	int master, slave;
};

static struct pty
pty_open(void)
{
	struct pty pty;

	pty.master = must(posix_openpt(O_RDWR | O_NOCTTY), "posix_openpt");
	must(grantpt(pty.master), "grantpt");
	must(unlockpt(pty.master), "unlockpt");
	pty.slave = must(open(ptsname(pty.master), O_RDWR | O_NOCTTY),
	    "the other side");
	return pty;
}

/* As the programs of the time did on each slave side. */
static void
push_what_makes_a_terminal(int fd)
{
	IS(ioctl(fd, I_PUSH, "ptem"), 0);
	IS(ioctl(fd, I_PUSH, "ldterm"), 0);
	IS(ioctl(fd, I_PUSH, "ttcompat"), 0);
}

static struct pty
pty_with_modules(void)
{
	struct pty pty = pty_open();

	push_what_makes_a_terminal(pty.slave);
	return pty;
}

#define LOOKS(fd, expected) \
	do { \
		char top[FMNAMESZ + 1]; \
		memset(top, '?', sizeof top); \
		IS(ioctl(fd, I_LOOK, top), 0); \
		HOLDS(memchr(top, 0, sizeof top) != NULL); \
		text_is(top, (ssize_t)strlen(top), expected, __FILE__, \
		    __LINE__); \
	} while (0)

/* The list is this one, from the top down, with a space behind each. */
#define LISTS(fd, expected) lists(fd, expected, __FILE__, __LINE__)
static void
lists(int fd, const char *expected, const char *file, int line)
{
	struct str_mlist name[12];
	struct str_list list = { 12, name };
	char text[200] = "";
	int i;

	memset(name, '?', sizeof name);
	expect_is(ioctl(fd, I_LIST, &list), 0, "I_LIST", file, line);
	HOLDS(list.sl_nmods >= 0 && list.sl_nmods <= 12);
	for (i = 0; i < list.sl_nmods; i++) {
		HOLDS(memchr(name[i].l_name, 0, sizeof *name) != NULL);
		(void)strcat(strcat(text, name[i].l_name), " ");
	}
	text_is(text, (ssize_t)strlen(text), expected, file, line);
	expect_is(ioctl(fd, I_LIST, NULL), list.sl_nmods, "their number",
	    file, line);
}

/* --- pushing and popping */

CASE_ONCE(terminal, has_no_module_at_birth_and_a_driver_below)
{
	struct pty pty = pty_open();
	char top[FMNAMESZ + 1];

	FAILS(ioctl(pty.slave, I_LOOK, top), EINVAL);
	FAILS(ioctl(pty.slave, I_POP, 0), EINVAL);
	LISTS(pty.slave, "pts ");
	LISTS(pty.master, "ptm ");
	IS(ioctl(pty.slave, I_FIND, "pckt"), 0);
	IS(isastream(pty.slave), 0);
	IS(isastream(pty.master), 0);
}

CASE_ONCE(terminal, is_made_of_three_modules_by_ptys_open_of_APUE)
{
	struct pty pty = pty_open();

	IS(ioctl(pty.slave, I_FIND, "ldterm"), 0);
	push_what_makes_a_terminal(pty.slave);
	IS(ioctl(pty.slave, I_FIND, "ldterm"), 1);
	IS(ioctl(pty.slave, I_FIND, "ptem"), 1);
	IS(ioctl(pty.slave, I_FIND, "ttcompat"), 1);
	IS(ioctl(pty.slave, I_FIND, "pckt"), 0);
	LOOKS(pty.slave, "ttcompat");
	IS(ioctl(pty.slave, I_LIST, NULL), 4);
	LISTS(pty.slave, "ttcompat ldterm ptem pts ");
}

CASE_ONCE(terminal, loses_its_modules_from_the_top)
{
	struct pty pty = pty_with_modules();

	IS(ioctl(pty.slave, I_POP, 0), 0);
	LOOKS(pty.slave, "ldterm");
	IS(ioctl(pty.slave, I_FIND, "ttcompat"), 0);
	IS(ioctl(pty.slave, I_POP, 0), 0);
	LOOKS(pty.slave, "ptem");
	IS(ioctl(pty.slave, I_POP, 0), 0);
	FAILS(ioctl(pty.slave, I_POP, 0), EINVAL);
	LISTS(pty.slave, "pts ");
}

CASE_ONCE(terminal, has_one_module_as_often_as_it_was_pushed)
{
	struct pty pty = pty_open();

	IS(ioctl(pty.slave, I_PUSH, "ldterm"), 0);
	IS(ioctl(pty.slave, I_PUSH, "ptem"), 0);
	IS(ioctl(pty.slave, I_PUSH, "ldterm"), 0);
	LISTS(pty.slave, "ldterm ptem ldterm pts ");
	IS(ioctl(pty.slave, I_POP, 0), 0);
	IS(ioctl(pty.slave, I_FIND, "ldterm"), 1);
}

CASE_ONCE(terminal, has_nine_modules_at_most)
{
	struct pty pty = pty_open();
	int i;

	for (i = 0; i < 9; i++)
		IS(ioctl(pty.slave, I_PUSH, i % 2 ? "ptem" : "ldterm"), 0);
	FAILS(ioctl(pty.slave, I_PUSH, "ptem"), EINVAL);
	IS(ioctl(pty.slave, I_LIST, NULL), 10);
	LOOKS(pty.slave, "ldterm");
	IS(ioctl(pty.slave, I_POP, 0), 0);
	IS(ioctl(pty.slave, I_PUSH, "pckt"), 0);
	LOOKS(pty.slave, "pckt");
}

/* --- refusals */

CASE_ONCE(terminal, takes_no_other_module)
{
	struct pty pty = pty_open();

	FAILS(ioctl(pty.slave, I_PUSH, "connld"), EINVAL);
	FAILS(ioctl(pty.slave, I_PUSH, "pipemod"), EINVAL);
	FAILS(ioctl(pty.slave, I_PUSH, "nosuch"), EINVAL);
	FAILS(ioctl(pty.slave, I_PUSH, "ldtermm"), EINVAL);
	FAILS(ioctl(pty.slave, I_PUSH, "ldter"), EINVAL);
	FAILS(ioctl(pty.slave, I_PUSH, ""), EINVAL);
	FAILS(ioctl(pty.slave, I_PUSH, "pts"), EINVAL);
	LISTS(pty.slave, "pts ");
}

CASE_ONCE(terminal, does_not_find_what_is_no_module)
{
	struct pty pty = pty_with_modules();

	FAILS(ioctl(pty.slave, I_FIND, "nosuch"), EINVAL);
	FAILS(ioctl(pty.slave, I_FIND, "pts"), EINVAL);
	FAILS(ioctl(pty.slave, I_FIND, ""), EINVAL);
}

CASE_ONCE(terminal, is_listed_as_far_as_there_is_room)
{
	struct pty pty = pty_with_modules();
	struct str_mlist name[3];
	struct str_list list = { 0, name };

	memset(name, '?', sizeof name);
	FAILS(ioctl(pty.slave, I_LIST, &list), EINVAL);
	list.sl_nmods = -1;
	FAILS(ioctl(pty.slave, I_LIST, &list), EINVAL);
	list.sl_nmods = 2;
	IS(ioctl(pty.slave, I_LIST, &list), 0);
	IS(list.sl_nmods, 2);
	HOLDS(strcmp(name[0].l_name, "ttcompat") == 0);
	HOLDS(strcmp(name[1].l_name, "ldterm") == 0);
	IS(name[2].l_name[0], '?');
}

CASE_ONCE(terminal, is_told_nothing_at_no_address)
{
	struct pty pty = pty_with_modules();

	FAILS(ioctl(pty.slave, I_PUSH, NULL), EFAULT);
	FAILS(ioctl(pty.slave, I_LOOK, NULL), EFAULT);
	FAILS(ioctl(pty.slave, I_FIND, NULL), EFAULT);
	LISTS(pty.slave, "ttcompat ldterm ptem pts ");
}

CASE_ONCE(terminal, that_is_closed_is_EBADF)
{
	struct pty pty = pty_with_modules();

	close(pty.slave);
	FAILS(ioctl(pty.slave, I_PUSH, "ptem"), EBADF);
	FAILS(ioctl(pty.slave, I_FIND, "ldterm"), EBADF);
	FAILS(ioctl(pty.slave, I_LIST, NULL), EBADF);
}

CASE_ONCE(terminal, leaves_errno_alone)
{
	struct pty pty = pty_open();
	char top[FMNAMESZ + 1];

	errno = ERANGE;
	IS(ioctl(pty.slave, I_PUSH, "ptem"), 0);
	IS(ioctl(pty.slave, I_FIND, "ptem"), 1);
	IS(ioctl(pty.slave, I_LOOK, top), 0);
	IS(ioctl(pty.slave, I_LIST, NULL), 2);
	IS(ioctl(pty.master, I_LIST, NULL), 1);
	IS(ioctl(pty.slave, I_POP, 0), 0);
	IS(errno, ERANGE);
}

/* --- whose list it is */

CASE_ONCE(terminal, has_a_list_of_its_own)
{
	struct pty pty = pty_with_modules(), other = pty_open();

	LISTS(other.slave, "pts ");
	IS(ioctl(other.slave, I_PUSH, "pckt"), 0);
	LISTS(pty.slave, "ttcompat ldterm ptem pts ");
	LISTS(other.slave, "pckt pts ");
	IS(ioctl(pty.slave, I_POP, 0), 0);
	LOOKS(other.slave, "pckt");
}

CASE_ONCE(terminal, has_a_list_for_each_side)
{
	struct pty pty = pty_with_modules(), other = pty_open();

	LISTS(pty.master, "ptm ");
	IS(ioctl(pty.master, I_PUSH, "pckt"), 0);
	LISTS(pty.master, "pckt ptm ");
	LOOKS(pty.slave, "ttcompat");
	LISTS(other.master, "ptm ");
}

CASE_ONCE(terminal, has_one_list_by_whatever_descriptor)
{
	struct pty pty = pty_with_modules();
	int copy = must(dup(pty.slave), "dup");
	int again = must(open(ptsname(pty.master), O_RDWR | O_NOCTTY),
	    "once more");

	LISTS(copy, "ttcompat ldterm ptem pts ");
	IS(ioctl(again, I_FIND, "ldterm"), 1);
	IS(ioctl(again, I_POP, 0), 0);
	LISTS(pty.slave, "ldterm ptem pts ");
	close(pty.slave);
	LISTS(copy, "ldterm ptem pts ");
}

static int
has_the_list_and_changes_it(void *argument)
{
	struct pty *pty = argument;

	LISTS(pty->slave, "ttcompat ldterm ptem pts ");
	LISTS(pty->master, "pckt ptm ");
	IS(ioctl(pty->slave, I_POP, 0), 0);
	LISTS(pty->slave, "ldterm ptem pts ");
	return 0;
}

CASE_ONCE(terminal, has_the_list_in_a_child_which_has_it_for_itself)
{
	struct pty pty = pty_with_modules();

	IS(ioctl(pty.master, I_PUSH, "pckt"), 0);
	WAKES(child_start(has_the_list_and_changes_it, &pty), 0);
	LISTS(pty.slave, "ttcompat ldterm ptem pts ");
}

/* A server opens one for each of its clients, and closes it. */
CASE_ONCE(terminal, that_is_new_has_no_module_of_one_that_is_gone)
{
	int i;

	for (i = 0; i < 4; i++) {
		struct pty pty = pty_open();

		LISTS(pty.slave, "pts ");
		push_what_makes_a_terminal(pty.slave);
		LISTS(pty.master, "ptm ");
		IS(ioctl(pty.master, I_PUSH, "pckt"), 0);
		close(pty.slave);
		close(pty.master);
	}
}

/* --- what a terminal is besides */

static struct termios
settings_of(int fd)
{
	struct termios settings;

	memset(&settings, 0, sizeof settings);
	must(tcgetattr(fd, &settings), "tcgetattr");
	return settings;
}

CASE_ONCE(terminal, has_the_settings_that_it_had)
{
	struct pty pty = pty_open();
	struct termios before = settings_of(pty.slave), after;
	struct winsize size = { 24, 80, 0, 0 }, size_after;

	must(ioctl(pty.slave, TIOCSWINSZ, &size), "TIOCSWINSZ");
	push_what_makes_a_terminal(pty.slave);
	IS(ioctl(pty.master, I_PUSH, "pckt"), 0);
	IS(ioctl(pty.slave, I_POP, 0), 0);
	after = settings_of(pty.slave);
	HOLDS(memcmp(&before, &after, sizeof before) == 0);
	must(ioctl(pty.slave, TIOCGWINSZ, &size_after), "TIOCGWINSZ");
	HOLDS(memcmp(&size, &size_after, sizeof size) == 0);
	IS(isatty(pty.slave), 1);
}

/* What comes, byte for byte: what is to be read may come in pieces. */
#define COMES(fd, expected) \
	do { \
		char text[sizeof expected] = ""; \
		read_exactly(fd, text, sizeof text - 1, sizeof text); \
		text_is(text, sizeof text - 1, expected, __FILE__, \
		    __LINE__); \
	} while (0)

CASE_ONCE(terminal, lets_pass_what_it_let_pass)
{
	struct pty pty = pty_with_modules();

	/* packet mode would put a byte before it */
	IS(ioctl(pty.master, I_PUSH, "pckt"), 0);
	IS(write_text(pty.slave, "out\n"), 4);
	COMES(pty.master, "out\r\n");
	IS(write_text(pty.master, "in\n"), 3);
	COMES(pty.slave, "in\n");
	COMES(pty.master, "in\r\n");
}

CASE_ONCE(terminal, leaves_all_other_requests_to_the_system)
{
	struct pty pty = pty_with_modules();
	struct strrecvfd received;
	struct strbuf part = { 0, 0, NULL };
	int number = 0, flags = 0;

	if (t_is_valgrind())
		SKIP("valgrind takes it for a request of CD-ROM drives");
	FAILS(ioctl(pty.slave, I_NREAD, &number), ENOTTY);
	FAILS(ioctl(pty.slave, I_SRDOPT, RMSGN), ENOTTY);
	FAILS(ioctl(pty.slave, I_GRDOPT, &number), ENOTTY);
	FAILS(ioctl(pty.slave, I_SETSIG, S_INPUT), ENOTTY);
	FAILS(ioctl(pty.slave, I_FLUSH, FLUSHRW), ENOTTY);
	FAILS(ioctl(pty.slave, I_SENDFD, 0), ENOTTY);
	FAILS(ioctl(pty.slave, I_RECVFD, &received), ENOTTY);
	FAILS(ioctl(pty.slave, I_CANPUT, 0), ENOTTY);
	FAILS(putmsg(pty.slave, NULL, &part, 0), ENOSTR);
	FAILS(getmsg(pty.slave, NULL, &part, &flags), ENOSTR);
}

/* --- what is no terminal */

static void
expect_requests_to_be_the_systems(int fd)
{
	char top[FMNAMESZ + 1];

	FAILS(ioctl(fd, I_PUSH, "ldterm"), ENOTTY);
	FAILS(ioctl(fd, I_POP, 0), ENOTTY);
	FAILS(ioctl(fd, I_LOOK, top), ENOTTY);
	FAILS(ioctl(fd, I_FIND, "ldterm"), ENOTTY);
	FAILS(ioctl(fd, I_LIST, NULL), ENOTTY);
}

CASE_ONCE(terminal, is_neither_a_device_nor_a_file_nor_a_pipe)
{
	int end[2];

	if (t_is_valgrind())
		SKIP("valgrind takes it for a request of CD-ROM drives");
	NOT_ON_STREAMS("every pipe is a stream");
	IS(host_pipe(end), 0);
	expect_requests_to_be_the_systems(must(open("/dev/null", O_RDWR),
	    "/dev/null"));
	expect_requests_to_be_the_systems(t_file("text"));
	expect_requests_to_be_the_systems(end[0]);
}

CASE(terminal, is_no_end_of_a_pipe)
{
	struct pair pair = pair_open();

	FAILS(ioctl(pair.a, I_PUSH, "ldterm"), EINVAL);
	FAILS(ioctl(pair.a, I_FIND, "ldterm"), EINVAL);
	IS(ioctl(pair.a, I_LIST, NULL), 0);
}
