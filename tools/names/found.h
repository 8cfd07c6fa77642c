/* SPDX-License-Identifier: ISC */
/*
 * The names of streams that there are, as far as can be seen.
 *
 * Anybody can have a socket that is called like that of an attach agent, and
 * say anything there.  So the user, and the process, are those that the kernel
 * tells, and a name counts as attached only if that user is the superuser, or
 * is seen to own the file.
 */
#ifndef TOOLS_NAMES_FOUND_H
#define TOOLS_NAMES_FOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "name/rendezvous.h"
#include "name/wire.h"
#include "sys/identity.h"

enum progress {
	PROGRESS_UNMET,
	PROGRESS_ASKED,
	PROGRESS_ANSWERED,
	PROGRESS_SILENT,        /* no answer, or none that has a sense */
	PROGRESS_GONE
};

enum verdict {
	VERDICT_UNPROVED,       /* it cannot be seen who owns the file */
	VERDICT_ATTACHED,
	VERDICT_STRANGER
};

struct found {
	char name[LSCI_RENDEZVOUS_NAME];
	uint64_t device;
	uint64_t inode;
	enum progress progress;
	int connection;         /* while asked */
	int endings;            /* how often it ended without an answer */
	bool met;               /* then the host is known, if it can be */
	struct lsci_identity host;
	struct lsci_identity sender;
	struct lsci_description what;
	bool owner_known;
	uid_t owner;
	char *path;             /* NULL: not known */
	enum verdict verdict;
};

struct found_list {
	struct found *item;
	size_t count;
};

#define FOUND_LIST_INIT { .item = NULL }

/* found_list_make - all that the kernel lists.  Returns 0, or -1 after a
   report. */
int found_list_make(struct found_list *list);

void found_list_clear(struct found_list *list);

/* found_choose - only those that are sockets of this file are left. */
struct file {
	const char *path;
	uint64_t device;
	uint64_t inode;
	uid_t owner;
};
void found_choose(struct found_list *list, const struct file *file,
    size_t files);

/* found_ask_all - each is asked, and has an answer or none when this returns;
   what is gone is no longer in the list. */
void found_ask_all(struct found_list *list);

/* found_is_there - whether somebody still listens by this name. */
bool found_is_there(const struct found *found);

/* found_judge_all - looks for the files, and judges; those that are gone
   meanwhile are no longer in the list. */
void found_judge_all(struct found_list *list);

/* found_drop_gone - takes them from the list. */
void found_drop_gone(struct found_list *list);

/* found_tells - whether what it says is worth showing. */
static inline bool
found_tells(const struct found *found)
{
	return found->progress == PROGRESS_ANSWERED &&
	    found->verdict != VERDICT_STRANGER;
}

/* found_process - that of the agent, or 0. */
static inline long
found_process(const struct found *found)
{
	return found_tells(found) && found->sender.pid_known &&
	    found->sender.uid == found->host.uid ? (long)found->sender.pid : 0;
}

/* found_state - "attached", "silent", "stranger" or "unproved". */
const char *found_state(const struct found *found);

/* found_sort - by the path, as far as it is known, and the file. */
void found_sort(struct found_list *list);

#endif
