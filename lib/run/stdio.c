/* SPDX-License-Identifier: ISC */
/*
 * The C library's own input and output (glibc).
 *
 * What stdio does to a descriptor is a system call inside of the C library,
 * whose place no function of this object can take.  On a message stream that
 * is wrong in three ways: it reads again what others have read of the first
 * message, nobody is killed by SIGPIPE, and messages get as long as the
 * buffers of the program.  A filter in plain C uses nothing else.
 *
 * But these calls are made by four functions that stand in a table, one for
 * all files, and another for those of wide characters.  Before main is called
 * their entries are replaced.  The table is found behind the first of the
 * standard files.  That it has the form that it had for 25 years is seen from
 * the entries themselves, because the functions have names; if it has not,
 * everything stays as it is.
 *
 * Files that are no message streams get what was entered before.
 */
#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <streamcompat/streams.h>

#include "head/known.h"
#include "run/protection.h"

/* All of these are exported, but no header has them.  Another version of the
   C library may have less. */
#pragma weak _IO_2_1_stdin_
#pragma weak _IO_wfile_jumps
#pragma weak _IO_file_read
#pragma weak _IO_file_write
#pragma weak _IO_file_seek
#pragma weak _IO_file_close
struct _IO_FILE_plus {
	FILE file;
	void **table;
};
extern struct _IO_FILE_plus _IO_2_1_stdin_;
extern void *_IO_wfile_jumps[];
extern ssize_t _IO_file_read(FILE *file, void *to, ssize_t size);
extern ssize_t _IO_file_write(FILE *file, const void *from, ssize_t size);
extern off64_t _IO_file_seek(FILE *file, off64_t offset, int whence);
extern int _IO_file_close(FILE *file);

/* A part of the table. */
struct calls {
	ssize_t (*read)(FILE *file, void *to, ssize_t size);
	ssize_t (*write)(FILE *file, const void *from, ssize_t size);
	off64_t (*seek)(FILE *file, off64_t offset, int whence);
	int (*close)(FILE *file);
};

enum { ENTRIES_BEFORE = 14 };

static struct calls libc;

static bool
is_message_stream(const FILE *file)
{
	struct lsci_state state;
	int saved = errno;
	bool is = lsci_known_message_stream(file->_fileno, &state) > 0;

	errno = saved;
	return is;
}

static ssize_t
read_file(FILE *file, void *to, ssize_t size)
{
	return is_message_stream(file) ?
	    lsc_read(file->_fileno, to, (size_t)size) :
	    libc.read(file, to, size);
}

/* Returns what went; if that is not all, the file has an error. */
static ssize_t
write_stream(FILE *file, const char *from, ssize_t size)
{
	ssize_t done = 0;

	while (done < size) {
		ssize_t n = lsc_write(file->_fileno, from + done,
		    (size_t)(size - done));

		if (n < 0) {
			file->_flags |= _IO_ERR_SEEN;
			break;
		}
		done += n;
	}
	return done;
}

static ssize_t
write_file(FILE *file, const void *from, ssize_t size)
{
	return is_message_stream(file) ? write_stream(file, from, size) :
	    libc.write(file, from, size);
}

static int
close_file(FILE *file)
{
	int fd = file->_fileno;
	int r;

	if (is_message_stream(file))
		return lsc_close(fd);
	r = libc.close(file);
	lsc_forget(fd);
	return r;
}

/* --- the tables */

static void
replace_in(void **table)
{
	struct calls ours = libc;
	void *entries = table + ENTRIES_BEFORE;

	ours.read = read_file;
	ours.write = write_file;
	ours.close = close_file;
	if (memcmp(entries, &libc, sizeof libc) == 0 &&
	    lsci_protection_lift(entries, sizeof ours)) {
		memcpy(entries, &ours, sizeof ours);
		lsci_protection_restore(entries, sizeof ours);
	}
}

__attribute__((constructor)) static void
replace(void)
{
	libc.read = _IO_file_read;
	libc.write = _IO_file_write;
	libc.seek = _IO_file_seek;
	libc.close = _IO_file_close;
	if (&_IO_2_1_stdin_ != NULL)
		replace_in(_IO_2_1_stdin_.table);
	if (_IO_wfile_jumps != NULL)
		replace_in(_IO_wfile_jumps);
}
