/* SPDX-License-Identifier: ISC */
#include "tests/support/t.h"
#include "tests/support/t_must.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char directory[200];

/* Below TMPDIR, which tap-criterion removes: Criterion calls no .fini after a
   skip, a crash or a time limit. */
void
t_directory_make(void)
{
	const char *parent = getenv("TMPDIR");

	(void)snprintf(directory, sizeof directory, "%s/test-XXXXXX",
	    parent == NULL ? "/tmp" : parent);
	if (mkdtemp(directory) == NULL)
		must(-1, directory);
	must(chmod(directory, 0777), directory);
}

static void
remove_below(int dir)
{
	DIR *stream = fdopendir(dir);
	struct dirent *entry;

	if (stream == NULL)
		return;
	while ((entry = readdir(stream)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		if (unlinkat(dirfd(stream), entry->d_name, 0) == 0)
			continue;
		remove_below(openat(dirfd(stream), entry->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
		(void)unlinkat(dirfd(stream), entry->d_name, AT_REMOVEDIR);
	}
	(void)closedir(stream);
}

void
t_directory_empty(void)
{
	remove_below(open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

void
t_directory_remove(void)
{
	t_directory_empty();
	must(rmdir(directory), directory);
}

char *
t_path(const char *name)
{
	static char paths[8][4096];
	static unsigned next;
	char *path = paths[next++ % 8];

	(void)snprintf(path, sizeof paths[0], "%s/%s", directory, name);
	return path;
}
