/* SPDX-License-Identifier: ISC */
/*
 * I_SENDFD, I_RECVFD, I_E_RECVFD: passing descriptors.
 */
#include <config.h>

#include <limits.h>
#include <string.h>

#include "api/streamio.h"
#include "head/known.h"
#include "head/message.h"
#include "head/message_get.h"
#include "head/passed.h"
#include "head/record.h"
#include "name/connection.h"
#include "sys/sys.h"

/* In the words of I_SENDFD, which never waits. */
static int
pass_on_message_stream(const struct lsci_request *request)
{
	int r = lsci_message_pass(request->end, &request->state,
	    request->number);

	return r == -EPIPE ? -ENXIO : r == -ENOSR ? -EAGAIN : r;
}

int
lsci_io_pass(const struct lsci_request *request)
{
	switch (request->state.kind) {
	case LSCI_MESSAGE_STREAM:
		return pass_on_message_stream(request);
	case LSCI_LISTENER:
		return -EINVAL;
	default:
		return lsci_passed_send(request->end, request->number);
	}
}

static int
receive_message(const struct lsci_request *request,
    struct lsci_passed *passed)
{
	struct lsci_identity sender = LSCI_NOBODY;
	unsigned char carrier;
	int r = lsci_message_receive(request->end, &request->state,
	    &passed->fd, &sender, &carrier, LSCI_WAIT);

	if (r == 0 && carrier == LSCI_CARRIES_CONNECTION)
		lsci_connection_take(passed->fd, &sender);

	passed->uid = sender.uid_known ? sender.uid : (uid_t)-1;
	passed->gid = sender.gid_known ? sender.gid : (gid_t)-1;
	return r;
}

static int
receive(const struct lsci_request *request, struct lsci_passed *passed)
{
	switch (request->state.kind) {
	case LSCI_MESSAGE_STREAM:
		return receive_message(request, passed);
	case LSCI_LISTENER:
		return lsci_passed_accept(request->end, passed);
	default:
		return lsci_passed_recv(request->end, passed);
	}
}

int
lsci_io_receive(const struct lsci_request *request)
{
	struct strrecvfd *to = request->pointer;
	struct lsci_passed passed;
	int r = receive(request, &passed);

	if (r < 0)
		return r;
	lsci_known_forget(passed.fd);
	memset(to, 0, sizeof *to);
	to->fd = passed.fd;
	to->uid = passed.uid;
	to->gid = passed.gid;
	return 0;
}

/* Ids that do not fit are EOVERFLOW; by then the descriptor has been received,
   and is closed. */
int
lsci_io_receive_short(const struct lsci_request *request)
{
	struct o_strrecvfd *to = request->pointer;
	struct lsci_passed passed;
	int r = receive(request, &passed);

	if (r < 0)
		return r;
	lsci_known_forget(passed.fd);
	if (passed.uid > USHRT_MAX || passed.gid > USHRT_MAX) {
		lsci_sys_close(passed.fd);
		return -EOVERFLOW;
	}
	memset(to, 0, sizeof *to);
	to->fd = passed.fd;
	to->uid = (unsigned short)passed.uid;
	to->gid = (unsigned short)passed.gid;
	return 0;
}
