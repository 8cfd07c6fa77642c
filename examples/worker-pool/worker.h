/* SPDX-License-Identifier: ISC */
/*
 * What the pool and a worker say to each other over the stream between them:
 * the pool passes a connection, the worker answers a byte when it is done
 * with it.  The pool never passes a second one before that.
 */
#ifndef WORKER_H
#define WORKER_H

/* Serves what comes over the stream until that ends.  The result is an exit
   status. */
int work(int stream);

#endif
