/* SPDX-License-Identifier: ISC */
#ifndef TOOLS_SIGNALS_H
#define TOOLS_SIGNALS_H

/*
 * signals_catch - from now on a signal that ends the program removes the
 * announced name first, a full pipe without a reader is an error and no
 * signal, and after `timeout' seconds, if that is not 0, the program ends.
 */
void signals_catch(unsigned int timeout);

/* signals_restore - everything as it was, for the program to be run. */
void signals_restore(void);

#endif
