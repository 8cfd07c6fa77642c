# SPDX-License-Identifier: ISC

# LSC_SOCKETS
# -----------
# The libraries that sockets are in, if any; only what is needed is linked.
# The program has the system's own declarations, because these may give
# another name to a function: one that this library would then call, and that
# only one of the libraries has.  -lxnet comes last: on HP-UX it has functions
# that take other sizes than the headers say.
AC_DEFUN([LSC_SOCKETS],
[AC_CACHE_CHECK([for the libraries that sockets need], [lsc_cv_socket_libs],
  [lsc_cv_socket_libs=missing
   lsc_saved_LIBS=$LIBS
   for lsc_libs in none -lsocket '-lsocket -lnsl' -lxnet; do
     AS_IF([test "$lsc_libs" != none], [LIBS="$lsc_libs $lsc_saved_LIBS"])
     AC_LINK_IFELSE([AC_LANG_PROGRAM(
       [[#include <sys/types.h>
         #include <sys/socket.h>
         #include <sys/uio.h>]],
       [[static struct msghdr m;
         static struct sockaddr a;
         int p[2];
         return socketpair(AF_UNIX, SOCK_STREAM, 0, p) +
           socket(AF_UNIX, SOCK_STREAM, 0) + bind(0, &a, 0) + listen(0, 1) +
           accept(0, 0, 0) + connect(0, &a, 0) + getsockname(0, &a, 0) +
           getsockopt(0, 0, 0, 0, 0) + setsockopt(0, 0, 0, 0, 0) +
           (int)sendmsg(0, &m, 0) + (int)recvmsg(0, &m, 0);]])],
       [lsc_cv_socket_libs=$lsc_libs])
     test "$lsc_cv_socket_libs" = missing || break
   done
   LIBS=$lsc_saved_LIBS])
AS_CASE([$lsc_cv_socket_libs],
  [none], [],
  [-l*], [LIBS="$lsc_cv_socket_libs $LIBS"],
  [missing], [AC_MSG_ERROR([this system has no sendmsg: no UNIX domain sockets to build on])],
  [AC_MSG_ERROR([lsc_cv_socket_libs takes libraries, or none, not "$lsc_cv_socket_libs"])])])
