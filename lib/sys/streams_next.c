/* SPDX-License-Identifier: ISC */
/*
 * The system's calls by whose names this library has functions.
 */
#include <config.h>

#include <string.h>
#include <stropts.h>

#include "sys/next.h"
#include "sys/seam.h"
#include "sys/streams.h"

/* `call' is a pointer to a function. */
static int
find(const char *name, lsci_next_place *found, void *call)
{
	void *next = lsci_next(name, found);

	memcpy(call, &next, sizeof next);
	return next == NULL ? -ENOSYS : 0;
}

int
lsci_sys_getmsg(int fd, struct strbuf *control, struct strbuf *data,
    int *flags)
{
	static lsci_next_place found;
	int (*call)(int, struct strbuf *, struct strbuf *, int *);
	int r = find("getmsg", &found, &call);

	return r < 0 ? r : LSCI_INT_RESULT(call(fd, control, data, flags));
}

int
lsci_sys_getpmsg(int fd, struct strbuf *control, struct strbuf *data,
    int *band, int *flags)
{
	static lsci_next_place found;
	int (*call)(int, struct strbuf *, struct strbuf *, int *, int *);
	int r = find("getpmsg", &found, &call);

	return r < 0 ? r :
	    LSCI_INT_RESULT(call(fd, control, data, band, flags));
}

int
lsci_sys_putmsg(int fd, const struct strbuf *control,
    const struct strbuf *data, int flags)
{
	static lsci_next_place found;
	int (*call)(int, const struct strbuf *, const struct strbuf *, int);
	int r = find("putmsg", &found, &call);

	return r < 0 ? r : LSCI_INT_RESULT(call(fd, control, data, flags));
}

int
lsci_sys_putpmsg(int fd, const struct strbuf *control,
    const struct strbuf *data, int band, int flags)
{
	static lsci_next_place found;
	int (*call)(int, const struct strbuf *, const struct strbuf *, int,
	    int);
	int r = find("putpmsg", &found, &call);

	return r < 0 ? r :
	    LSCI_INT_RESULT(call(fd, control, data, band, flags));
}

int
lsci_sys_is_stream(int fd)
{
	static lsci_next_place found;
	int (*call)(int);
	int r = find("isastream", &found, &call);

	return r < 0 ? r : LSCI_INT_RESULT(call(fd));
}

int
lsci_sys_attach(int end, const char *path)
{
	static lsci_next_place found;
	int (*call)(int, const char *);
	int r = find("fattach", &found, &call);

	return r < 0 ? r : LSCI_INT_RESULT(call(end, path));
}

int
lsci_sys_detach(const char *path)
{
	static lsci_next_place found;
	int (*call)(const char *);
	int r = find("fdetach", &found, &call);

	return r < 0 ? r : LSCI_INT_RESULT(call(path));
}
