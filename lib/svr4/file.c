/* SPDX-License-Identifier: ISC */
#include "svr4/trampoline.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "svr4/file.h"

enum { MODE_MAX = 256 };

/* How a file is opened. */
struct way {
	const char *mode;
	char kept[MODE_MAX];
	bool is_kept;           /* although it was to be emptied */
};

static void
choose(struct way *way, const char *path, const char *mode)
{
	size_t size = strlen(mode) + 1;
	int saved = errno;

	way->mode = mode;
	way->is_kept = mode[0] == 'w' && size <= sizeof way->kept &&
	    lsc_is_name(path) == 1;
	errno = saved;
	if (way->is_kept) {
		memcpy(way->kept, mode, size);
		way->kept[0] = 'a';
		way->mode = way->kept;
	}
}

/* What is no name any more is emptied now, unless it cannot be. */
static int
follow(int fd, const struct way *way)
{
	int saved = errno;
	int r = lsc_follow(fd);

	if (r == 0 && way->is_kept)
		r = ftruncate(fd, 0);
	if (r < 0 && errno != EINVAL)
		return -1;
	errno = saved;
	return 0;
}

FILE *
lsci_svr4_file_open(lsci_svr4_fopener *next, const char *path,
    const char *mode)
{
	struct way way;
	FILE *file;
	int error;

	choose(&way, path, mode);
	file = next(path, way.mode);
	if (file == NULL || follow(fileno(file), &way) == 0)
		return file;
	error = errno;
	(void)fclose(file);
	errno = error;
	return NULL;
}

FILE *
lsci_svr4_file_reopen(lsci_svr4_freopener *next, const char *path,
    const char *mode, FILE *file)
{
	struct way way;
	int error;

	if (path == NULL)
		return next(path, mode, file);
	choose(&way, path, mode);
	file = next(path, way.mode, file);
	if (file == NULL || follow(fileno(file), &way) == 0)
		return file;
	error = errno;
	file = next("", mode, file);
	errno = error;
	return file;
}
