/* SPDX-License-Identifier: ISC */
/*
 * A child that the caller does not notice, while it works.
 */
#ifndef LSCI_CHILD_H
#define LSCI_CHILD_H

#include <sched.h>
#include <sys/wait.h>

#include "sys/keeper.h"
#include "sys/sys.h"

/* Functions that run on a stack which no sanitizer knows. */
#if defined __clang__
#define LSCI_ON_OTHER_STACK \
	__attribute__((no_sanitize("address", "thread", "undefined")))
#elif defined __GNUC__
#define LSCI_ON_OTHER_STACK __attribute__((no_sanitize_address, \
    no_sanitize_thread, no_sanitize_undefined))
#else
#define LSCI_ON_OTHER_STACK
#endif

enum { LSCI_CHILD_STACK = 65536, LSCI_CHILD_CANNOT = 127 };

struct lsci_child {
	lsci_job *job;
	void *argument;
	pid_t caller;
	struct lsci_keeper *keeper;     /* NULL if none is needed */
};

#endif
