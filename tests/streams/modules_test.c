/* SPDX-License-Identifier: ISC */
/* MO: modules, and requests that mean nothing on a pipe. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "tests/streams/caught.h"
#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"


static char top[FMNAMESZ + 1];

#define LOOKS(fd, expected) \
	do { \
		memset(top, '?', sizeof top); \
		IS(ioctl(fd, I_LOOK, top), 0); \
		HOLDS(memchr(top, 0, sizeof top) != NULL); \
		text_is(top, (ssize_t)strlen(top), expected, __FILE__, \
		    __LINE__); \
	} while (0)

CASE(modules, MO_01_there_are_none_at_birth)
{
	struct pair pair = pair_open();

	FAILS(ioctl(pair.a, I_LOOK, top), EINVAL);
	IS(ioctl(pair.a, I_LIST, NULL), 0);
	FAILS(ioctl(pair.a, I_POP, 0), EINVAL);
}

static struct pair
pair_with_module(const char *module)
{
	struct pair pair = pair_open();

	IS(ioctl(pair.a, I_PUSH, module), 0);
	return pair;
}

CASE(modules, MO_02_one_is_seen_at_the_end_that_pushed_it)
{
	struct pair pair = pair_with_module("pipemod");

	LOOKS(pair.a, "pipemod");
	IS(ioctl(pair.a, I_LIST, NULL), 1);
	IS(ioctl(pair.a, I_FIND, "pipemod"), 1);
	IS(ioctl(pair.b, I_FIND, "pipemod"), 0);
	FAILS(ioctl(pair.b, I_LOOK, top), EINVAL);
}

CASE(modules, MO_03_one_is_popped_where_it_was_pushed)
{
	struct pair pair = pair_with_module("pipemod");

	FAILS(ioctl(pair.b, I_POP, 0), EINVAL);
	IS(ioctl(pair.a, I_POP, 0), 0);
	FAILS(ioctl(pair.a, I_LOOK, top), EINVAL);
}

CASE(modules, MO_04_unknown_ones_cannot_be_pushed)
{
	struct pair pair = pair_open();

	FAILS(ioctl(pair.a, I_PUSH, "nosuch"), EINVAL);
	FAILS(ioctl(pair.a, I_PUSH, "waytoolongname"), EINVAL);
	IS(ioctl(pair.a, I_LIST, NULL), 0);
}

CASE(modules, MO_05_unknown_ones_cannot_be_looked_for)
{
	struct pair pair = pair_open();

	FAILS(ioctl(pair.a, I_FIND, "nosuch"), EINVAL);
}

static struct pair
pair_with_two_modules(void)
{
	struct pair pair = pair_with_module("pipemod");

	IS(ioctl(pair.a, I_PUSH, "connld"), 0);
	return pair;
}

CASE(modules, MO_06_are_listed_from_the_top)
{
	struct pair pair = pair_with_two_modules();
	struct str_mlist name[4];
	struct str_list list = { 4, name };

	memset(name, '?', sizeof name);
	IS(ioctl(pair.a, I_LIST, &list), 0);
	IS(list.sl_nmods, 2);
	HOLDS(strcmp(name[0].l_name, "connld") == 0);
	HOLDS(strcmp(name[1].l_name, "pipemod") == 0);
}

CASE(modules, MO_07_are_listed_as_far_as_there_is_room)
{
	struct pair pair = pair_with_two_modules();
	struct str_mlist name;
	struct str_list list = { 0, &name };

	FAILS(ioctl(pair.a, I_LIST, &list), EINVAL);
	list.sl_nmods = 1;
	IS(ioctl(pair.a, I_LIST, &list), 0);
	IS(list.sl_nmods, 1);
	HOLDS(strcmp(name.l_name, "connld") == 0);
}

CASE(modules, MO_08_are_nine_at_most)
{
	struct pair pair = pair_open();
	int i;

	for (i = 0; i < 9; i++)
		IS(ioctl(pair.a, I_PUSH, "pipemod"), 0);
	FAILS(ioctl(pair.a, I_PUSH, "pipemod"), EINVAL);
	IS(ioctl(pair.a, I_LIST, NULL), 9);
}

static int
has_two_modules(void *argument)
{
	struct pair *pair = argument;

	IS(ioctl(pair->a, I_LIST, NULL), 2);
	LOOKS(pair->a, "connld");
	IS(ioctl(pair->a, I_POP, 0), 0);
	LOOKS(pair->a, "pipemod");
	IS(ioctl(pair->b, I_LIST, NULL), 0);
	return 0;
}

CASE(modules, belong_to_the_end_in_another_program_too)
{
	struct pair pair = pair_with_two_modules();

	WAKES(child_start_anew(has_two_modules, &pair), 0);
	IS(ioctl(pair.a, I_LIST, NULL), 1);
}

/* --- hang-up */

CASE(modules, MO_09_requests_after_a_hang_up_are_ENXIO)
{
	struct pair pair = pair_with_module("pipemod"), other = pair_open();
	struct strioctl question = { 1, 0, 0, NULL };
	struct strfdinsert insert;

	close(pair.b);
	FAILS(ioctl(pair.a, I_PUSH, "pipemod"), ENXIO);
	FAILS(ioctl(pair.a, I_POP, 0), ENXIO);
	FAILS(ioctl(pair.a, I_STR, &question), ENXIO);
	memset(&insert, 0, sizeof insert);
	insert.fildes = other.a;
	FAILS(ioctl(pair.a, I_FDINSERT, &insert), ENXIO);
	FAILS(ioctl(pair.a, I_LINK, other.a), ENXIO);
	FAILS(ioctl(pair.a, I_PLINK, other.a), ENXIO);
	LOOKS(pair.a, "pipemod");
}

/* --- what a pipe does not do */

CASE(modules, MO_10_nothing_can_be_linked_below_a_pipe)
{
	struct pair pair = pair_open(), other = pair_open();

	FAILS(ioctl(pair.a, I_LINK, other.a), EINVAL);
	FAILS(ioctl(pair.a, I_UNLINK, 1), EINVAL);
	FAILS(ioctl(pair.a, I_PLINK, other.a), EINVAL);
	FAILS(ioctl(pair.a, I_PUNLINK, 1), EINVAL);
	FAILS(ioctl(pair.a, I_ANCHOR, 0), EINVAL);
}

CASE(modules, MO_11_nobody_answers_an_I_STR)
{
	struct pair pair = pair_open();
	struct strioctl question = { 1, 0, 0, NULL };
	struct strioctl shorter = { 1, 0, -1, NULL };
	struct strioctl sooner = { 1, -2, 0, NULL };

	FAILS(ioctl(pair.a, I_STR, &question), EINVAL);
	FAILS(ioctl(pair.a, I_STR, &shorter), EINVAL);
	FAILS(ioctl(pair.a, I_STR, &sooner), EINVAL);
	EMPTY(pair.b);
}

CASE(modules, MO_12_an_unknown_request_is_EINVAL)
{
	struct pair pair = pair_open();

	FAILS(ioctl(pair.a, 0x5370), EINVAL);
	EMPTY(pair.b);
}

CASE_ONCE(modules, MO_13_a_request_to_something_else_is_the_hosts)
{
	int file = t_file(""), events = 0;

	if (t_is_valgrind())
		SKIP("valgrind takes it for a request of CD-ROM drives");
	catch_signal(SIGPOLL, false);
	FAILS(ioctl(file, I_SETSIG, S_INPUT), ENOTTY);
	FAILS(ioctl(file, I_GETSIG, &events), ENOTTY);
	IS(write_text(file, "text"), 4);
	CATCHES_NONE(SIGPOLL);
}
