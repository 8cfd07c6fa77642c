/* SPDX-License-Identifier: ISC */
/*
 * Whether the program was linked with the wish for the system's pipe.
 */
#ifndef LSCI_SVR4_SYSTEM_PIPE_H
#define LSCI_SVR4_SYSTEM_PIPE_H

int lsci_svr4_pipe_is_the_systems(void) __attribute__((visibility("hidden")));

#endif
