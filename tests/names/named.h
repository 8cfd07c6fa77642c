/* SPDX-License-Identifier: ISC */
/*
 * Names of streams as their neighbours see them: the file, the agent, and what
 * the two leave behind.  Nothing here asserts, so children may use all of it.
 */
#ifndef NAMED_H
#define NAMED_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

#define NAMED(subject, sentence) \
	Test(subject, sentence, .timeout = T_TIMEOUT, \
	    .init = named_begin, .fini = named_end)

enum { NAMED_PATH = 300, NAMED_PATIENCE_MS = 15000 };
#define NAMED_TEXT "what is in the file"

struct named {
	char path[NAMED_PATH];
	struct stat file;       /* as it was before */
	int end[2];             /* the server's, and the attached one */
};

/* A file in the directory of the test, with NAMED_TEXT in it, and no stream. */
void named_make(struct named *named, const char *name);
/* A new pipe, with connld or without, is attached; the server keeps the one
   end, and closes the other.  0, or an errno. */
int named_attach(struct named *named, bool connld);
/* The server takes the next connection: its descriptor, or -1. */
int named_receive(const struct named *named);

/* The same again and again, until the end hangs up; each is given one byte. */
void named_answer(const struct named *named);
/* Attaches, and answers until then; a job of t_fork. */
enum { NAMED_HUNG_UP = 90 };
int named_serve(void *named);
/* Opens the name and takes the byte, if it is a stream, and if there is one: a
   server may die at any time.  0, or an errno. */
int named_talk(const struct named *named);

/* Whether a file is what is opened, that of before, untouched. */
bool named_is_file(const struct named *named);
bool named_is_attached(const struct named *named);
/* The same after a while. */
bool named_becomes_file(const struct named *named);
bool named_becomes_attached(const struct named *named);

/* The agent's process; 0 if there is none. */
pid_t named_agent(const struct named *named);

/* Whether, after a while, no socket has a name of this file, and no agent of
   this test runs. */
bool named_leaves_nothing(const struct named *named);
/* How many sockets have the name of this file. */
int named_sockets(const struct named *named);
/* The name where the agent listens, without the zero in front; false if there
   is none. */
bool named_listener(const struct named *named, char *name, size_t room);

/* What a process has: open descriptors, those that it has when it has nothing
   to do, and kilobytes in memory. */
int named_descriptors(pid_t process);
int named_descriptors_idle(pid_t process);
long named_memory(pid_t process);
/* Whether it has that many descriptors after a while. */
bool named_has_descriptors(pid_t process, int count);
/* The same of threads; and that there is no such process any more. */
int named_threads_idle(pid_t process);
bool named_has_threads(pid_t process, int count);
bool named_disappears(pid_t process);

/* What a test begins and ends with: a directory, and in it an agent of its
   own, which every user may execute. */
void named_begin(void);
void named_end(void);
/* Becomes this user, and his group, for good. */
void named_become(uid_t uid);

/* Whether this happens within the patience that tests have. */
bool named_soon(bool (*happens)(const void *), const void *argument);

/* As often as that, and much more often with T_FULL in the environment. */
int named_often(int times, int full);

#endif
