/* SPDX-License-Identifier: ISC */
#include "tests/messages/model.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include <streamcompat/stropts.h>

#include "tests/messages/model_queue.h"
#include "tests/support/t_must.h"

void
outcome_clear(struct outcome *out)
{
	memset(out, 0, offsetof(struct outcome, bytes));
	out->control = out->data = out->flags = out->band = out->value =
	    UNTOUCHED;
}

static size_t
size_of(const struct model_message *message)
{
	return (size_t)(message->control > 0 ? message->control : 0) +
	    (size_t)(message->data > 0 ? message->data : 0);
}

static unsigned char *
copy(const unsigned char *bytes, size_t size)
{
	unsigned char *to = malloc(size + 1);

	must(to == NULL ? -1 : 0, "malloc");
	if (size > 0)
		memcpy(to, bytes, size);
	return to;
}

/* --- order */

static int
class_of(const struct model_message *message)
{
	return message->high ? 256 : message->band;
}

static void
insert(struct model *model, int at, const struct model_message *message)
{
	must(model->count == MODEL_MESSAGES ? -1 : 0, "room in the model");
	memmove(&model->queue[at + 1], &model->queue[at],
	    (size_t)(model->count - at) * sizeof *message);
	model->queue[at] = *message;
	model->count++;
}

static void
put_behind(struct model *model, const struct model_message *message)
{
	int at = 0;

	while (at < model->count &&
	    class_of(&model->queue[at]) >= class_of(message))
		at++;
	insert(model, at, message);
}

void
model_put_back(struct model *model, struct model_message message)
{
	int at = 0;

	while (at < model->count &&
	    class_of(&model->queue[at]) > class_of(&message))
		at++;
	insert(model, at, &message);
}

static void
take_out(struct model *model, int at)
{
	model->count--;
	memmove(&model->queue[at], &model->queue[at + 1],
	    (size_t)(model->count - at) * sizeof *model->queue);
}

struct model_message
model_take_first(struct model *model)
{
	struct model_message first = model->queue[0];

	take_out(model, 0);
	return first;
}

void
model_drop_first(struct model *model)
{
	free(model->queue[0].bytes);
	take_out(model, 0);
}

void
model_clear(struct model *model)
{
	while (model->count > 0)
		model_drop_first(model);
	memset(model, 0, sizeof *model);
	model->control_mode = RPROTNORM;
}

/* --- to another process */

void
model_save(const struct model *model, FILE *to)
{
	int i;

	must(fwrite(model, sizeof *model, 1, to) == 1 ? 0 : -1, "fwrite");
	for (i = 0; i < model->count; i++)
		fwrite(model->queue[i].bytes, 1, size_of(&model->queue[i]), to);
}

void
model_load(struct model *model, FILE *from)
{
	int i;

	must(fread(model, sizeof *model, 1, from) == 1 ? 0 : -1, "fread");
	for (i = 0; i < model->count; i++) {
		size_t size = size_of(&model->queue[i]);

		model->queue[i].bytes = copy(NULL, 0);
		model->queue[i].bytes = realloc(model->queue[i].bytes,
		    size + 1);
		must(model->queue[i].bytes == NULL || fread(
		    model->queue[i].bytes, 1, size, from) != size ? -1 : 0,
		    "the rest of a model");
	}
}

/* --- the other end */

long
model_weight(const struct model *model, int band)
{
	long weight = 0;
	int i;

	for (i = 0; i < model->count; i++)
		if (!model->queue[i].high && model->queue[i].band == band)
			weight += model->queue[i].weight;
	return weight;
}

/* A second one of high priority is discarded. */
void
model_put(struct model *model, bool high, int band, long control, long data,
    const unsigned char *bytes)
{
	struct model_message message = { .high = high, .band = band,
	    .control = control, .data = data };

	if (high && model->count > 0 && model->queue[0].high)
		return;
	message.weight = (long)size_of(&message);
	message.bytes = copy(bytes, size_of(&message));
	put_behind(model, &message);
}

void
model_write(struct model *model, const unsigned char *bytes, size_t size)
{
	size_t done = 0;

	if (size == 0 && model->send_zero)
		model_put(model, false, 0, -1, 0, bytes);
	while (done < size) {
		size_t here = size - done < MODEL_SEGMENT ? size - done :
		    MODEL_SEGMENT;

		model_put(model, false, 0, -1, (long)here, bytes + done);
		done += here;
	}
}

void
model_pass(struct model *model, int file)
{
	struct model_message message = { .passed = true, .file = file,
	    .control = -1, .data = -1 };

	message.bytes = copy(NULL, 0);
	put_behind(model, &message);
}

void
model_flush(struct model *model, int band)
{
	int at = 0;

	while (at < model->count) {
		const struct model_message *message = &model->queue[at];

		if (band < 0 || (!message->high && message->band == band)) {
			free(message->bytes);
			take_out(model, at);
		} else {
			at++;
		}
	}
}

/* --- what can be seen */

static long
data_of(const struct model_message *message)
{
	return message->data > 0 ? message->data : 0;
}

void
model_count(const struct model *model, struct outcome *out)
{
	out->result = model->count;
	out->value = model->count > 0 ? data_of(&model->queue[0]) : 0;
}

void
model_bytes(const struct model *model, struct outcome *out)
{
	int i;

	out->value = 0;
	for (i = 0; i < model->count; i++)
		out->value += data_of(&model->queue[i]);
}

void
model_first_band(const struct model *model, struct outcome *out)
{
	if (model->count == 0) {
		out->result = -1;
		out->error = ENODATA;
		return;
	}
	out->value = model->queue[0].band;
}

void
model_has_band(const struct model *model, int band, struct outcome *out)
{
	int i;

	out->result = band == 0 && model->count > 0;
	for (i = 0; i < model->count; i++)
		if (band > 0 && model->queue[i].band == band)
			out->result = 1;
}

void
model_poll(const struct model *model, struct outcome *out)
{
	const struct model_message *first = &model->queue[0];

	out->value = model->hung_up ? POLLHUP :
	    POLLOUT | POLLWRNORM | POLLWRBAND;
	if (model->count > 0)
		out->value |= first->high ? POLLPRI : first->band > 0 ?
		    POLLIN | POLLRDBAND : POLLIN | POLLRDNORM;
	out->result = out->value != 0;
}
