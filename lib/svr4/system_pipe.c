/* SPDX-License-Identifier: ISC */
/*
 * -Wl,-u,streamcompat_svr4_system_pipe: pipe stays the system's (see pipe.c).
 */
#include "svr4/system_pipe.h"

extern const char streamcompat_svr4_system_pipe
    __attribute__((visibility("hidden")));

const char streamcompat_svr4_system_pipe = 0;

int
lsci_svr4_pipe_is_the_systems(void)
{
	return 1;
}
