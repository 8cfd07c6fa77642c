/* SPDX-License-Identifier: ISC */
/*
 * The seam where tests make a system call fail.
 *
 * LSCI_CALL(call) is the call.  In the test builds of the library (never in
 * the one that is installed) the test is asked first, and may answer "this
 * one fails, with this errno": the call is then not made at all.
 */
#ifndef LSCI_SEAM_H
#define LSCI_SEAM_H

#include <errno.h>
#include <sys/types.h>

#ifdef LSCI_TEST_SEAM
int lsci_seam_fails(const char *function);
#define LSCI_CALL(call) (lsci_seam_fails(__func__) ? -1 : (call))
#else
#define LSCI_CALL(call) (call)
#endif

/* A count, a descriptor or 0, or else errno made negative. */
static inline ssize_t
lsci_seam_result(ssize_t result)
{
	return result < 0 ? -(ssize_t)errno : result;
}

#define LSCI_RESULT(call) lsci_seam_result(LSCI_CALL(call))
#define LSCI_INT_RESULT(call) ((int)LSCI_RESULT(call))

#endif
