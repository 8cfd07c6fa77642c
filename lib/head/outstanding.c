/* SPDX-License-Identifier: ISC */
/*
 * The newest spans of what was sent, each for some messages; when there are
 * too many, two become one.  Two ends in one place lose their spans to each
 * other, and so do two threads that meet in one: then too little is counted,
 * and the kernel's own limit remains.
 */
#include <config.h>

#include <limits.h>
#include <stdatomic.h>
#include <string.h>

#include "head/outstanding.h"

/* Bytes that make a span worth another one; so much charged is worth asking
   the kernel. */
enum { BANDS = 256, PLACES = 256, SPANS = 32, SPAN_BANDS = 4,
	SPAN_CHARGED = 16384, MUCH_CHARGED = 65536 };

struct span {
	long charged;
	int bands;
	struct {
		int band;
		long bytes;
	} of[SPAN_BANDS];
};

struct place {
	atomic_flag busy;
	uint64_t owner;         /* key and side */
	bool announced;
	unsigned char used[BANDS]; /* whether anything was sent in it */
	int spans;
	struct span span[SPANS]; /* oldest first */
};

static struct place places[PLACES];

/* NULL if somebody else has it, perhaps the code that a signal handler has
   interrupted. */
static struct place *
take_place(const struct lsci_state *end)
{
	uint64_t owner = (uint64_t)end->key << 2 |
	    (unsigned)end->second << 1 | 1;
	struct place *place = &places[(owner >> 1) % PLACES];

	if (atomic_flag_test_and_set(&place->busy))
		return NULL;
	if (place->owner != owner) {
		place->owner = owner;
		place->announced = false;
		memset(place->used, 0, sizeof place->used);
		place->spans = 0;
	}
	return place;
}

static void
give_place(struct place *place)
{
	atomic_flag_clear(&place->busy);
}

/* What Linux charges: a buffer of a power of two, and a head; of what is longer
   than such a buffer may be, the rest in pages. */
static long
charge(size_t size)
{
	enum { HEAD = 256, OVERHEAD = 320, LEAST = 512, LARGEST = 16384,
		PAGE = 4096 };
	long room = LEAST, left = (long)size + OVERHEAD - LARGEST;

	if (left > 0)
		return LARGEST + HEAD + (left + PAGE - 1) / PAGE * PAGE;
	while (room < (long)size + OVERHEAD)
		room *= 2;
	return room + HEAD;
}

/* Of more bands than there is room for the last ones are forgotten. */
static void
add(struct span *span, int band, long bytes)
{
	int i = 0;

	while (i < span->bands && span->of[i].band != band)
		i++;
	if (i == SPAN_BANDS)
		return;
	if (i == span->bands) {
		span->bands++;
		span->of[i].band = band;
		span->of[i].bytes = 0;
	}
	span->of[i].bytes += bytes;
}

static struct span
merge(const struct span *older, const struct span *newer)
{
	struct span both = *newer;
	int i;

	both.charged += older->charged;
	for (i = 0; i < older->bands; i++)
		add(&both, older->of[i].band, older->of[i].bytes);
	return both;
}

static void
halve(struct place *place)
{
	int i;

	for (i = 0; i < SPANS / 2; i++)
		place->span[i] = merge(&place->span[2 * i],
		    &place->span[2 * i + 1]);
	place->spans = SPANS / 2;
}

static long
bytes_in(const struct span *span, int band)
{
	long bytes = 0;
	int i;

	for (i = 0; i < span->bands; i++)
		if (band < 0 || span->of[i].band == band)
			bytes += span->of[i].bytes;
	return bytes;
}

static struct span *
newest(struct place *place)
{
	struct span *last = place->spans > 0 ?
	    &place->span[place->spans - 1] : NULL;

	if (last != NULL && bytes_in(last, -1) < LSCI_SPAN &&
	    last->charged < SPAN_CHARGED)
		return last;
	if (place->spans == SPANS)
		halve(place);
	last = &place->span[place->spans++];
	memset(last, 0, sizeof *last);
	return last;
}

void
lsci_outstanding_add(const struct lsci_state *end, int band, size_t size)
{
	struct place *place = take_place(end);
	struct span *span;

	if (place == NULL)
		return;
	if (band > 0)
		place->used[band] = 1;
	span = newest(place);
	add(span, band, (long)size);
	span->charged += charge(size);
	give_place(place);
}

static long
bytes_of(const struct place *place, int band)
{
	long bytes = 0;
	int i;

	for (i = 0; i < place->spans; i++)
		bytes += bytes_in(&place->span[i], band);
	return bytes;
}

static long
charged_for(const struct place *place)
{
	long charged = 0;
	int i;

	for (i = 0; i < place->spans; i++)
		charged += place->span[i].charged;
	return charged;
}

long
lsci_outstanding_at_most(const struct lsci_state *end)
{
	struct place *place = take_place(end);
	long bytes = LONG_MAX;

	if (place == NULL)
		return LONG_MAX;
	if (charged_for(place) < MUCH_CHARGED)
		bytes = bytes_of(place, -1);
	give_place(place);
	return bytes;
}

static void
cut(struct span *span, long charged)
{
	int i;

	for (i = 0; i < span->bands; i++)
		span->of[i].bytes = (long)((int64_t)span->of[i].bytes *
		    charged / span->charged);
	span->charged = charged;
}

/* What was sent first is read first: old spans are dropped, and of the one at
   the border a part. */
static void
drop_read(struct place *place, long charged)
{
	int i = place->spans;

	while (i > 0 && charged >= place->span[i - 1].charged)
		charged -= place->span[--i].charged;
	if (i > 0 && charged > 0) {
		cut(&place->span[--i], charged);
	}
	place->spans -= i;
	memmove(place->span, place->span + i,
	    (size_t)place->spans * sizeof *place->span);
}

long
lsci_outstanding_settle(const struct lsci_state *end, int band, int charged)
{
	struct place *place = take_place(end);
	long bytes = 0;

	if (place == NULL)
		return 0;
	drop_read(place, charged);
	bytes = bytes_of(place, band);
	give_place(place);
	return bytes;
}

static bool
fills_bands(const struct place *place, long bytes)
{
	bool any = false;
	int band;

	for (band = 1; band < BANDS; band++) {
		if (!place->used[band])
			continue;
		if (bytes_of(place, band) < bytes)
			return false;
		any = true;
	}
	return any;
}

bool
lsci_outstanding_fills_bands(const struct lsci_state *end, long bytes,
    int charged)
{
	struct place *place = take_place(end);
	bool full;

	if (place == NULL)
		return false;
	drop_read(place, charged);
	full = fills_bands(place, bytes);
	give_place(place);
	return full;
}

static void
forget_in(struct span *span, int band)
{
	int i;

	for (i = 0; i < span->bands; i++)
		if (band < 0 || span->of[i].band == band)
			span->of[i].bytes = 0;
}

void
lsci_outstanding_forget(const struct lsci_state *end, int band)
{
	struct place *place = take_place(end);
	int i;

	if (place == NULL)
		return;
	for (i = 0; i < place->spans; i++)
		forget_in(&place->span[i], band);
	give_place(place);
}

bool
lsci_outstanding_note_announced(const struct lsci_state *end)
{
	struct place *place = take_place(end);
	bool before;

	if (place == NULL)
		return false;
	before = place->announced;
	place->announced = true;
	give_place(place);
	return before;
}

void
lsci_outstanding_deny_announced(const struct lsci_state *end)
{
	struct place *place = take_place(end);

	if (place == NULL)
		return;
	place->announced = false;
	give_place(place);
}
