/* SPDX-License-Identifier: ISC */
/*
 * The front that passes connections and the keeper that speaks TLS on them.
 * The program is that of examples/tls-handoff.
 */
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/interop/program.h"
#include "tests/support/t_test.h"

static struct t_program front;
static long port;
static SSL_CTX *context;

static void
start_front(void)
{
	t_directory_make();
	(void)signal(SIGPIPE, SIG_IGN);
	context = SSL_CTX_new(TLS_client_method());
	front = (struct t_program){ T_EXAMPLES "tls-handoff/front", { "0" },
	    "log", NULL, -1, -1, 0 };
	t_program_start(&front);
	port = t_program_await_number("log", "front: port ", 0);
}

static void
stop_front(void)
{
	t_program_stop(&front);
	SSL_CTX_free(context);
	t_directory_remove();
}

#define T_FRONTED(sentence) \
	Test(tls_handoff, sentence, .timeout = 120, \
	    .init = start_front, .fini = stop_front)

static pid_t
nth_keeper(int n)
{
	return (pid_t)t_program_await_number("log", "front: keeper ", n);
}

/* A client that has completed the handshake, or NULL. */
static SSL *
shake_hands(void)
{
	SSL *tls = SSL_new(context);

	if (SSL_set_fd(tls, t_program_connect(port)) == 1 &&
	    SSL_connect(tls) == 1)
		return tls;
	close(SSL_get_fd(tls));
	SSL_free(tls);
	return NULL;
}

static void
hang_up(SSL *tls)
{
	close(SSL_get_fd(tls));
	SSL_free(tls);
}

struct page {
	long front, speaker;
	bool whole;             /* it was closed as TLS wants it */
};

/* Never asserts: children use it. */
static struct page
get_page(SSL *tls)
{
	static const char request[] = "GET / HTTP/1.0\r\n\r\n";
	struct page page = { 0, 0, false };
	char text[1024];
	const char *body;
	int have = 0, n = 0;

	if (SSL_write(tls, request, sizeof request - 1) > 0)
		while ((n = SSL_read(tls, text + have,
		    (int)sizeof text - 1 - have)) > 0)
			have += n;
	page.whole = have > 0 && SSL_get_error(tls, n) ==
	    SSL_ERROR_ZERO_RETURN;
	text[have] = '\0';
	body = strstr(text, "\r\n\r\nProcess");
	if (body == NULL || sscanf(body, "\r\n\r\nProcess %ld accepted this "
	    "connection, process %ld speaks TLS", &page.front,
	    &page.speaker) != 2)
		page.whole = false;
	return page;
}

static int
get_one_page(void *argument)
{
	SSL *tls = shake_hands();
	struct page page;

	(void)argument;
	if (tls == NULL)
		return 2;
	page = get_page(tls);
	hang_up(tls);
	return page.whole ? 0 : 1;
}

static void
assert_still_serves(void)
{
	cr_assert_eq(get_one_page(NULL), 0);
}

T_FRONTED(a_page_comes_over_tls_from_another_process_than_the_front)
{
	SSL *tls = shake_hands();
	struct page page;

	cr_assert_not_null(tls);
	page = get_page(tls);
	cr_assert(page.whole);
	cr_assert_eq(page.front, front.pid);
	cr_assert_neq(page.speaker, front.pid);
	hang_up(tls);
}

enum { CLIENTS = 20 };

T_FRONTED(many_clients_at_once_get_their_pages)
{
	pid_t client[CLIENTS];
	int i;

	for (i = 0; i < CLIENTS; i++)
		client[i] = t_fork(get_one_page, NULL);
	for (i = 0; i < CLIENTS; i++)
		cr_assert_eq(t_wait(client[i]), 0);
}

T_FRONTED(a_client_that_says_nothing_does_not_keep_others_waiting)
{
	int fd[CLIENTS], i;

	for (i = 0; i < CLIENTS; i++)
		fd[i] = t_program_connect(port);
	assert_still_serves();
	for (i = 0; i < CLIENTS; i++)
		close(fd[i]);
}

T_FRONTED(clients_that_speak_no_tls_do_not_disturb_the_others)
{
	static const char request[] = "GET / HTTP/1.0\r\n\r\n";
	size_t length;

	for (length = 0; length < sizeof request; length++) {
		int fd = t_program_connect(port);

		cr_assert_eq(write(fd, request, length), (ssize_t)length);
		close(fd);
	}
	assert_still_serves();
}

T_FRONTED(clients_that_go_after_the_handshake_do_not_disturb_the_others)
{
	int i;

	for (i = 0; i < 10; i++) {
		SSL *tls = shake_hands();

		cr_assert_not_null(tls);
		hang_up(tls);
	}
	assert_still_serves();
}

static X509 *
certificate_now(void)
{
	SSL *tls = shake_hands();
	X509 *certificate;

	cr_assert_not_null(tls);
	certificate = SSL_get_peer_certificate(tls);
	cr_assert_not_null(certificate);
	hang_up(tls);
	return certificate;
}

/* Line 0 says that the first keeper is there, line 1 that it died. */
T_FRONTED(a_killed_keeper_has_a_successor_with_a_key_of_its_own)
{
	X509 *first = certificate_now(), *again = certificate_now(), *second;
	pid_t killed = nth_keeper(0);

	kill(killed, SIGKILL);
	cr_assert_eq(nth_keeper(1), killed);
	t_program_await_burial(killed);
	cr_assert_neq(nth_keeper(2), killed);
	second = certificate_now();
	cr_assert_eq(X509_cmp(first, again), 0);
	cr_assert_neq(X509_cmp(first, second), 0);
	X509_free(first);
	X509_free(again);
	X509_free(second);
	assert_still_serves();
}

/* It is stopped, so it has not taken the connection over when it dies. */
T_FRONTED(a_connection_that_a_killed_keeper_had_not_taken_over_is_served)
{
	pid_t client, killed = nth_keeper(0);

	assert_still_serves();
	kill(killed, SIGSTOP);
	client = t_fork(get_one_page, NULL);
	t_sleep_ms(100);        /* the harder for the front, but not needed */
	kill(killed, SIGKILL);
	cr_assert_eq(t_wait(client), 0);
}

T_FRONTED(a_session_goes_on_although_the_keeper_was_killed)
{
	SSL *tls = shake_hands();

	cr_assert_not_null(tls);
	kill(nth_keeper(0), SIGKILL);
	(void)nth_keeper(2);
	cr_assert(get_page(tls).whole);
	hang_up(tls);
}

/* Nobody else can go on with it: what it needs was in one memory. */
T_FRONTED(a_session_ends_with_its_process_and_a_new_one_is_served)
{
	SSL *tls = shake_hands();
	struct page page;

	cr_assert_not_null(tls);
	kill((pid_t)t_program_await_number("log", "keeper: process ", 0),
	    SIGKILL);
	page = get_page(tls);
	cr_assert(!page.whole);
	cr_assert_eq(page.speaker, 0);
	hang_up(tls);
	assert_still_serves();
}

T_FRONTED(the_keeper_ends_when_the_front_was_killed)
{
	assert_still_serves();
	kill(front.pid, SIGKILL);
	(void)t_program_wait(&front);
	t_program_await_end(&front);
}

enum { ROUNDS = 15 };

static int
get_many_pages(void *argument)
{
	int i;

	for (i = 0; i < ROUNDS; i++)
		if (get_one_page(argument) != 0)
			return 1;
	return 0;
}

T_FRONTED(no_page_is_lost_while_keepers_are_killed_at_any_moment)
{
	pid_t client[4];
	int i;

	for (i = 0; i < 4; i++)
		client[i] = t_fork(get_many_pages, NULL);
	for (i = 0; i < 5; i++)
		kill(nth_keeper(2 * i), SIGKILL);
	for (i = 0; i < 4; i++)
		cr_assert_eq(t_wait(client[i]), 0);
}
