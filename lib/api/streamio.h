/* SPDX-License-Identifier: ISC */
/*
 * The requests of streamio, by what they are about: a file each.
 */
#ifndef LSCI_STREAMIO_H
#define LSCI_STREAMIO_H

#include "api/edge_stropts.h"
#include "backend/backend.h"

/* One request on one stream of ours. */
struct lsci_request {
	int end;
	unsigned code;
	struct lsci_state state;
	int number;             /* the argument, if it is a number */
	void *pointer;          /* or if it is a pointer, never NULL */
};

/* What ioctl returns, or a negative errno. */
typedef int lsci_request_handler(const struct lsci_request *request);

/* streamio_pass.c */
lsci_request_handler lsci_io_pass, lsci_io_receive, lsci_io_receive_short;
/* streamio_modules.c */
lsci_request_handler lsci_io_push, lsci_io_pop, lsci_io_look, lsci_io_find,
	lsci_io_list;
/* streamio_terminal.c */
lsci_request_handler lsci_io_push_on_terminal, lsci_io_pop_from_terminal,
	lsci_io_look_at_terminal, lsci_io_find_on_terminal,
	lsci_io_list_terminal;
/* streamio_options.c */
lsci_request_handler lsci_io_set_read, lsci_io_get_read, lsci_io_set_write,
	lsci_io_get_write, lsci_io_set_error, lsci_io_get_error,
	lsci_io_set_close_time, lsci_io_get_close_time;
/* streamio_queue.c */
lsci_request_handler lsci_io_count, lsci_io_bytes, lsci_io_peek,
	lsci_io_first_band, lsci_io_has_band, lsci_io_at_mark,
	lsci_io_can_put;
/* streamio_flush.c */
lsci_request_handler lsci_io_flush, lsci_io_flush_band;
/* streamio_put.c */
lsci_request_handler lsci_io_insert_fd, lsci_io_command;
/* streamio_signal.c */
lsci_request_handler lsci_io_set_events, lsci_io_get_events,
	lsci_io_set_events_for, lsci_io_get_events_for;
/* streamio_bytes.c: on byte streams, where that is another thing */
lsci_request_handler lsci_io_count_bytes, lsci_io_peek_bytes,
	lsci_io_first_band_of_bytes, lsci_io_has_band_of_bytes,
	lsci_io_can_put_bytes, lsci_io_flush_bytes, lsci_io_set_read_of_bytes,
	lsci_io_set_write_of_bytes;
/* refusals: EINVAL, but ENXIO where the other end is closed */
lsci_request_handler lsci_io_refuse, lsci_io_refuse_live;

#endif
