/* SPDX-License-Identifier: ISC */
/*
 * ioctl: whose is the descriptor, and only then, what is the request.
 */
#include <config.h>

#include <stdarg.h>

#include "api/streamio.h"
#include "head/known.h"
#include "sys/sys.h"

enum { FIRST_REQUEST = I_NREAD, LAST_REQUEST = __SID | 0xff };

/* What the argument is; a pointer is looked at only if it is not NULL. */
enum argument { NUMBER, POINTER, MAYBE_POINTER };

/* On byte streams, and listeners, NULL is EINVAL; on terminals it is the
   system's business, like on anything else that is no stream. */
struct entry {
	unsigned code;
	enum argument argument;
	lsci_request_handler *on_message_stream;
	lsci_request_handler *on_byte_stream;
	lsci_request_handler *on_terminal;
};

static const struct entry entries[] = {
	{ I_NREAD, POINTER, lsci_io_count, lsci_io_count_bytes, NULL },
	{ I_PUSH, POINTER, lsci_io_push, NULL, lsci_io_push_on_terminal },
	{ I_POP, NUMBER, lsci_io_pop, lsci_io_pop,
	    lsci_io_pop_from_terminal },
	{ I_LOOK, POINTER, lsci_io_look, lsci_io_look,
	    lsci_io_look_at_terminal },
	{ I_FLUSH, NUMBER, lsci_io_flush, lsci_io_flush_bytes, NULL },
	{ I_SRDOPT, NUMBER, lsci_io_set_read,
	    lsci_io_set_read_of_bytes, NULL },
	{ I_GRDOPT, POINTER, lsci_io_get_read, lsci_io_get_read, NULL },
	{ I_STR, POINTER, lsci_io_command, lsci_io_command, NULL },
	{ I_SETSIG, NUMBER, lsci_io_set_events, NULL, NULL },
	{ I_GETSIG, POINTER, lsci_io_get_events, NULL, NULL },
	{ I_FIND, POINTER, lsci_io_find, lsci_io_find,
	    lsci_io_find_on_terminal },
	{ I_LINK, NUMBER, lsci_io_refuse_live, lsci_io_refuse_live, NULL },
	{ I_UNLINK, NUMBER, lsci_io_refuse, NULL, NULL },
	{ I_RECVFD, POINTER, lsci_io_receive, lsci_io_receive, NULL },
	{ I_PEEK, POINTER, lsci_io_peek, lsci_io_peek_bytes, NULL },
	{ I_FDINSERT, POINTER, lsci_io_insert_fd, NULL, NULL },
	{ I_SENDFD, NUMBER, lsci_io_pass, lsci_io_pass, NULL },
	{ I_E_RECVFD, POINTER, lsci_io_receive_short,
	    lsci_io_receive_short, NULL },
	{ I_SWROPT, NUMBER, lsci_io_set_write,
	    lsci_io_set_write_of_bytes, NULL },
	{ I_GWROPT, POINTER, lsci_io_get_write, lsci_io_get_write, NULL },
	{ I_LIST, MAYBE_POINTER, lsci_io_list, lsci_io_list,
	    lsci_io_list_terminal },
	{ I_PLINK, NUMBER, lsci_io_refuse_live, lsci_io_refuse_live, NULL },
	{ I_PUNLINK, NUMBER, lsci_io_refuse, NULL, NULL },
	{ I_ANCHOR, NUMBER, lsci_io_refuse, NULL, NULL },
	{ I_FLUSHBAND, POINTER, lsci_io_flush_band, NULL, NULL },
	{ I_CKBAND, NUMBER, lsci_io_has_band,
	    lsci_io_has_band_of_bytes, NULL },
	{ I_GETBAND, POINTER, lsci_io_first_band,
	    lsci_io_first_band_of_bytes, NULL },
	{ I_ATMARK, NUMBER, lsci_io_at_mark, lsci_io_at_mark, NULL },
	{ I_SETCLTIME, POINTER, lsci_io_set_close_time,
	    lsci_io_set_close_time, NULL },
	{ I_GETCLTIME, POINTER, lsci_io_get_close_time,
	    lsci_io_get_close_time, NULL },
	{ I_CANPUT, NUMBER, lsci_io_can_put, lsci_io_can_put_bytes, NULL },
	{ I_SERROPT, NUMBER, lsci_io_set_error, lsci_io_set_error, NULL },
	{ I_GERROPT, POINTER, lsci_io_get_error, lsci_io_get_error, NULL },
	{ I_ESETSIG, POINTER, lsci_io_set_events_for, NULL, NULL },
	{ I_EGETSIG, POINTER, lsci_io_get_events_for, NULL, NULL },
	{ FIONREAD, POINTER, lsci_io_bytes, NULL, NULL }
};

/* To the other stream head and back, as SVR4 has it. */
static const struct entry unknown =
    { 0, NUMBER, lsci_io_refuse_live, NULL, NULL };

static const struct entry *
find(unsigned code)
{
	size_t i;

	for (i = 0; i < sizeof entries / sizeof *entries; i++)
		if (entries[i].code == code)
			return &entries[i];
	return &unknown;
}

static bool
is_streams_request(unsigned code)
{
	return code >= FIRST_REQUEST && code <= LAST_REQUEST;
}

static lsci_request_handler *
handler_for(const struct lsci_request *request, const struct entry *entry)
{
	switch (request->state.kind) {
	case LSCI_MESSAGE_STREAM:
		return entry->on_message_stream;
	case LSCI_STRANGER:
		return entry->on_terminal;
	default:
		return entry->on_byte_stream;
	}
}

/* A request of STREAMS on a stream of ours: never the system's business. */
static int
serve(struct lsci_request *request, va_list argument)
{
	const struct entry *entry = find(request->code);
	lsci_request_handler *handler = handler_for(request, entry);

	if (handler == NULL)
		return -EINVAL;
	if (entry->argument == NUMBER)
		request->number = va_arg(argument, int);
	else
		request->pointer = va_arg(argument, void *);
	if (entry->argument == POINTER && request->pointer == NULL)
		return -EFAULT;
	return handler(request);
}

/* What a message stream is to requests that are not of STREAMS: no terminal. */
static int
ask_system(const struct lsci_request *request, unsigned long code,
    void *argument)
{
	int r = lsci_sys_ioctl(request->end, code, argument);

	return r == -ENOTTY && request->state.kind == LSCI_MESSAGE_STREAM ?
	    -EINVAL : r;
}

/* Which stream it is, as far as the request needs that. */
static int
find_stream(struct lsci_request *request)
{
	static const struct lsci_state stranger = LSCI_STATE_INIT;
	int r = 0;

	request->state = stranger;
	if (is_streams_request(request->code))
		return lsci_backend_get_state(request->end, &request->state);
	r = lsci_known_message_stream(request->end, &request->state);
	if (r == 0)
		request->state = stranger;
	return r < 0 ? r : 0;
}

/* Whether the request is answered here. */
static bool
is_ours(const struct lsci_request *request)
{
	if (request->state.kind != LSCI_STRANGER)
		return is_streams_request(request->code) ||
		    request->code == FIONREAD;
	return is_streams_request(request->code) &&
	    find(request->code)->on_terminal != NULL &&
	    lsci_sys_is_terminal(request->end);
}

/* Requests are unsigned long here, int there, and sign extended between. */
int
lsc_ioctl(int fd, unsigned long request, ...)
{
	struct lsci_request asked = { .end = fd, .code = (unsigned)request };
	int saved = errno;
	int r = find_stream(&asked);
	bool ours = r == 0 && is_ours(&asked);
	va_list argument;

	va_start(argument, request);
	if (r == 0)
		r = ours ? serve(&asked, argument) :
		    ask_system(&asked, request, va_arg(argument, void *));
	va_end(argument);
	return lsci_edge(saved, r);
}
