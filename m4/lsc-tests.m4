# SPDX-License-Identifier: ISC

# LSC_TESTS
# ---------
# Most tests need Criterion.  Without it the others run; asking for tests
# that cannot be had is an error.
AC_DEFUN([LSC_TESTS],
[LSC_ENABLE_SWITCH([tests], [yes|no|auto], [auto], [build and run the tests])
lsc_tests=no
AS_IF([test "$enable_tests" != no],
  [PKG_CHECK_MODULES([CRITERION], [criterion >= 2.4], [lsc_tests=yes],
    [AS_IF([test "$enable_tests" = yes],
      [AC_MSG_ERROR([--enable-tests: the test framework Criterion was not found (Debian: libcriterion-dev)])])
     lsc_tests="no (the test framework Criterion was not found)"])])
AM_CONDITIONAL([LSC_TESTS], [test "$lsc_tests" = yes])])
