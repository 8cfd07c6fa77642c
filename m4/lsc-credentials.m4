# SPDX-License-Identifier: ISC

# LSC_CHECK_PEER(WORD, PROLOGUE, BODY)
# ------------------------------------
# Whether a peer's credentials can be had in this way, unless a better one has
# been found.  The exact use is compiled, because the same constant has other
# structures elsewhere; and linked, because a declaration proves nothing.
m4_define([LSC_CHECK_PEER],
[AS_IF([test "$lsc_cv_credentials" = none],
  [AC_LINK_IFELSE([AC_LANG_PROGRAM(
    [[#include <sys/types.h>
      #include <sys/socket.h>
      #ifndef SOL_LOCAL
      #define SOL_LOCAL 0
      #endif
      ]$2], [$3])],
    [lsc_cv_credentials=$1])])])

# LSC_CREDENTIALS
# ---------------
# How the kernel tells who is at the other end of a socket, best way first:
# those that tell the process come before those that do not.  There is no
# fallback to anything that a client could influence.
AC_DEFUN([LSC_CREDENTIALS],
[AC_CACHE_CHECK([for the source of peer credentials], [lsc_cv_credentials],
  [lsc_cv_credentials=none
   LSC_CHECK_PEER([SO_PEERCRED], [],
    [[struct ucred peer;
      socklen_t size = sizeof peer;
      return getsockopt(0, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
        peer.uid == (uid_t)-1 && peer.pid == 0;]])
   LSC_CHECK_PEER([sockpeercred], [],
    [[struct sockpeercred peer;
      socklen_t size = sizeof peer;
      return getsockopt(0, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
        peer.uid == (uid_t)-1 && peer.pid == 0;]])
   LSC_CHECK_PEER([getpeerucred], [[#include <ucred.h>]],
    [[ucred_t *peer = 0;
      if (getpeerucred(0, &peer) < 0 || ucred_geteuid(peer) == (uid_t)-1 ||
          ucred_getegid(peer) == (gid_t)-1 || ucred_getpid(peer) == 0)
        return 1;
      ucred_free(peer);]])
   LSC_CHECK_PEER([LOCAL_PEEREID], [[#include <sys/un.h>]],
    [[struct unpcbid peer;
      socklen_t size = sizeof peer;
      return getsockopt(0, SOL_LOCAL, LOCAL_PEEREID, &peer, &size) == 0 &&
        peer.unp_euid == (uid_t)-1 && peer.unp_pid == 0;]])
   LSC_CHECK_PEER([LOCAL_PEERCRED], [[#include <sys/param.h>
#ifdef HAVE_SYS_UCRED_H
#include <sys/ucred.h>
#endif
#include <sys/un.h>]],
    [[struct xucred peer;
      socklen_t size = sizeof peer;
      return getsockopt(0, SOL_LOCAL, LOCAL_PEERCRED, &peer, &size) == 0 &&
        peer.cr_version == XUCRED_VERSION && peer.cr_ngroups > 0 &&
        peer.cr_uid == (uid_t)peer.cr_groups[0];]])
   LSC_CHECK_PEER([getpeereid], [[#include <unistd.h>]],
    [[uid_t uid;
      gid_t gid;
      return getpeereid(0, &uid, &gid);]])])
LSC_CACHE_WORD([lsc_cv_credentials],
  [SO_PEERCRED|sockpeercred|getpeerucred|LOCAL_PEEREID|LOCAL_PEERCRED|getpeereid|none])
AS_IF([test "$lsc_cv_credentials" = LOCAL_PEERCRED],
  [AC_CHECK_MEMBERS([struct xucred.cr_pid], [], [],
    [[#include <sys/param.h>
      #ifdef HAVE_SYS_UCRED_H
      #include <sys/ucred.h>
      #endif]])])
lsc_credentials=$lsc_cv_credentials
AC_SUBST([LSC_CREDENTIALS_NAME], [$lsc_credentials])
m4_foreach([lsc_way], [[SO_PEERCRED], [sockpeercred], [getpeerucred],
  [LOCAL_PEEREID], [LOCAL_PEERCRED], [getpeereid], [none]],
  [AM_CONDITIONAL([LSC_PEER_]m4_toupper(lsc_way),
    [test "$lsc_credentials" = lsc_way])
])])

# LSC_SIGNATURES
# --------------
# How the kernel tells who has sent a message.
AC_DEFUN([LSC_SIGNATURES],
[AC_CACHE_CHECK([for the source of senders' credentials], [lsc_cv_signatures],
  [lsc_cv_signatures=none
   AC_COMPILE_IFELSE([AC_LANG_PROGRAM(
    [[#include <sys/types.h>
      #include <sys/socket.h>]],
    [[struct ucred sender;
      sender.uid = 0;
      return SCM_CREDENTIALS + SO_PASSCRED + (int)sender.uid;]])],
    [lsc_cv_signatures=SCM_CREDENTIALS],
    [AC_COMPILE_IFELSE([AC_LANG_PROGRAM(
      [[#include <sys/types.h>
        #include <sys/socket.h>]],
      [[struct cmsgcred sender;
        sender.cmcred_euid = 0;
        sender.cmcred_groups[0] = 0;
        sender.cmcred_ngroups = 0;
        return SCM_CREDS + (int)sender.cmcred_euid + (int)sender.cmcred_pid;]])],
      [lsc_cv_signatures=SCM_CREDS])])])
LSC_CACHE_WORD([lsc_cv_signatures], [SCM_CREDENTIALS|SCM_CREDS|none])
AM_CONDITIONAL([LSC_SENDER_SCM_CREDENTIALS],
  [test "$lsc_cv_signatures" = SCM_CREDENTIALS])
AM_CONDITIONAL([LSC_SENDER_SCM_CREDS],
  [test "$lsc_cv_signatures" = SCM_CREDS])
AM_CONDITIONAL([LSC_SENDER_NONE], [test "$lsc_cv_signatures" = none])])
