/* SPDX-License-Identifier: ISC */
/*
 * borrow - a client of broker: prints its standard input.
 *
 *     borrow NAME <TEXT
 *
 * Shows what a client of a scheduler does: it connects, waits for recv_fd to
 * bring the device, uses it as if it had opened it, and gives it back by
 * closing the stream (here: by its end).
 */
#include <streamcompat.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int
write_all(int device, const char *p, size_t size)
{
	while (size > 0) {
		ssize_t n = write(device, p, size);

		if (n < 0)
			return -1;
		p += n;
		size -= (size_t)n;
	}
	return 0;
}

static int
print(int device)
{
	char block[4096];
	ssize_t n;

	while ((n = read(STDIN_FILENO, block, sizeof block)) > 0)
		if (write_all(device, block, (size_t)n) < 0) {
			fprintf(stderr, "borrow: %s\n", errno == EIO ?
			    "the device was taken back" : strerror(errno));
			return 1;
		}
	return n < 0;
}

int
main(int argc, char **argv)
{
	int broker, device;

	if (argc != 2) {
		fprintf(stderr, "usage: borrow NAME\n");
		return 2;
	}
	broker = cli_conn(argv[1]);
	if (broker < 0) {
		perror(argv[1]);
		return 1;
	}
	device = recv_fd(broker, write);        /* stands in line */
	if (device < 0) {
		fprintf(stderr, "borrow: no device, status %d\n", device);
		return 1;
	}
	return print(device);
}
