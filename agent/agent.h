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
#include <time.h>

struct agent {
	int listener;
	int end;
	int file;
	int names;              /* tells of the file's names; or -1 */
	time_t since;
	uint64_t opens;
};

/* Those who have connected and said nothing yet. */
enum { WAITING_MAX = 256, PATIENCE_MS = 5000 };

/* Serves until there is nothing more to serve. */
void agent_serve(struct agent *agent);

/* Answers what `client' asks, which is closed then; false if it has asked
   nothing yet.  May end the attachment. */
bool agent_answer(struct agent *agent, int client);

/* Whether there is nothing to hold any more. */
bool agent_has_ended(const struct agent *agent);

/* From here on the name is a file. */
void agent_detach(struct agent *agent);

#endif
