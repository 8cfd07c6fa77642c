/* SPDX-License-Identifier: ISC */
/* FI: messages that tell of another stream. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <string.h>

#include "tests/streams/message.h"
#include "tests/streams/way.h"
#include "tests/streams/svr4.h"

enum { CONTROL = 8, TOKEN = sizeof(t_uscalar_t) };

static char control[CONTROL];

/* A request that is right, over the known bytes. */
static struct strfdinsert
insertion(int fildes)
{
	struct strfdinsert insert;
	size_t i;

	for (i = 0; i < sizeof control; i++)
		control[i] = known_control(i);
	memset(&insert, 0, sizeof insert);
	insert.ctlbuf.len = CONTROL;
	insert.ctlbuf.buf = control;
	insert.databuf.len = -1;
	insert.fildes = fildes;
	insert.offset = TOKEN;
	return insert;
}

/* The token in the message that comes next. */
static t_uscalar_t
token_of_next(int fd)
{
	t_uscalar_t token;
	size_t i;

	GETS(get(fd, 100, 100, 0), 0, CONTROL, ABSENT, 0);
	for (i = 0; i < TOKEN; i++)
		IS(got.control[i], known_control(i));
	memcpy(&token, got.control + TOKEN, TOKEN);
	return token;
}

CASE(fdinsert, FI_01_a_part_of_the_control_part_tells_the_stream)
{
	struct pair pair = pair_open(), x = pair_open();
	struct strfdinsert insert = insertion(x.a);
	t_uscalar_t token, known;

	memcpy(&known, control + TOKEN, TOKEN);
	IS(ioctl(pair.a, I_FDINSERT, &insert), 0);
	token = token_of_next(pair.b);
	HOLDS(token != known);
	HOLDS(token != 0);
	EMPTY(pair.b);
}

CASE(fdinsert, FI_01_each_stream_has_a_token_of_its_own)
{
	struct pair pair = pair_open(), x = pair_open(), y = pair_open();
	struct strfdinsert insert = insertion(x.a);
	t_uscalar_t one, other;

	IS(ioctl(pair.a, I_FDINSERT, &insert), 0);
	one = token_of_next(pair.b);
	insert = insertion(y.a);
	IS(ioctl(pair.a, I_FDINSERT, &insert), 0);
	other = token_of_next(pair.b);
	HOLDS(one != other);
	insert = insertion(x.a);
	IS(ioctl(pair.a, I_FDINSERT, &insert), 0);
	IS(token_of_next(pair.b), one);
}

CASE(fdinsert, FI_02_what_makes_no_sense_is_EINVAL)
{
	struct pair pair = pair_open(), x = pair_open();
	struct strfdinsert insert = insertion(-1);

	FAILS(ioctl(pair.a, I_FDINSERT, &insert), EINVAL);
	insert = insertion(t_file(""));
	FAILS(ioctl(pair.a, I_FDINSERT, &insert), EINVAL);
	insert = insertion(x.a);
	insert.offset = 2;
	FAILS(ioctl(pair.a, I_FDINSERT, &insert), EINVAL);
	insert = insertion(x.a);
	insert.offset = CONTROL;
	FAILS(ioctl(pair.a, I_FDINSERT, &insert), EINVAL);
	insert = insertion(x.a);
	insert.flags = 4;
	FAILS(ioctl(pair.a, I_FDINSERT, &insert), EINVAL);
	EMPTY(pair.b);
	insert = insertion(x.a);
	IS(ioctl(pair.a, I_FDINSERT, &insert), 0);
	QUEUED(pair.b, 1);
}
