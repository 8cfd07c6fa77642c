# SPDX-License-Identifier: ISC

# LSC_CACHE_WORD(VARIABLE, WORDS)
# -------------------------------
# A preset answer must be one of the WORDS (separated by |): anything else
# would be taken for one of them in silence.
AC_DEFUN([LSC_CACHE_WORD],
[AS_CASE([$$1], [$2], [],
  [AC_MSG_ERROR([$1 takes one of $2, not "$$1"])])])
