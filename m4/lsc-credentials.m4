# SPDX-License-Identifier: ISC

# LSC_CREDENTIALS
# ---------------
# How the kernel tells who is at the other end of a socket: found by compiling
# the exact use, because the same constant has other structures elsewhere.
# There is no fallback to anything that a client could influence.
AC_DEFUN([LSC_CREDENTIALS],
[AC_CACHE_CHECK([for the source of peer credentials], [lsc_cv_credentials],
  [lsc_cv_credentials=none
   AC_LINK_IFELSE([AC_LANG_PROGRAM(
    [[#include <sys/types.h>
      #include <sys/socket.h>]],
    [[struct ucred peer;
      socklen_t size = sizeof peer;
      return getsockopt(0, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
        peer.uid == (uid_t)-1 && peer.pid == 0;]])],
    [lsc_cv_credentials=SO_PEERCRED])])
LSC_CACHE_WORD([lsc_cv_credentials], [SO_PEERCRED|none])
lsc_credentials=$lsc_cv_credentials
AC_SUBST([LSC_CREDENTIALS_NAME], [$lsc_credentials])
AM_CONDITIONAL([LSC_SO_PEERCRED], [test "$lsc_credentials" = SO_PEERCRED])])
