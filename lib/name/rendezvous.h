/* SPDX-License-Identifier: ISC */
/*
 * Where the agent of a file waits: a socket whose name, outside of the file
 * system, is made of the file's device and inode, and of a number that nobody
 * can guess.  The agent has a mark on the file at the place of that number
 * (sys/far.h), so who has opened the file finds it with one question; others
 * find it in the kernel's list of names.
 */
#ifndef LSCI_RENDEZVOUS_H
#define LSCI_RENDEZVOUS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "sys/identity.h"
#include "sys/until.h"

/* What all these names begin with. */
#define LSCI_RENDEZVOUS_PREFIX "streamcompat/attached/"

enum { LSCI_RENDEZVOUS_NAME = 80 };
void lsci_rendezvous_name(char name[LSCI_RENDEZVOUS_NAME],
    const struct stat *file, int64_t place);

/* The place in the name of a rendezvous, or of an end that was accepted from
   one; -1 if that is none. */
int64_t lsci_rendezvous_place(int fd);

/*
 * A connection to the agent of a file, close-on-exec; or -ENOENT if there is
 * none.  Believed is who runs as the file's owner or as the superuser.
 * Errors: EACCES EMFILE ENFILE ENOMEM ENOSR EPERM
 */
int lsci_rendezvous_meet(int fd, const struct stat *file);

/*
 * The same for who has not opened the file: he may not be allowed to, and when
 * he closed it he would lose all record locks that he has on it.  The agent
 * has a second name, which can be guessed, and which says nothing but that the
 * kernel's list is worth searching.
 */
int lsci_rendezvous_meet_unopened(const struct stat *file);
void lsci_rendezvous_hint(char name[LSCI_RENDEZVOUS_NAME],
    const struct stat *file);

/* Who may be the agent of a file, and end that: the file's owner, and the
   superuser. */
bool lsci_rendezvous_may_answer(const struct lsci_identity *who,
    const struct stat *file);

/* Says one thing on a connection, with a descriptor or -1.  -ENOENT: nobody
   will hear it.  Also errors of lsci_backend_send. */
struct lsci_letter;
int lsci_rendezvous_say(int connection, const struct lsci_letter *letter,
    int fd, lsci_until until);

/* Says one thing on it, with `file' as a proof that it was opened, or -1, and
   waits for the answer; a descriptor that comes along is the caller's, -1 if
   none did.  -ENOENT: nobody heard it.  -ENXIO: it was heard, and there will be
   no answer.  Also errors of lsci_backend_recv. */
int lsci_rendezvous_ask(int connection, struct lsci_letter *letter, int file,
    int *fd, lsci_until until);

/* The same for a question to which no descriptor is an answer.  An agent is
   waited for so long, because whoever owns a file can make one that says
   nothing. */
enum { LSCI_RENDEZVOUS_MS = 2000 };
int lsci_rendezvous_ask_plainly(int connection, struct lsci_letter *letter);
/* Of a file that was not opened. */
int lsci_rendezvous_ask_unopened(const struct stat *file,
    struct lsci_letter *letter);

#endif
