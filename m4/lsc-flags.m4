# SPDX-License-Identifier: ISC

# LSC_FLAGS_WITHOUT_WARNINGS(VARIABLE)
# ------------------------------------
# What only looks like a warning stays: -Wl, and its like hand something on to
# another program, and -Wno- can only do good.
AC_DEFUN([LSC_FLAGS_WITHOUT_WARNINGS],
[lsc_all_$1=$$1
$1=`AS_ECHO([" $$1"]) | sed '
  s/ -W\(@<:@alp@:>@,\)/ -=W\1/g
  s/ -Wno-/ -=Wno-/g
  s/ -W@<:@^ @:>@*//g
  s/ -pedantic@<:@^ @:>@*//g
  s/ -=W/ -W/g
  s/^ *//'`])

# LSC_FLAGS_ASIDE
# ---------------
# The user's warnings are for the library.  A probe that stops at one, because
# -Werror is among the flags, would find less than there is: so all of them
# are put aside until LSC_FLAGS_BACK.
AC_DEFUN([LSC_FLAGS_ASIDE],
[LSC_FLAGS_WITHOUT_WARNINGS([CFLAGS])
LSC_FLAGS_WITHOUT_WARNINGS([CPPFLAGS])])

# LSC_FLAGS_BACK
# --------------
AC_DEFUN([LSC_FLAGS_BACK],
[CFLAGS=$lsc_all_CFLAGS
CPPFLAGS=$lsc_all_CPPFLAGS])
