/* SPDX-License-Identifier: ISC */
#include "tests/messages/player.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include <streamcompat/streams.h>
#include <streamcompat/stropts.h>

#include "tests/support/t_must.h"

static unsigned char bytes[MODEL_CONTROL + MODEL_DATA];

static long
told(long r)
{
	return r < 0 ? -errno : r;
}

static long
write_bytes(struct player *player, const struct act *act)
{
	act_bytes(act, player->key, bytes, (size_t)act->data);
	return told(lsc_write(player->end, bytes, (size_t)act->data));
}

/* In up to five pieces, some of them empty. */
static long
write_pieces(struct player *player, const struct act *act)
{
	struct iovec piece[5];
	uint32_t state = act->seed | 1;
	size_t at = 0, size = (size_t)act->data;
	int i;

	act_bytes(act, player->key, bytes, size);
	for (i = 0; i < 5; i++) {
		size_t left = size - at;

		piece[i].iov_base = bytes + at;
		piece[i].iov_len = i == 4 ? left :
		    random_below(&state, (uint32_t)left + 1);
		at += piece[i].iov_len;
	}
	return told(lsc_writev(player->end, piece, 5));
}

static struct strbuf *
part(struct strbuf *buffer, long length, unsigned char *from)
{
	buffer->maxlen = -5;
	buffer->len = (int)length;
	buffer->buf = (char *)from;
	return length < 0 ? NULL : buffer;
}

/* A part that is absent is NULL, or of length -1. */
static long
put(struct player *player, const struct act *act)
{
	struct strbuf control, data;
	size_t before = act->control > 0 ? (size_t)act->control : 0;
	struct strbuf *c = part(&control, act->control, bytes);
	struct strbuf *d = part(&data, act->data, bytes + before);

	act_bytes(act, player->key, bytes, before +
	    (act->data > 0 ? (size_t)act->data : 0));
	if (act->option == 0 && c == NULL)
		c = &control;
	if (act->band == 0 && act->option == 0)
		return told(putmsg(player->end, c, d,
		    act->high ? RS_HIPRI : 0));
	return told(putpmsg(player->end, c, d, act->band,
	    act->high ? MSG_HIPRI : MSG_BAND));
}

/* The offset of the file tells which one it is. */
static long
pass(struct player *player, const struct act *act)
{
	int file = must(open(player->path, O_RDONLY), player->path);
	long r;

	must((int)lseek(file, act->option, SEEK_SET), "lseek");
	r = told(lsc_ioctl(player->end, I_SENDFD, file));
	close(file);
	return r;
}

static long
take(struct player *player)
{
	struct strrecvfd got;
	long r = told(lsc_ioctl(player->end, I_RECVFD, &got));

	if (r == 0)
		lsc_close(got.fd);
	return r;
}

static long
flush_band(struct player *player, const struct act *act)
{
	struct bandinfo info = { (unsigned char)act->band, FLUSHW };

	return told(lsc_ioctl(player->end, I_FLUSHBAND, &info));
}

static long
set_zero(struct player *player)
{
	player->send_zero = !player->send_zero;
	return told(lsc_ioctl(player->end, I_SWROPT,
	    player->send_zero ? SNDZERO : 0));
}

long
player_send(struct player *player, const struct act *act)
{
	switch (act->deed) {
	case WRITE:
		return write_bytes(player, act);
	case WRITEV:
		return write_pieces(player, act);
	case WRITE_NOTHING:
		return told(lsc_write(player->end, bytes, 0));
	case SET_ZERO:
		return set_zero(player);
	case PUT:
	case PUT_HIGH:
		return put(player, act);
	case PASS:
		return pass(player, act);
	case FLUSH_SENT:
		return told(lsc_ioctl(player->end, I_FLUSH, FLUSHW));
	case FLUSH_SENT_BAND:
		return flush_band(player, act);
	case CAN_PUT:
		return told(lsc_ioctl(player->end, I_CANPUT, act->band));
	case TAKE:
		return take(player);
	case HANG_UP:
		return told(lsc_close(player->end));
	default:
		return -ENOSYS;
	}
}
