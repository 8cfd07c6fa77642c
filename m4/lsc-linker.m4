# SPDX-License-Identifier: ISC

# LSC_LINK_SHARED(FLAG, IF-LINKED, IF-NOT)
# ----------------------------------------
AC_DEFUN([LSC_LINK_SHARED],
[lsc_saved_LDFLAGS=$LDFLAGS
lsc_saved_CFLAGS=$CFLAGS
LDFLAGS="$LDFLAGS -shared $1"
CFLAGS="$CFLAGS -fPIC"
AC_LINK_IFELSE([AC_LANG_SOURCE(
  [[#include <stdlib.h>
    int lsc_exported(void);
    int lsc_exported(void) { return abs(-1); }]])], [$2], [$3])
LDFLAGS=$lsc_saved_LDFLAGS
CFLAGS=$lsc_saved_CFLAGS])

# LSC_LINKER_VERSION_SCRIPT
# -------------------------
# Versioned names win over libc's dead getmsg, fattach and the like; where
# there are no versions, a list of names at least keeps the others inside.
AC_DEFUN([LSC_LINKER_VERSION_SCRIPT],
[AC_CACHE_CHECK([whether the linker takes version scripts],
  [lsc_cv_version_script],
  [AS_ECHO(["LSC_PROBE { global: lsc_exported; local: *; };"]) >conftest.map
   LSC_LINK_SHARED([-Wl,--version-script=conftest.map],
     [lsc_cv_version_script=yes], [lsc_cv_version_script=no])
   rm -f conftest.map])
LSC_CACHE_WORD([lsc_cv_version_script], [yes|no])
AM_CONDITIONAL([LSC_VERSION_SCRIPT], [test "$lsc_cv_version_script" = yes])
AS_IF([test "$lsc_cv_version_script" = yes],
  [lsc_exports="with versions"], [lsc_exports="without versions"])])

# LSC_LINKER_DEFS
# ---------------
# A shared library that lacks a symbol is found out when it is linked.
AC_DEFUN([LSC_LINKER_DEFS],
[AC_CACHE_CHECK([whether the linker takes -z defs], [lsc_cv_z_defs],
  [LSC_LINK_SHARED([-Wl,-z,defs], [lsc_cv_z_defs=yes], [lsc_cv_z_defs=no])])
LSC_CACHE_WORD([lsc_cv_z_defs], [yes|no])
AS_IF([test "$lsc_cv_z_defs" = yes], [LSC_LDFLAGS="-Wl,-z,defs"])
AC_SUBST([LSC_LDFLAGS])])
