/* SPDX-License-Identifier: ISC */
/*
 * What the front and the keeper say to each other over the stream between
 * them: the front passes a connection, and a byte comes back from the process
 * that serves it.  While there is no byte, nothing was read from it either.
 */
#ifndef KEEPER_H
#define KEEPER_H

/* Makes a key and serves what comes over the stream until that ends.  The
   result is an exit status. */
int keep(int stream);

#endif
