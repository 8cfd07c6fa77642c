# SPDX-License-Identifier: ISC

# LSC_ACCRIGHTS_PROGRAM
# ---------------------
# What the backend `accrights' needs of <sys/socket.h>.
AC_DEFUN([LSC_ACCRIGHTS_PROGRAM],
[AC_LANG_PROGRAM(
  [[#include <sys/types.h>
    #include <sys/socket.h>
    #include <sys/uio.h>
    #ifdef msg_accrights
    #error "msg_accrights is a macro"
    #endif]],
  [[static struct msghdr m;
    int fd = 0;
    m.msg_accrights = (void *)&fd;
    m.msg_accrightslen = sizeof fd;
    return sendmsg(0, &m, 0) == 0 && recvmsg(0, &m, 0) == 0;]])])

# LSC_CHECK_RIGHTS(MEMBER, PROGRAM)
# ---------------------------------
# Whether descriptors can be passed in this member of struct msghdr.  Some
# systems have a macro that makes one member out of the other: that is no
# second way.  Sets lsc_cv_MEMBER.
AC_DEFUN([LSC_CHECK_RIGHTS],
[AC_CACHE_CHECK([for $1 in struct msghdr], [lsc_cv_$1],
  [AC_LINK_IFELSE([$2], [lsc_cv_$1=yes], [lsc_cv_$1=no])])
LSC_CACHE_WORD([lsc_cv_$1], [yes|no])])

# LSC_WITH_BACKEND
# ----------------
AC_DEFUN([LSC_WITH_BACKEND],
[AC_ARG_WITH([backend],
  [AS_HELP_STRING([--with-backend=auto|streams|control|accrights],
    [what carries streams and descriptors (default: auto)])],
  [], [with_backend=auto])
AS_CASE([$with_backend], [auto|streams|control|accrights], [],
  [AC_MSG_ERROR([--with-backend takes one of auto, streams, control, accrights, not "$with_backend"])])])

# LSC_BACKEND
# -----------
# --with-backend, and which of the backends this system can have.
AC_DEFUN([LSC_BACKEND],
[AC_REQUIRE([LSC_WITH_BACKEND])dnl
LSC_CHECK_RIGHTS([msg_control], [LSC_CONTROL_PROGRAM])
LSC_CHECK_RIGHTS([msg_accrights], [LSC_ACCRIGHTS_PROGRAM])
LSC_STREAMS
lsc_backend=$with_backend
AS_IF([test "$lsc_backend" = auto],
  [AS_IF([test "$lsc_cv_streams_sendfd" = yes], [lsc_backend=streams],
    [test "$lsc_cv_msg_control" = yes], [lsc_backend=control],
    [test "$lsc_cv_msg_accrights" = yes], [lsc_backend=accrights],
    [AC_MSG_ERROR([this system has neither msg_control nor msg_accrights nor STREAMS: nothing can pass a descriptor])])])
AS_CASE([$lsc_backend],
  [control|accrights],
    [AS_VAR_COPY([lsc_available], [lsc_cv_msg_$lsc_backend])
     AS_IF([test "$lsc_available" = no],
      [AC_MSG_ERROR([--with-backend=$lsc_backend: struct msghdr has no msg_$lsc_backend here])])],
  [AS_IF([test "$lsc_cv_streams_sendfd" != yes],
    [AC_MSG_ERROR([--with-backend=streams: this system has no STREAMS that pass descriptors])])
   AC_DEFINE([LSCI_NATIVE], [1],
     [Define if the calls of STREAMS are the system's own.])])
AC_SUBST([LSC_BACKEND_NAME], [$lsc_backend])
AM_CONDITIONAL([LSC_BACKEND_CONTROL], [test "$lsc_backend" = control])
AM_CONDITIONAL([LSC_BACKEND_STREAMS], [test "$lsc_backend" = streams])])
