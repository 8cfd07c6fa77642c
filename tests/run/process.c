/* SPDX-License-Identifier: ISC */
/*
 * What processes do with pipes: threads, signals, children of every kind,
 * calls before main and after it, stdio.  The first argument says what is
 * tried.  The status tells the line of the first thing that is otherwise than
 * it should be, modulo 256.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

extern char **environ;

#define LINE (__LINE__ % 256 ? __LINE__ % 256 : 1)
#define MUST(x) do { if (!(x)) return LINE; } while (0)

/* Only a message stream can be written to at both ends. */
static int
is_stream(const int *end)
{
	char c = 0;

	MUST(write(end[0], "x", 1) == 1 && read(end[1], &c, 1) == 1);
	MUST(c == 'x');
	return 0;
}

static int
ends_well(pid_t child)
{
	int status;

	MUST(child > 0 && waitpid(child, &status, 0) == child);
	MUST(status == 0);
	return 0;
}

/* --- before main, and behind it */

static int tries_early, early = -1;

static void
begin(int argc, char **argv)
{
	int pair[2];

	tries_early = argc > 1 && strcmp(argv[1], "early") == 0;
	if (!tries_early)
		return;
	early = pipe(pair) < 0 ? LINE : is_stream(pair);
	if (close(pair[0]) < 0 || close(pair[1]) < 0)
		early = LINE;
}

/* In front of all constructors. */
__attribute__((section(".preinit_array"), used))
static void (*const begin_early)(int, char **) = begin;

__attribute__((destructor)) static void
finish(void)
{
	int pair[2];

	if (tries_early && (pipe(pair) < 0 || is_stream(pair) != 0))
		_exit(LINE);
}

static int
try_early(void)
{
	return early;
}

/* --- threads */

enum { THREADS = 4, ROUNDS = 2000 };

static int shared[2];
static _Atomic int taken;

static void *
talk(void *nothing)
{
	static int bad = 1;
	int own[2], i;
	char c[4];

	(void)nothing;
	if (pipe(own) < 0)
		return &bad;
	for (i = 0; i < ROUNDS; i++) {
		if (is_stream(own) != 0 || write(shared[0], "word", 4) != 4 ||
		    read(shared[1], c, 4) != 4 || memcmp(c, "word", 4) != 0)
			return &bad;
		taken++;
	}
	return close(own[0]) < 0 || close(own[1]) < 0 ? &bad : NULL;
}

static int
try_threads(void)
{
	pthread_t thread[THREADS];
	void *bad;
	int i;

	MUST(pipe(shared) == 0);
	for (i = 0; i < THREADS; i++)
		MUST(pthread_create(&thread[i], NULL, talk, NULL) == 0);
	for (i = 0; i < THREADS; i++)
		MUST(pthread_join(thread[i], &bad) == 0 && bad == NULL);
	MUST(taken == THREADS * ROUNDS);
	return 0;
}

/* A child that was forked while another thread was in a call has that call's
   locks, but nobody who will release them. */
static volatile int stop;

static void *
be_busy(void *nothing)
{
	char c[64];

	while (!stop)
		if (write(shared[0], c, sizeof c) < 0 ||
		    read(shared[1], c, sizeof c) < 0)
			return nothing;
	return NULL;
}

static int
try_forks(void)
{
	pthread_t thread;
	int i;

	MUST(pipe(shared) == 0);
	MUST(pthread_create(&thread, NULL, be_busy, NULL) == 0);
	for (i = 0; i < 200; i++) {
		int pair[2];
		pid_t child;

		MUST(pipe(pair) == 0);
		child = fork();
		if (child == 0)
			_exit(is_stream(pair));
		MUST(ends_well(child) == 0);
		MUST(close(pair[0]) == 0 && close(pair[1]) == 0);
	}
	stop = 1;
	MUST(pthread_join(thread, NULL) == 0);
	return 0;
}

/* --- signals */

static volatile sig_atomic_t rang, lost;

/* All of this is allowed in a handler. */
static void
ring(int number)
{
	int saved = errno;
	char c;

	(void)number;
	if (write(shared[0], "r", 1) != 1 || read(shared[1], &c, 1) != 1)
		lost = 1;
	rang++;
	errno = saved;
}

static int
ring_often(void)
{
	struct itimerval often = { { 0, 300 }, { 0, 300 } };
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_handler = ring;
	action.sa_flags = SA_RESTART;
	MUST(sigaction(SIGALRM, &action, NULL) == 0);
	MUST(setitimer(ITIMER_REAL, &often, NULL) == 0);
	return 0;
}

static int
try_signals(void)
{
	int pair[2];

	MUST(pipe(shared) == 0 && pipe(pair) == 0);
	MUST(ring_often() == 0);
	while (rang < 500)
		MUST(is_stream(pair) == 0);
	MUST(signal(SIGALRM, SIG_IGN) != SIG_ERR);
	MUST(!lost);
	return 0;
}

/* In a process that has never read before, and is in the middle of malloc. */
static int
interrupt_malloc(void)
{
	void *some[64] = { NULL };
	unsigned i;

	MUST(ring_often() == 0);
	for (i = 0; rang < 3; i++) {
		free(some[i % 64]);
		some[i % 64] = malloc(2000 + i % 977 * 64);
	}
	MUST(!lost);
	return 0;
}

static int
try_handlers(void)
{
	int i;

	MUST(pipe(shared) == 0);
	for (i = 0; i < 30; i++) {
		pid_t child = fork();

		if (child == 0)
			_exit(interrupt_malloc());
		MUST(ends_well(child) == 0);
	}
	return 0;
}

/* --- children of every kind */

static int
try_vfork(void)
{
	int pair[2], result[2];
	char text[8];
	pid_t child;

	MUST(pipe(pair) == 0 && pipe(result) == 0);
	child = vfork();
	if (child == 0) {
		dup2(result[1], 1);
		close(pair[0]);
		close(result[0]);
		execlp("echo", "echo", "vfork", (char *)NULL);
		_exit(LINE);
	}
	MUST(ends_well(child) == 0);
	MUST(is_stream(pair) == 0 && is_stream(result) == 0);
	MUST(read(result[0], text, sizeof text) == 6);
	MUST(memcmp(text, "vfork\n", 6) == 0);
	return 0;
}

static int
try_spawn(void)
{
	posix_spawn_file_actions_t actions;
	char name[] = "cat", text[8];
	char *const argv[] = { name, NULL };
	int in[2], out[2];
	pid_t child;

	MUST(pipe(in) == 0 && pipe(out) == 0);
	MUST(fcntl(in[1], F_SETFD, FD_CLOEXEC) == 0);
	MUST(fcntl(out[0], F_SETFD, FD_CLOEXEC) == 0);
	MUST(posix_spawn_file_actions_init(&actions) == 0);
	MUST(posix_spawn_file_actions_adddup2(&actions, in[0], 0) == 0);
	MUST(posix_spawn_file_actions_addclose(&actions, in[0]) == 0);
	MUST(posix_spawn_file_actions_adddup2(&actions, out[1], 1) == 0);
	MUST(posix_spawn_file_actions_addclose(&actions, out[1]) == 0);
	MUST(posix_spawnp(&child, name, &actions, NULL, argv, environ) == 0);
	MUST(close(in[0]) == 0 && close(out[1]) == 0);
	MUST(write(in[1], "spawn", 5) == 5);
	MUST(read(out[0], text, sizeof text) == 5);
	MUST(close(in[1]) == 0 && read(out[0], text, sizeof text) == 0);
	MUST(ends_well(child) == 0);
	MUST(posix_spawn_file_actions_destroy(&actions) == 0);
	return 0;
}

/* --- stdio */

static int
try_stdio(void)
{
	int pair[2];
	char text[16], *large = malloc(1000000);
	FILE *in, *out;
	pid_t child;

	MUST(large != NULL && pipe(pair) == 0);
	MUST(write(pair[1], "rest of a line\n", 15) == 15);
	MUST(read(pair[0], text, 5) == 5);
	MUST((in = fdopen(pair[0], "r")) && (out = fdopen(pair[1], "w")));
	MUST(fgets(text, sizeof text, in) && strcmp(text, "of a line\n") == 0);
	MUST(fprintf(out, "%d\n", 42) == 3 && fflush(out) == 0);
	MUST(fscanf(in, "%15s", text) == 1 && strcmp(text, "42") == 0);
	memset(large, 'l', 1000000);
	child = fork();
	if (child == 0)
		_exit(fwrite(large, 1, 1000000, out) != 1000000 ||
		    fflush(out) != 0);
	memset(large, 0, 1000000);
	MUST(fgetc(in) == '\n' && fread(large, 1, 1000000, in) == 1000000);
	MUST(large[999999] == 'l' && ends_well(child) == 0);
	MUST(fclose(in) == 0);
	MUST(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	MUST(fputc('x', out) == 'x' && fflush(out) == EOF);
	MUST(errno == EPIPE && ferror(out) && fclose(out) == 0);
	free(large);
	return 0;
}

static int
try_wide(void)
{
	int pair[2];
	wchar_t text[16];
	FILE *in, *out;
	char c;

	MUST(pipe(pair) == 0);
	MUST((in = fdopen(pair[0], "r")) && (out = fdopen(pair[1], "w")));
	MUST(fputws(L"a wide one\n", out) >= 0 && fflush(out) == 0);
	MUST(read(pair[0], &c, 1) == 1 && c == 'a');
	MUST(fgetws(text, 16, in) && wcscmp(text, L" wide one\n") == 0);
	MUST(fclose(in) == 0);
	MUST(signal(SIGPIPE, SIG_DFL) != SIG_ERR);
	if (fork() == 0) {
		(void)fputws(L"for nobody", out);
		(void)fflush(out);
		_exit(0);
	} else {
		int status;

		MUST(wait(&status) > 0 && WIFSIGNALED(status));
		MUST(WTERMSIG(status) == SIGPIPE);
	}
	return 0;
}

/* A number that stdio has closed behind everybody's back can come again as
   that of a stream, which no call of the library has made. */
static int
try_numbers(void)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control;
	char byte = 'c', c;
	struct iovec part = { &byte, 1 };
	struct msghdr message;
	int carrier[2], pair[2], first[2];
	FILE *file;

	MUST(pipe(pair) == 0);
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, carrier) == 0);
	memset(&message, 0, sizeof message);
	memset(&control, 0, sizeof control);
	message.msg_iov = &part;
	message.msg_iovlen = 1;
	message.msg_control = &control;
	message.msg_controllen = sizeof control;
	control.head.cmsg_level = SOL_SOCKET;
	control.head.cmsg_type = SCM_RIGHTS;
	control.head.cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(&control.head), &pair[1], sizeof(int));
	MUST(sendmsg(carrier[0], &message, 0) == 1);
	MUST((file = fopen("/dev/null", "r")) != NULL);
	MUST(read(fileno(file), &c, 1) == 0);   /* certainly no stream */
	first[1] = fileno(file);
	MUST(fclose(file) == 0);
	MUST(recvmsg(carrier[1], &message, 0) == 1);
	memcpy(&first[0], CMSG_DATA(&control.head), sizeof(int));
	MUST(first[0] == first[1]);
	MUST(write(pair[0], "parts", 5) == 5);
	MUST(read(first[0], &c, 1) == 1 && read(first[0], &c, 1) == 1);
	MUST(c == 'a');
	return 0;
}

/* --- a library that is loaded late */

static int
try_plugin(void)
{
	void *plugin = dlopen("./plugin.so", RTLD_NOW | RTLD_LOCAL);
	void *address = plugin != NULL ? dlsym(plugin, "make") : NULL;
	int (*make)(int *);
	int pair[2];

	MUST(address != NULL);
	memcpy(&make, &address, sizeof make);
	MUST(make(pair) == 0 && is_stream(pair) == 0);
	return 0;
}

static int
try_capacity(void)
{
#ifdef F_GETPIPE_SZ
	int pair[2];

	MUST(pipe(pair) == 0);
	MUST(fcntl(pair[0], F_GETPIPE_SZ) == 16384);
#endif
	return 0;
}

static const struct {
	const char *what;
	int (*does)(void);
} tries[] = {
	{ "capacity", try_capacity },
	{ "early", try_early },
	{ "forks", try_forks },
	{ "handlers", try_handlers },
	{ "numbers", try_numbers },
	{ "plugin", try_plugin },
	{ "signals", try_signals },
	{ "spawn", try_spawn },
	{ "stdio", try_stdio },
	{ "threads", try_threads },
	{ "vfork", try_vfork },
	{ "wide", try_wide },
};

int
main(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc > 1 && i < sizeof tries / sizeof *tries; i++)
		if (strcmp(argv[1], tries[i].what) == 0)
			return tries[i].does();
	return 255;
}
