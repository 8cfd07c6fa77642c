/* SPDX-License-Identifier: ISC */
/*
 * The anchor: whoever asks for it gets every trampoline.
 *
 * Left to itself a linker takes a member of an archive only for a name that
 * nothing has defined yet.  An explicit -lc, a sanitizer, or libraries before
 * objects define read and poll first; such a program links without a word and
 * nothing in it is redirected.  So the flags of streamcompat-svr4 ask for
 * this name (-Wl,-u,streamcompat_svr4), which nobody else has, and it asks
 * for names of the members' own.
 */
#include "svr4/trampoline.h"

LSCI_SVR4_MEMBER(descriptor);
LSCI_SVR4_MEMBER(fopen);
LSCI_SVR4_MEMBER(fstat);
LSCI_SVR4_MEMBER(ioctl);
LSCI_SVR4_MEMBER(open);
LSCI_SVR4_MEMBER(pipe);
LSCI_SVR4_MEMBER(poll);
LSCI_SVR4_MEMBER(select);
LSCI_SVR4_MEMBER(stat);
LSCI_SVR4_MEMBER(transfer);

/* `access' and `unlink', which know names, will be members of their own
   here. */
extern const char *const streamcompat_svr4[]
    __attribute__((visibility("hidden")));

const char *const streamcompat_svr4[] = {
	&lsci_svr4_has_descriptor,
	&lsci_svr4_has_fopen,
	&lsci_svr4_has_fstat,
	&lsci_svr4_has_ioctl,
	&lsci_svr4_has_open,
	&lsci_svr4_has_pipe,
	&lsci_svr4_has_poll,
	&lsci_svr4_has_select,
	&lsci_svr4_has_stat,
	&lsci_svr4_has_transfer
};
