# SPDX-License-Identifier: ISC

# LSC_SVR4
# --------
# Whether libstreamcompat-svr4 can be built: functions of a program that are
# called by names of the system's, that the program does not export, and behind
# which the system's own can still be reached (LSC_UNCAPTURED).
AC_DEFUN([LSC_SVR4],
[AC_CACHE_CHECK([whether a program can hide functions by the system's names],
  [lsc_cv_hidden_symbols],
  [lsc_saved_LDFLAGS=$LDFLAGS
   LDFLAGS="$LDFLAGS -Wl,-u,lsc_anchor"
   AC_LINK_IFELSE([AC_LANG_PROGRAM(
     [[#ifndef __ELF__
       #error "no ELF"
       #endif
       #include <unistd.h>
       #include <sys/syscall.h>
       #define TEXT_(x) #x
       #define TEXT(x) TEXT_(x)
       extern int hidden_close(int) __asm__(TEXT(__USER_LABEL_PREFIX__) "close")
         __attribute__((visibility("hidden")));
       int hidden_close(int fd) { return fd; }
       extern const char lsc_anchor __attribute__((visibility("hidden")));
       const char lsc_anchor = 0;]],
     [[return close(0);]])],
     [lsc_cv_hidden_symbols=yes], [lsc_cv_hidden_symbols=no])
   LDFLAGS=$lsc_saved_LDFLAGS])
LSC_CACHE_WORD([lsc_cv_hidden_symbols], [yes|no])
LSC_TRY_CFLAG([-fPIC], [LSC_PIC=-fPIC])
AC_SUBST([LSC_PIC])
AC_CHECK_FUNCS([__chk_fail issetugid secure_getenv])
AS_IF([test "$lsc_backend" = streams],
  [lsc_svr4="no (the system's own calls know STREAMS)"],
  [test "$lsc_cv_hidden_symbols" = no],
  [lsc_svr4="no (programs here cannot hide names of the system)"],
  [AS_CASE([$lsc_cv_uncaptured],
    [names], [lsc_svr4="yes (past the program by second names of the C library)"],
    [syscalls], [lsc_svr4="yes (past the program by system calls)"],
    [lsc_svr4="no (nothing here leads past the program's own functions)"])])
AM_CONDITIONAL([LSC_SVR4],
  [AS_CASE([$lsc_svr4], [yes*], [true], [false])])])
