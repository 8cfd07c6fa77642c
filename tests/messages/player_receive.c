/* SPDX-License-Identifier: ISC */
#include "tests/messages/player.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t.h"
#include "tests/support/t_must.h"

static void
tell(struct outcome *out, long r)
{
	out->result = r;
	out->error = r < 0 ? errno : 0;
}

/* --- read */

static void
read_bytes(struct player *player, const struct act *act, struct outcome *out)
{
	tell(out, lsc_read(player->end, out->bytes, (size_t)act->data));
	if (out->result > 0)
		out->size = (size_t)out->result;
}

static void
read_pieces(struct player *player, const struct act *act,
    struct outcome *out)
{
	struct iovec piece[4];
	uint32_t state = act->seed | 1;
	size_t at = 0, size = (size_t)act->data;
	int i;

	for (i = 0; i < 4; i++) {
		size_t left = size - at;

		piece[i].iov_base = out->bytes + at;
		piece[i].iov_len = i == 3 ? left :
		    random_below(&state, (uint32_t)left + 1);
		at += piece[i].iov_len;
	}
	tell(out, lsc_readv(player->end, piece, 4));
	if (out->result > 0)
		out->size = (size_t)out->result;
}

/* --- parts */

static char control_bytes[MODEL_CONTROL + 100];
static char data_bytes[MODEL_DATA];

struct parts {
	struct strbuf control;
	struct strbuf data;
};

static struct parts
parts_of(const struct act *act)
{
	struct parts parts = {
		{ (int)act->control, UNTOUCHED, control_bytes },
		{ (int)act->data, UNTOUCHED, data_bytes }
	};

	return parts;
}

static void
tell_parts(const struct parts *parts, struct outcome *out)
{
	out->control = parts->control.len;
	out->data = parts->data.len;
	if (parts->control.len > 0) {
		memcpy(out->bytes, control_bytes, (size_t)parts->control.len);
		out->size = (size_t)parts->control.len;
	}
	if (parts->data.len > 0) {
		memcpy(out->bytes + out->size, data_bytes,
		    (size_t)parts->data.len);
		out->size += (size_t)parts->data.len;
	}
}

/* Without room a part may be NULL as well; then nothing is told of it. */
static struct strbuf *
perhaps(struct strbuf *buffer, const struct act *act)
{
	return buffer->maxlen < 0 && act->option % 2 == 0 ? NULL : buffer;
}

static void
get(struct player *player, const struct act *act, struct outcome *out)
{
	struct parts parts = parts_of(act);
	struct strbuf *c = perhaps(&parts.control, act);
	struct strbuf *d = perhaps(&parts.data, act);
	int flags = act->high ? RS_HIPRI : 0, band = UNTOUCHED;

	if (act->deed == GET) {
		tell(out, getmsg(player->end, c, d, &flags));
	} else {
		flags = act->high ? MSG_HIPRI : act->option % 3 == 0 ?
		    MSG_ANY : MSG_BAND;
		band = act->high ? 0 : act->band;
		tell(out, getpmsg(player->end, c, d, &band, &flags));
	}
	if (out->result < 0)
		return;
	out->flags = flags;
	if (act->deed == GET_BY_BAND && flags != 0)
		out->band = band;
	tell_parts(&parts, out);
	if (c == NULL)
		out->control = UNKNOWN;
	if (d == NULL)
		out->data = UNKNOWN;
}

static void
peek(struct player *player, const struct act *act, struct outcome *out)
{
	struct parts parts = parts_of(act);
	struct strpeek peeking = { parts.control, parts.data,
	    act->high ? RS_HIPRI : 0 };

	tell(out, lsc_ioctl(player->end, I_PEEK, &peeking));
	parts.control = peeking.ctlbuf;
	parts.data = peeking.databuf;
	if (out->result < 0 || (parts.control.len == UNTOUCHED &&
	    parts.data.len == UNTOUCHED))
		return;
	out->flags = (long)peeking.flags;
	tell_parts(&parts, out);
}

/* --- what can be seen */

static void
ask(struct player *player, unsigned long request, struct outcome *out)
{
	int value = UNTOUCHED;

	tell(out, lsc_ioctl(player->end, request, &value));
	out->value = value;
}

static void
describe(struct player *player, struct outcome *out)
{
	struct stat st;

	tell(out, lsc_fstat(player->end, &st));
	out->value = S_ISFIFO(st.st_mode) ? (long)st.st_size : -1;
}

static void
poll_all(struct player *player, struct outcome *out)
{
	struct pollfd end = { .fd = player->end, .events = POLLIN | POLLPRI |
	    POLLRDNORM | POLLRDBAND | POLLOUT | POLLWRNORM | POLLWRBAND };

	tell(out, lsc_poll(&end, 1, 0));
	out->value = end.revents;
}

/* --- passed descriptors, and the end itself */

static void
receive(struct player *player, struct outcome *out)
{
	struct strrecvfd got = { .fd = -1 };

	tell(out, lsc_ioctl(player->end, I_RECVFD, &got));
	if (out->result < 0)
		return;
	out->value = (long)lseek(got.fd, 0, SEEK_CUR);
	if (!t_same_file(got.fd, player->file) || got.uid != geteuid() ||
	    got.gid != getegid())
		out->value = -2;
	lsc_close(got.fd);
}

static void
duplicate(struct player *player, struct outcome *out)
{
	int copy = must(dup(player->end), "dup");

	lsc_forget(copy);
	tell(out, lsc_close(player->end));
	player->end = copy;
}

static void
flush_band(struct player *player, const struct act *act,
    struct outcome *out)
{
	struct bandinfo info = { (unsigned char)act->band, FLUSHR };

	tell(out, lsc_ioctl(player->end, I_FLUSHBAND, &info));
}

static void
look(struct player *player, const struct act *act, struct outcome *out)
{
	switch (act->deed) {
	case PEEK:
		peek(player, act, out);
		break;
	case COUNT:
		ask(player, I_NREAD, out);
		break;
	case BYTES:
		ask(player, FIONREAD, out);
		break;
	case FIRST_BAND:
		ask(player, I_GETBAND, out);
		break;
	case HAS_BAND:
		tell(out, lsc_ioctl(player->end, I_CKBAND, act->band));
		break;
	case DESCRIBE:
		describe(player, out);
		break;
	default:
		poll_all(player, out);
		break;
	}
}

void
player_receive(struct player *player, const struct act *act,
    struct outcome *out)
{
	switch (act->deed) {
	case READ:
		read_bytes(player, act, out);
		break;
	case READV:
		read_pieces(player, act, out);
		break;
	case SET_READ:
		tell(out, lsc_ioctl(player->end, I_SRDOPT, act->option));
		break;
	case GET:
	case GET_BY_BAND:
		get(player, act, out);
		break;
	case RECEIVE:
		receive(player, out);
		break;
	case FLUSH:
		tell(out, lsc_ioctl(player->end, I_FLUSH, FLUSHR));
		break;
	case FLUSH_BAND:
		flush_band(player, act, out);
		break;
	case DUPLICATE:
		duplicate(player, out);
		break;
	case GIVE:
		tell(out, lsc_ioctl(player->end, I_SENDFD, player->file));
		break;
	default:
		look(player, act, out);
		break;
	}
}
