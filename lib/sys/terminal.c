/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sys/seam.h"
#include "sys/sys.h"
#include "sys/uncaptured.h"

bool
lsci_sys_is_terminal(int fd)
{
	int saved = errno;
	bool is = isatty(fd) != 0;

	errno = saved;
	return is;
}

int
lsci_sys_terminal_number(int fd)
{
#ifdef TIOCGPTN
	unsigned number = 0;

	if (LSCI_INT_RESULT(ioctl(fd, TIOCGPTN, &number)) == 0)
		return (int)number;
#else
	(void)fd;
#endif
	return -1;
}

int
lsci_sys_terminal_device(int number, dev_t *device)
{
	char name[sizeof "/dev/pts/" + 3 * sizeof number];
	struct stat st;
	int r;

	(void)snprintf(name, sizeof name, "/dev/pts/%d", number);
	r = lsci_sys_stat_at(AT_FDCWD, name, &st);
	if (r == 0)
		*device = st.st_rdev;
	return r;
}
