# SPDX-License-Identifier: ISC

# LSC_CONTROL_PROGRAM
# -------------------
# What the backend `control' needs of <sys/socket.h>.  The size of a control
# buffer must be a constant: not every system has a CMSG_SPACE that is one.
AC_DEFUN([LSC_CONTROL_PROGRAM],
[AC_LANG_PROGRAM(
  [[#include <sys/types.h>
    #include <sys/socket.h>
    #include <sys/uio.h>
    #ifdef msg_control
    #error "msg_control is a macro"
    #endif
    static union {
      struct cmsghdr align;
      unsigned char room[CMSG_SPACE(sizeof(int))];
    } control;]],
  [[static struct msghdr m;
    struct cmsghdr *c;
    m.msg_control = &control;
    m.msg_controllen = sizeof control;
    c = CMSG_FIRSTHDR(&m);
    return sendmsg(0, &m, 0) == 0 && recvmsg(0, &m, 0) == 0 && c != 0 &&
      CMSG_NXTHDR(&m, c) == 0 && c->cmsg_type == SCM_RIGHTS &&
      c->cmsg_len == CMSG_LEN(sizeof(int)) && *CMSG_DATA(c) == 0 &&
      (m.msg_flags & MSG_CTRUNC) == 0;]])])

# LSC_FEATURES
# ------------
# Which feature test macro, if any, lets <sys/socket.h> show control messages:
# found by trying, because what a system hides changes from one release to the
# next.  The macro is in config.h, in front of every header, so that the build
# sees what the probes saw.  Goes behind AC_USE_SYSTEM_EXTENSIONS, which knows
# the macros that can always be defined, and in front of all other probes.
#   _XPG4_2, _XOPEN_SOURCE=600   Solaris, with __EXTENSIONS__ beside it
#   _XOPEN_SOURCE_EXTENDED       HP-UX
#   _LINUX_SOURCE_COMPAT         AIX, for CMSG_SPACE and CMSG_LEN
#   _DARWIN_C_SOURCE             macOS
# Where they show control messages they hide msg_accrights: none is wanted if
# that was asked for.
AC_DEFUN([LSC_FEATURES],
[AC_REQUIRE([LSC_WITH_BACKEND])dnl
AS_IF([test "$with_backend" = accrights],
  [lsc_features="none (msg_accrights needs none)"],
  [AC_CACHE_CHECK([for a macro that shows control messages],
    [lsc_cv_feature_macro],
    [LSC_FEATURES_TRY])
   lsc_features=$lsc_cv_feature_macro])
AS_CASE([$lsc_features],
  [_XPG4_2], [AC_DEFINE([_XPG4_2], [1],
    [Define to 1 if that shows control messages (Solaris).])],
  [_XOPEN_SOURCE=600], [AC_DEFINE([_XOPEN_SOURCE], [600],
    [Define to 600 if that shows control messages (Solaris).])],
  [_XOPEN_SOURCE_EXTENDED], [AC_DEFINE([_XOPEN_SOURCE_EXTENDED], [1],
    [Define to 1 if that shows control messages (HP-UX).])],
  [_LINUX_SOURCE_COMPAT], [AC_DEFINE([_LINUX_SOURCE_COMPAT], [1],
    [Define to 1 if that shows control messages (AIX).])],
  [_DARWIN_C_SOURCE], [AC_DEFINE([_DARWIN_C_SOURCE], [1],
    [Define to 1 if that shows control messages (macOS).])],
  [none|none\ *], [],
  [AC_MSG_ERROR([lsc_cv_feature_macro takes a macro that is known, or none, not "$lsc_features"])])])

# LSC_FEATURES_TRY
# ----------------
# Sets lsc_cv_feature_macro to the first that helps, or to "none helps".
AC_DEFUN([LSC_FEATURES_TRY],
[lsc_cv_feature_macro="none helps"
lsc_saved_CPPFLAGS=$CPPFLAGS
for lsc_macro in none _XPG4_2 _XOPEN_SOURCE=600 _XOPEN_SOURCE_EXTENDED \
  _LINUX_SOURCE_COMPAT _DARWIN_C_SOURCE
do
  AS_IF([test "$lsc_macro" != none],
    [CPPFLAGS="$lsc_saved_CPPFLAGS -D$lsc_macro"])
  AC_COMPILE_IFELSE([LSC_CONTROL_PROGRAM], [lsc_cv_feature_macro=$lsc_macro])
  test "$lsc_cv_feature_macro" = "none helps" || break
done
CPPFLAGS=$lsc_saved_CPPFLAGS])
