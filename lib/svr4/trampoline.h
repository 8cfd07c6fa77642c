/* SPDX-License-Identifier: ISC */
/*
 * What every trampoline has in common.
 *
 * A trampoline is a function of the ported program by the name of one of the
 * system's calls.  The program's own calls reach it whatever header declared
 * them; no shared library does, because its visibility is hidden.  It hands
 * the call on to lsc_* of that name and remembers nothing: after vfork it
 * runs in the memory of the parent, so all that it may do to what is known
 * about descriptors is to forget.
 *
 * In the object that streamcompat-run loads in front of a program, where
 * LSCI_PRELOADED is defined, the same functions are seen by all.
 *
 * Headers rename these functions, make macros of them and inline them with
 * checks.  So none is defined here by its own name, but by its symbol.
 */
#ifndef LSCI_SVR4_TRAMPOLINE_H
#define LSCI_SVR4_TRAMPOLINE_H

#include <config.h>
#undef _FORTIFY_SOURCE

#include <streamcompat/streams.h>

#define LSCI_SVR4_TEXT_(x) #x
#define LSCI_SVR4_TEXT(x) LSCI_SVR4_TEXT_(x)

#ifdef LSCI_PRELOADED
#define LSCI_TRAMPOLINE_SEEN "default"
#else
#define LSCI_TRAMPOLINE_SEEN "hidden"
#endif

/* The definition of a function whose symbol is `spelling'. */
#define LSCI_TRAMPOLINE_AS(type, name, spelling, parameters, binding) \
	extern type lsci_svr4_##name parameters \
	    __asm__(LSCI_SVR4_TEXT(__USER_LABEL_PREFIX__) spelling) \
	    __attribute__((visibility(LSCI_TRAMPOLINE_SEEN) binding)); \
	type lsci_svr4_##name parameters
#define LSCI_NO_MORE
#define LSCI_TRAMPOLINE(type, name, parameters) \
	LSCI_TRAMPOLINE_AS(type, name, #name, parameters, LSCI_NO_MORE)

/* Gives way to a function of the program's. */
#define LSCI_YIELDING , weak
#define LSCI_YIELDING_TRAMPOLINE(type, name, spelling, parameters) \
	LSCI_TRAMPOLINE_AS(type, name, spelling, parameters, LSCI_YIELDING)

/*
 * Where long is too short for the time, the C library has calls with a wider
 * one by other names.  Captured are those with the time_t of this build, which
 * is that of the library.
 */
#if defined __USE_TIME_BITS64 && defined __TIMESIZE && __TIMESIZE == 32
#define LSCI_WIDE_TIME "_time64"
#define LSCI_TIMED(name) "__" name "64"
#elif defined _REDIR_TIME64 && _REDIR_TIME64
#define LSCI_TIMED(name) "__" name "_time64"
#else
#define LSCI_TIMED(name) name
#endif

/* Whether there are callers of what fstat and the like were before glibc 2.33:
   what is compiled here, or programs that were compiled elsewhere. */
#if defined _STAT_VER || (defined LSCI_PRELOADED && defined __GLIBC__ && \
    !defined LSCI_WIDE_TIME)
#define LSCI_OLD_STAT
#endif

/* By what the anchor gets this file out of the archive. */
#define LSCI_SVR4_MEMBER(file) \
	extern const char lsci_svr4_has_##file \
	    __attribute__((visibility("hidden")))

#endif
