/* SPDX-License-Identifier: ISC */
/*
 * Source as it was before there were prototypes: no headers, nothing
 * declared, arguments of whatever type comes.
 */
extern int ioctl();
extern int counted_as();

struct wait_for {
	int fd;
	short events, revents;
};

int wanted[22];

moves(from, to)
	int from, to;
{
	char c;
	int waiting;

	if (write(to, "x", 1) != 1)
		return 1;
	waiting = 0;
	if (ioctl(from, 0x541B, &waiting) < 0 || waiting != 1)
		return 2;
	if (read(from, &c, 1) != 1 || c != 'x')
		return 3;
	return 0;
}

main(argc, argv)
	int argc;
	char **argv;
{
	int fd[2], copy, bad;
	struct wait_for one;

	if (pipe(fd) < 0)
		return 10;
	if ((bad = moves(fd[0], fd[1])) != 0)
		return bad;
	one.fd = fd[0];
	one.events = 1;
	if (poll(&one, 1, 0) != 0)
		return 11;
	if (select(0, 0, 0, 0, wanted) != 0)
		return 12;
	copy = dup(fd[0]);
	if (copy < 0 || fcntl(copy, 1, 0) != 0)
		return 13;
	if (dup2(fd[1], copy) != copy)
		return 14;
	close(copy);
	copy = open("/dev/null", 0);
	if (copy < 0 || close(copy) != 0)
		return 16;
	close(fd[0]);
	close(fd[1]);
	wanted[0] = 4;          /* close */
	wanted[2] = 1;          /* fcntl */
	wanted[4] = 2;          /* forget */
	wanted[7] = 1;          /* ioctl */
	wanted[10] = 1;          /* open */
	wanted[12] = 1;         /* pipe */
	wanted[13] = 1;         /* poll */
	wanted[16] = 1;         /* read */
	wanted[18] = 1;         /* select */
	wanted[20] = 1;         /* write */
	return counted_as(wanted) ? 0 : 15;
}
