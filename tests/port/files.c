/* SPDX-License-Identifier: ISC */
/*
 * fopen and freopen of what is no name of a stream, in the empty directory
 * that the argument names: they do what they always did.
 */
#include "names.h"

static void
holds(const char *path, const char *wanted)
{
	char text[64];
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, text, sizeof text);

	MUST(n == (ssize_t)strlen(wanted) && close(fd) == 0);
	MUST(memcmp(text, wanted, (size_t)n) == 0);
}

static void
puts_into(const char *path, const char *mode, const char *text)
{
	FILE *file = fopen(path, mode);

	MUST(file != NULL && isastream(fileno(file)) == 0);
	MUST(fputs(text, file) >= 0 && fclose(file) == 0);
}

static void
opens(void)
{
	FILE *file;

	puts_into("file", "w", "first");
	holds("file", "first");
	puts_into("file", "w+", "one");
	holds("file", "one");
	puts_into("file", "a", "two");
	holds("file", "onetwo");
	puts_into("file", "r+", "ONE");
	holds("file", "ONEtwo");
	file = fopen("file", "w");
	MUST(file != NULL && fseek(file, 3, SEEK_SET) == 0);
	MUST(fputs("3", file) >= 0 && fclose(file) == 0);
	MUST(truncate("file", 0) == 0);
}

static void
opens_as_modes_say(void)
{
	FILE *file = fopen("file", "we");

	MUST(file != NULL && fcntl(fileno(file), F_GETFD) == FD_CLOEXEC);
	MUST((fcntl(fileno(file), F_GETFL) & (O_ACCMODE | O_APPEND)) ==
	    O_WRONLY);
	MUST(fclose(file) == 0);
	puts_into("file", "w", "kept");
	errno = 0;
	MUST(fopen("file", "wx") == NULL && errno == EEXIST);
	holds("file", "kept");
	puts_into("new", "wx", "new");
	holds("new", "new");
}

static void
fails(void)
{
	errno = 0;
	MUST(fopen("nowhere", "r") == NULL && errno == ENOENT);
	MUST(fopen("no/where", "w") == NULL && errno == ENOENT);
	MUST(fopen(".", "w") == NULL && errno == EISDIR);
	MUST(fopen("file", "?") == NULL && errno == EINVAL);
	errno = 77;
	puts_into("file", "w", "");
	MUST(errno == 77);
}

static void
reopens(void)
{
	FILE *file = fopen("file", "w");
	int fd;

	MUST(file != NULL && fputs("old", file) >= 0);
	fd = fileno(file);
	MUST(freopen("new", "w", file) == file && fileno(file) == fd);
	holds("file", "old");
	holds("new", "");
	MUST(fputs("new", file) >= 0 && fflush(file) == 0);
	holds("new", "new");
	MUST(freopen("no/where", "w", file) == NULL && errno == ENOENT);
}

/* A FIFO is opened once, by whoever opens it. */
static void
opens_fifo(void)
{
	FILE *file;
	int fd;

	MUST(mkfifo("fifo", 0600) == 0);
	fd = open("fifo", O_RDONLY | O_NONBLOCK);
	MUST(fd >= 0);
	file = fopen("fifo", "w");
	MUST(file != NULL && isastream(fileno(file)) == 0);
	MUST((fcntl(fileno(file), F_GETFL) & O_APPEND) == 0);
	MUST(fclose(file) == 0 && close(fd) == 0);
}

int
main(int argc, char **argv)
{
	MUST(argc == 2 && chdir(argv[1]) == 0);
	alarm(60);
	opens();
	opens_as_modes_say();
	fails();
	reopens();
	opens_fifo();
	return 0;
}
