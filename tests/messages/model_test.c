/* SPDX-License-Identifier: ISC */
/*
 * Random sequences: one process sends, by every call there is, another
 * receives, by every call there is, and each result is what a simple model of
 * the queue says.  In the middle the receiving end is handed over to a child,
 * by exec, or through another stream.
 *
 *     messages-model [SEED [COUNT]]
 *
 * A sequence that fails is named by its seed.  T_SEED=N begins with another
 * one than 1, T_FULL=yes runs twenty times as many, T_VERBOSE=yes tells every
 * act.  A plain program that prints TAP, because it executes itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <streamcompat.h>
#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/messages/act.h"
#include "tests/messages/key.h"
#include "tests/messages/model.h"
#include "tests/messages/player.h"
#include "tests/support/t.h"
#include "tests/support/t_must.h"

enum { SEQUENCES = 2000, SEQUENCES_SLOW = 100, FULL = 20 };

static struct world {
	struct script script;
	struct model model;
	struct player player;
	int command[2];         /* to the sender, and back */
	int reply[2];
	int given;              /* descriptors that wait at the sender */
	char program[256];
} world;

static struct outcome expected, got;
static unsigned char bytes[MODEL_CONTROL + MODEL_DATA];

/* --- the sender */

static int
serve(void *argument)
{
	struct player *player = argument;
	struct act act;

	signal(SIGPIPE, SIG_IGN);
	alarm(T_TIMEOUT);
	while (read(world.command[0], &act, sizeof act) == sizeof act) {
		long r = player_send(player, &act);

		must((int)write(world.reply[1], &r, sizeof r), "a reply");
	}
	return 0;
}

static long
order(const struct act *act)
{
	long r;

	must((int)write(world.command[1], act, sizeof *act), "a command");
	must(read(world.reply[0], &r, sizeof r) == sizeof r ? 0 : -1,
	    "the sender's reply");
	return r;
}

/* --- what must come of it */

static void
expect_put(const struct act *act)
{
	size_t size = (size_t)(act->control > 0 ? act->control : 0) +
	    (size_t)(act->data > 0 ? act->data : 0);

	act_bytes(act, world.player.key, bytes, size);
	model_put(&world.model, act->high, act->band, act->control,
	    act->data, bytes);
}

static void
expect_write(const struct act *act)
{
	act_bytes(act, world.player.key, bytes, (size_t)act->data);
	model_write(&world.model, bytes, (size_t)act->data);
	expected.result = act->data;
}

static void
expect_sent(const struct act *act)
{
	switch (act->deed) {
	case WRITE:
	case WRITEV:
		expect_write(act);
		break;
	case WRITE_NOTHING:
		model_write(&world.model, bytes, 0);
		break;
	case SET_ZERO:
		world.model.send_zero = !world.model.send_zero;
		break;
	case PUT:
	case PUT_HIGH:
		expect_put(act);
		break;
	case PASS:
		model_pass(&world.model, act->option);
		break;
	case FLUSH_SENT:
		model_flush(&world.model, -1);
		break;
	case FLUSH_SENT_BAND:
		model_flush(&world.model, act->band);
		break;
	case CAN_PUT:
		expected.result = 1;
		break;
	case TAKE:
		expected.result = world.given > 0 ? 0 : -EAGAIN;
		world.given -= world.given > 0;
		break;
	default:
		world.model.hung_up = true;
		break;
	}
}

static void
expect_flushed(int band)
{
	if (world.model.hung_up) {
		expected.result = -1;
		expected.error = ENXIO;
	} else {
		model_flush(&world.model, band);
	}
}

static struct model_wish
wish_of(const struct act *act)
{
	struct model_wish wish = { .high = act->high,
	    .control_room = act->control, .data_room = act->data };

	if (act->deed == GET_BY_BAND && !act->high && act->option % 3 != 0)
		wish.band = act->band;
	return wish;
}

static void
expect_seen(const struct act *act)
{
	switch (act->deed) {
	case COUNT:
		model_count(&world.model, &expected);
		break;
	case BYTES:
	case DESCRIBE:
		model_bytes(&world.model, &expected);
		break;
	case FIRST_BAND:
		model_first_band(&world.model, &expected);
		break;
	case HAS_BAND:
		model_has_band(&world.model, act->band, &expected);
		break;
	case POLL:
		model_poll(&world.model, &expected);
		break;
	default:
		break;
	}
}

static void
expect_received(const struct act *act)
{
	struct model_wish wish = wish_of(act);

	switch (act->deed) {
	case READ:
	case READV:
		model_read(&world.model, (size_t)act->data, &expected);
		break;
	case SET_READ:
		model_set_read(&world.model, act->option);
		break;
	case GET:
	case GET_BY_BAND:
		model_get(&world.model, &wish, act->deed == GET_BY_BAND,
		    &expected);
		break;
	case PEEK:
		model_peek(&world.model, &wish, &expected);
		break;
	case RECEIVE:
		model_receive(&world.model, &expected);
		break;
	case FLUSH:
		expect_flushed(-1);
		break;
	case FLUSH_BAND:
		expect_flushed(act->band);
		break;
	default:
		expect_seen(act);
		break;
	}
}

/* --- whether it has */

static void
tell_act(const struct act *act)
{
	fprintf(stderr, "# seed %u, act %u: %s, control %ld, data %ld, "
	    "band %d, high %d, option %#x; %d wait\n", world.script.seed,
	    world.script.done, act_name(act), act->control, act->data,
	    act->band, act->high, (unsigned)act->option, world.model.count);
}

static bool
same(const char *what, long got_value, long expected_value)
{
	if (got_value == expected_value || got_value == UNKNOWN)
		return true;
	fprintf(stderr, "# %s is %ld, not %ld (errno %d)\n", what,
	    got_value, expected_value, got.error);
	return false;
}

static bool
same_outcome(void)
{
	bool all = same("the result", got.result, expected.result);

	if (expected.result == -1)
		return same("errno", got.error, expected.error) && all;
	all &= same("the control length", got.control, expected.control);
	all &= same("the data length", got.data, expected.data);
	all &= same("flags", got.flags, expected.flags);
	all &= same("the band", got.band, expected.band);
	all &= same("what it says", got.value, expected.value);
	all &= same("bytes in all", (long)got.size, (long)expected.size);
	if (all && memcmp(got.bytes, expected.bytes, got.size) != 0) {
		fprintf(stderr, "# the bytes are others\n");
		all = false;
	}
	return all;
}

static bool
do_one(const struct act *act)
{
	bool well;

	if (getenv("T_VERBOSE") != NULL)
		tell_act(act);
	outcome_clear(&expected);
	outcome_clear(&got);
	if (act->deed < SENDERS_DEEDS) {
		got.result = order(act);
		expect_sent(act);
		well = same("the result", got.result, expected.result);
	} else {
		expect_received(act);
		player_receive(&world.player, act, &got);
		well = same_outcome();
		world.given += act->deed == GIVE;
	}
	if (!well)
		tell_act(act);
	return well;
}

/* --- handing the end over */

static int play(void *unused);

static int
go_on_here(void *unused)
{
	(void)unused;
	alarm(T_TIMEOUT);
	return play(NULL);
}

static int
go_on_by_exec(void *unused)
{
	FILE *file = tmpfile();
	char number[20];

	(void)unused;
	must(file == NULL ? -1 : 0, "tmpfile");
	must(fwrite(&world, sizeof world, 1, file) == 1 ? 0 : -1, "fwrite");
	model_save(&world.model, file);
	rewind(file);
	must(fcntl(fileno(file), F_SETFD, 0), "F_SETFD");
	must(fcntl(world.player.end, F_SETFD, 0), "F_SETFD");
	(void)snprintf(number, sizeof number, "%d", fileno(file));
	execl(world.program, world.program, "--go-on", number, (char *)NULL);
	perror(world.program);
	return 1;
}

static int
go_on_after_exec(const char *number)
{
	FILE *file = fdopen(atoi(number), "r");

	must(file == NULL ? -1 : 0, "fdopen");
	must(fread(&world, sizeof world, 1, file) == 1 ? 0 : -1, "fread");
	model_load(&world.model, file);
	fclose(file);
	return go_on_here(NULL);
}

static int
go_on_with_what_is_passed(void *door)
{
	struct strrecvfd received;

	must(lsc_close(world.player.end), "lsc_close");
	must(lsc_ioctl(*(int *)door, I_RECVFD, &received), "I_RECVFD");
	lsc_close(*(int *)door);
	world.player.end = received.fd;
	return go_on_here(NULL);
}

static int
pass_on(void)
{
	int door[2];
	pid_t child;

	must(lsc_pipe(door, 0), "lsc_pipe");
	child = t_fork(go_on_with_what_is_passed, &door[1]);
	must(lsc_ioctl(door[0], I_SENDFD, world.player.end), "I_SENDFD");
	lsc_close(door[0]);
	lsc_close(door[1]);
	return t_wait(child);
}

/* The exit code of whoever goes on. */
static int
hand_over(int way)
{
	fflush(stdout);
	switch (way) {
	case BY_FORK:
		return t_wait(t_fork(go_on_here, NULL));
	case BY_EXEC:
		return t_wait(t_fork(go_on_by_exec, NULL));
	default:
		return pass_on();
	}
}

/* --- a sequence */

/* What is aside goes with the last descriptor of the end. */
static bool
ends_well(const struct t_fds *before)
{
	struct t_fds now;

	must(lsc_close(world.player.end), "lsc_close");
	t_fds_note(&now);
	return same("the number of descriptors", (long)now.count,
	    (long)before->count - 1);
}

static int
play(void *unused)
{
	struct t_fds before;
	struct act act;

	(void)unused;
	t_fds_note(&before);
	while (script_next(&world.script, &world.model, &act)) {
		if (getenv("T_VERBOSE") != NULL && act.deed == HAND_OVER)
			tell_act(&act);
		if (act.deed == HAND_OVER)
			return hand_over(act.option);
		if (!do_one(&act))
			return 1;
	}
	return !ends_well(&before);
}

static void
begin(unsigned seed, int end[2])
{
	script_begin(&world.script, seed);
	model_clear(&world.model);
	must(lsc_pipe(end, LSC_NONBLOCK), "lsc_pipe");
	must(pipe(world.command), "pipe");
	must(pipe(world.reply), "pipe");
	world.given = 0;
	world.player.key = key_of(end[0]);
	world.player.send_zero = false;
}

static bool
run(unsigned seed)
{
	int end[2], code;
	pid_t sender;

	begin(seed, end);
	world.player.end = end[0];
	sender = fork();
	if (must(sender, "fork") == 0) {
		lsc_close(end[1]);
		close(world.command[1]);
		_exit(serve(&world.player));
	}
	lsc_close(end[0]);
	world.player.end = end[1];
	close(world.command[0]);
	close(world.reply[1]);
	code = play(NULL);
	if (t_is_open(world.player.end))
		lsc_close(world.player.end);
	close(world.command[1]);
	close(world.reply[0]);
	code += t_wait(sender);
	model_clear(&world.model);
	return code == 0;
}

static void
find_program(const char *name)
{
	ssize_t n = readlink("/proc/self/exe", world.program,
	    sizeof world.program - 1);

	if (n < 0)
		(void)snprintf(world.program, sizeof world.program, "%s",
		    name);
}

static void
make_file(void)
{
	(void)snprintf(world.player.path, sizeof world.player.path,
	    "/tmp/streamcompat-model-XXXXXX");
	world.player.file = must(mkstemp(world.player.path),
	    world.player.path);
}

static unsigned
number_of(const char *name, unsigned otherwise)
{
	const char *value = getenv(name);

	return value != NULL ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

static unsigned
how_many(void)
{
	if (getenv("T_FULL") != NULL)
		return SEQUENCES * FULL;
	return t_is_valgrind() ? SEQUENCES_SLOW : SEQUENCES;
}

int
main(int count, char **argument)
{
	unsigned seed = number_of("T_SEED", 1), sequences = how_many(), i;
	unsigned failed = 0;
	struct t_fds before;

	if (count == 3 && strcmp(argument[1], "--go-on") == 0)
		return go_on_after_exec(argument[2]);
	if (count > 1 && argument[1][0] != '-') {
		seed = (unsigned)strtoul(argument[1], NULL, 10);
		sequences = count > 2 ? (unsigned)strtoul(argument[2], NULL,
		    10) : 1;
	}
	printf("1..1\n");
	fflush(stdout);
	find_program(argument[0]);
	make_file();
	t_fds_note(&before);
	for (i = 0; i < sequences && failed < 10; i++) {
		alarm(2 * T_TIMEOUT);
		failed += !run(seed + i);
	}
	failed += !t_fds_same(&before);
	unlink(world.player.path);
	printf("%s 1 - a receiver sees what the model of the queue says\n",
	    failed == 0 ? "ok" : "not ok");
	return 0;
}
