/* SPDX-License-Identifier: ISC */
/*
 * <stropts.h> makes this program's ioctl the library's, and nothing else that
 * is called so.  C and C++.
 */
#include <stropts.h>

#include <streamcompat.h>

#ifdef __cplusplus
struct driver {
	int ioctl(int n) { return 2 * n; }
};

static int
member(void)
{
	driver d;

	return d.ioctl(21);
}
#else
struct driver {
	int (*ioctl)(int);
};

static int
twice(int n)
{
	return 2 * n;
}

static int
member(void)
{
	struct driver d;

	d.ioctl = twice;
	return d.ioctl(21);
}
#endif

int
main(void)
{
	struct strrecvfd got;
	int end[2];

	if (member() != 42)
		return 1;
	if (s_pipe(end) < 0)
		return 2;
	/* the system's ioctl knows neither of these */
	if (ioctl(end[0], I_SENDFD, 0) < 0)
		return 3;
	if (ioctl(end[1], I_RECVFD, &got) < 0)
		return 4;
	return isastream(got.fd) == 0 && isastream(end[0]) == 1 ? 0 : 5;
}
