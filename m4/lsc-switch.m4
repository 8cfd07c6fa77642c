# SPDX-License-Identifier: ISC

# LSC_ENABLE_SWITCH(NAME, WORDS, DEFAULT, HELP)
# ---------------------------------------------
# --enable-NAME with one of the WORDS (separated by |) and nothing else;
# presence is not value: --disable-NAME is "no".  Sets enable_NAME.
AC_DEFUN([LSC_ENABLE_SWITCH],
[AC_ARG_ENABLE([$1], [AS_HELP_STRING([--enable-$1=$2], [$4 (default: $3)])],
  [], [AS_VAR_SET([enable_]m4_translit([$1], [-], [_]), [$3])])
AS_CASE([$enable_]m4_translit([$1], [-], [_]),
  [$2], [],
  [AC_MSG_ERROR([--enable-$1 takes one of $2, not "$enable_]m4_translit([$1], [-], [_])["])])])
