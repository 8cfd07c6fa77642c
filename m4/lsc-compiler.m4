# SPDX-License-Identifier: ISC

# LSC_TRY_CFLAG(FLAG, IF-TAKEN)
# -----------------------------
AC_DEFUN([LSC_TRY_CFLAG],
[AS_VAR_PUSHDEF([taken], [lsc_cv_cflag_$1])
AC_CACHE_CHECK([whether $CC takes $1], [taken],
  [lsc_saved_CFLAGS=$CFLAGS
   CFLAGS="$CFLAGS -Werror $1"
   AC_COMPILE_IFELSE([AC_LANG_PROGRAM()], [AS_VAR_SET([taken], [yes])],
     [AS_VAR_SET([taken], [no])])
   CFLAGS=$lsc_saved_CFLAGS])
LSC_CACHE_WORD([taken], [yes|no])
AS_VAR_IF([taken], [yes], [$2])
AS_VAR_POPDEF([taken])])

# LSC_COMPILER_VISIBILITY
# -----------------------
# Only the names of the public headers leave the library.
AC_DEFUN([LSC_COMPILER_VISIBILITY],
[LSC_TRY_CFLAG([-fvisibility=hidden],
  [LSC_CFLAGS="$LSC_CFLAGS -fvisibility=hidden"
   AC_DEFINE([HAVE_VISIBILITY], [1],
     [Define to 1 if the compiler knows -fvisibility=hidden.])])
AC_SUBST([LSC_CFLAGS])])

# LSC_COMPILER_CONSTRUCTORS
# -------------------------
# A function that runs before main.
AC_DEFUN([LSC_COMPILER_CONSTRUCTORS],
[AC_CACHE_CHECK([whether $CC knows constructors], [lsc_cv_constructors],
  [AC_COMPILE_IFELSE([AC_LANG_PROGRAM(
[[static int begun;
__attribute__((constructor)) static void begin(void) { begun = 1; }]],
[[return !begun;]])],
    [lsc_cv_constructors=yes], [lsc_cv_constructors=no])])
LSC_CACHE_WORD([lsc_cv_constructors], [yes|no])
AS_IF([test "x$lsc_cv_constructors" = xyes],
  [AC_DEFINE([HAVE_CONSTRUCTORS], [1],
    [Define to 1 if the compiler knows __attribute__((constructor)).])])])

# LSC_COMPILER_WARNINGS
# ---------------------
# Warnings help everybody; only the authors want to stop at them.
AC_DEFUN([LSC_COMPILER_WARNINGS],
[LSC_ENABLE_SWITCH([werror], [yes|no], [no], [treat warnings as errors])
m4_foreach_w([lsc_flag], [-Wall -Wextra -Wconversion -Wshadow
    -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wpointer-arith
    -Wwrite-strings -Wundef -Wvla -Wformat=2],
  [LSC_TRY_CFLAG(lsc_flag,
    [LSC_WARNINGS="$LSC_WARNINGS []lsc_flag[]"])])
AS_IF([test "$enable_werror" = yes], [LSC_WARNINGS="$LSC_WARNINGS -Werror"])
AC_SUBST([LSC_WARNINGS])])
