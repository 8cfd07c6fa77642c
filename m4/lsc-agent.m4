# SPDX-License-Identifier: ISC

# LSC_AGENT
# ---------
# Whether names can be attached: that takes locks that belong to an open file,
# names of sockets outside of the file system, and children without a signal,
# which Linux alone has together.  Elsewhere fattach fails with ENOTSUP or
# ENOLCK, and there is no agent.
AC_DEFUN([LSC_AGENT],
[AC_CACHE_CHECK([whether names can be attached], [lsc_cv_agent],
  [AC_COMPILE_IFELSE([AC_LANG_PROGRAM(
     [[#include <fcntl.h>
       #include <sched.h>
       #include <sys/wait.h>
       #ifndef __linux__
       #error no names outside of the file system
       #endif]],
     [[return F_OFD_SETLK + F_OFD_GETLK + __WCLONE + CLONE_VFORK;]])],
     [lsc_cv_agent=yes], [lsc_cv_agent=no])])
LSC_CACHE_WORD([lsc_cv_agent], [yes|no])
AS_IF([test "$lsc_backend" = streams],
  [lsc_agent="by the system"], [lsc_agent=$lsc_cv_agent])
AM_CONDITIONAL([LSC_AGENT], [test "$lsc_agent" = yes])])
