/* SPDX-License-Identifier: ISC */
/*
 * The process that has the key: receives connections and makes a process for
 * each, which completes the TLS handshake and serves a page.
 *
 * The connection is passed before the first byte of TLS is read, because
 * afterwards it would be of no use.  A descriptor is the socket, and the
 * socket knows nothing of TLS.  The keys that both sides agreed on, the
 * number of each record (without the right one the next record is taken for
 * a forgery), and the bytes that were read and not used yet, or half a
 * record of them, are all in the memory of the process that made the
 * handshake.  Who gets the descriptor later can neither read what comes nor
 * say anything that the client believes.  So when that process dies, its
 * session is lost, although the socket may live on elsewhere; the client has
 * to connect anew.  (fork is no way out: then two have the keys, and the
 * numbers of one are wrong as soon as the other has said something.)
 */
#include <streamcompat.h>

#include "certificate.h"
#include "keeper.h"

#include <openssl/err.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	MAXCLIENTS = 32,        /* at the same time */
	MAXREQUEST = 4096,
	PATIENCE = 20           /* seconds, for everything */
};

/* The request is read to its empty line and not looked at. */
static int
read_request(SSL *tls)
{
	char request[MAXREQUEST + 1];
	int have = 0, n;

	while (have < MAXREQUEST) {
		n = SSL_read(tls, request + have, MAXREQUEST - have);
		if (n <= 0)
			return 0;
		have += n;
		request[have] = '\0';
		if (strstr(request, "\r\n\r\n") != NULL)
			return 1;
	}
	return 0;
}

static void
write_page(SSL *tls, pid_t front)
{
	char page[512];
	int n = snprintf(page, sizeof page,
	    "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n"
	    "Process %ld accepted this connection, process %ld speaks %s.\n",
	    (long)front, (long)getpid(), SSL_get_version(tls));

	if (SSL_write(tls, page, n) == n)
		(void)SSL_shutdown(tls);
}

/* In a process of its own, which ends with the connection, or by SIGALRM
   when the client lets it wait.  It says itself that it has the connection:
   if the keeper did, and were killed just before, two would serve it. */
static void
serve(SSL_CTX *context, int stream, int client, pid_t front)
{
	SSL *tls = SSL_new(context);

	if (write(stream, "", 1) != 1)
		_exit(1);
	close(stream);
	(void)alarm(PATIENCE);
	if (tls == NULL || SSL_set_fd(tls, client) <= 0 ||
	    SSL_accept(tls) <= 0) {
		fprintf(stderr, "keeper: no handshake\n");
		_exit(1);
	}
	fprintf(stderr, "keeper: process %ld has a session\n",
	    (long)getpid());
	if (read_request(tls))
		write_page(tls, front);
	_exit(0);
}

/* Buries those who have ended; waits for one if there are too many. */
static int
count_after_burials(int children)
{
	while (children > 0 &&
	    waitpid(-1, NULL, children < MAXCLIENTS ? WNOHANG : 0) > 0)
		children--;
	return children;
}

int
keep(int stream)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	pid_t child, front = getppid();
	int client, children = 0;

	if (context == NULL || !use_new_certificate(context) ||
	    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) <= 0) {
		ERR_print_errors_fp(stderr);
		return 1;
	}
	while ((client = recv_fd(stream, write)) >= 0) {
		children = count_after_burials(children);
		while ((child = fork()) < 0) {
			perror("keeper: fork");
			(void)sleep(1);
		}
		if (child == 0)
			serve(context, stream, client, front);
		children++;
		close(client);
	}
	SSL_CTX_free(context);
	return 0;               /* the front has gone */
}
