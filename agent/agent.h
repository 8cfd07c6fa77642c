/* SPDX-License-Identifier: ISC */
/*
 * The attach agent: it holds the attached end of a stream and the file whose
 * name the end has, and answers those who come to the rendezvous of that file.
 *
 * It ends, and the name is a file again, when the other end of the stream is
 * closed, when the file has no name any more, or when it is asked to.
 */
#ifndef AGENT_H
#define AGENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include "agent/crowd.h"

struct agent {
	int listener;           /* -1 once the name is a file again */
	int end;
	int file;
	struct stat proof;      /* which file that is */
	int hint;               /* has the name that can be guessed; or -1 */
	int64_t place;          /* of its mark on the file */
	bool marked;
	int names;              /* tells of the file's names; or -1 */
	time_t since;
	uint64_t opens;
	struct crowd silent;    /* have connected and said nothing yet */
	struct crowd openers;   /* wait for room in the stream */
	bool stuck;             /* there is room, and it does not help */
};

/* Serves until there is nothing more to serve. */
void agent_serve(struct agent *agent);

/* Answers what `client' asks, and takes it over; false if it has asked nothing
   yet.  May end the attachment. */
bool agent_answer(struct agent *agent, int client);

/* Passes on those who wait, as far as there is room. */
void agent_pass_openers(struct agent *agent);

/* Sends one of those away who wait; false if there is none. */
bool agent_shed(struct agent *agent);

/* Whether there is nothing to hold any more. */
bool agent_has_hung_up(const struct agent *agent);
bool agent_has_ended(const struct agent *agent);

/* From here on the name is a file; who has asked to open it before is still
   served. */
void agent_detach(struct agent *agent);

/* Sends the last of them away. */
void agent_end(struct agent *agent);

#endif
