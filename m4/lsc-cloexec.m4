# SPDX-License-Identifier: ISC

# LSC_CLOSE_ON_EXEC
# -----------------
# Whether descriptors can be close-on-exec from birth.  Only reported: the
# sources ask for each constant where they use it.
AC_DEFUN([LSC_CLOSE_ON_EXEC],
[AC_CACHE_CHECK([whether close-on-exec is atomic], [lsc_cv_close_on_exec],
  [AC_COMPILE_IFELSE([AC_LANG_PROGRAM(
    [[#include <fcntl.h>
      #include <sys/types.h>
      #include <sys/socket.h>]],
    [[return SOCK_CLOEXEC | O_CLOEXEC | F_DUPFD_CLOEXEC;]])],
    [lsc_cv_close_on_exec=atomic], [lsc_cv_close_on_exec="not atomic"])])
LSC_CACHE_WORD([lsc_cv_close_on_exec], [atomic|not\ atomic])
lsc_close_on_exec=$lsc_cv_close_on_exec
AC_SUBST([LSC_CLOSE_ON_EXEC_NAME], [$lsc_close_on_exec])])
