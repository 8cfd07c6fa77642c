/* SPDX-License-Identifier: ISC */
/*
 * The system's calls, where the program has its own by their names.
 *
 * A source port is linked with lib/svr4, which defines read, close, poll and
 * so on in the program.  If this library is linked statically it is part of
 * the program, and a plain `read' in here would be that one: a call of
 * lsc_read that ends by calling lsc_read.  So every file of lib/sys that
 * makes one of these calls includes this header, after the system's; it
 * gives the names a spelling that nothing captures.  A test looks for plain
 * ones in the archive.
 *
 * In a shared library nothing is captured, and the plain names are the best:
 * sanitizers know them.  libtool says -DPIC there; LSC_STATIC_IS_PIC, that it
 * says so for the archive too.  The object that is loaded in front of a
 * program (lib/run) captures everything, itself included: LSCI_PRELOADED.
 * On a system with STREAMS of its own the plain calls are those that know
 * them, whoever has them: LSCI_NATIVE.
 *
 * Cancellation: what is a point of cancellation in the C library is one here,
 * with the exceptions that uncaptured_syscall.h names.
 *
 * `creat', `stat' and `lstat' are captured too, and not spelled here: `open'
 * and `fstatat' do what they do.
 */
#ifndef LSCI_UNCAPTURED_H
#define LSCI_UNCAPTURED_H

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined LSCI_NATIVE || \
    (defined PIC && !defined LSC_STATIC_IS_PIC && !defined LSCI_PRELOADED)
#define LSCI_CAPTURED 0
#elif defined LSC_UNCAPTURED_NAMES
#define LSCI_CAPTURED 1
#include "sys/uncaptured_common.h"
#include "sys/uncaptured_name.h"
#include "sys/uncaptured_stat.h"
#elif defined LSC_UNCAPTURED_SYSCALLS
#define LSCI_CAPTURED 1
#include "sys/uncaptured_common.h"
#include "sys/uncaptured_syscall.h"
#include "sys/uncaptured_stat.h"
#else
#define LSCI_CAPTURED 0
#endif

/* Names and not calls, because some of them are macros elsewhere. */
#if LSCI_CAPTURED
#undef close
#define close lsci_libc_close
#undef dup
#define dup lsci_libc_dup
#undef dup2
#define dup2 lsci_libc_dup2
#undef dup3
#define dup3 lsci_libc_dup3
#undef fcntl
#define fcntl lsci_libc_fcntl
#undef fstat
#define fstat lsci_libc_fstat
#undef fstatat
#define fstatat lsci_libc_fstatat
#undef ioctl
#define ioctl lsci_libc_ioctl
#undef open
#define open lsci_libc_open
#undef openat
#define openat lsci_libc_openat
#undef pipe
#define pipe lsci_libc_pipe
#undef pipe2
#define pipe2 lsci_libc_pipe2
#undef poll
#define poll lsci_libc_poll
#undef ppoll
#define ppoll lsci_libc_ppoll
#undef pselect
#define pselect lsci_libc_pselect
#undef read
#define read lsci_libc_read
#undef readv
#define readv lsci_libc_readv
#undef select
#define select lsci_libc_select
#undef write
#define write lsci_libc_write
#undef writev
#define writev lsci_libc_writev
#endif

#endif
