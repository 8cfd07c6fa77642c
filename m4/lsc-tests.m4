# SPDX-License-Identifier: ISC

# LSC_TESTS
# ---------
# Most tests need Criterion, or the runner of our own that takes its place
# (plain).  Without both the others run; asking for tests that cannot be had is
# an error.
AC_DEFUN([LSC_TESTS],
[LSC_ENABLE_SWITCH([tests], [yes|no|auto|plain], [auto],
  [build and run the tests, with Criterion or without it])
lsc_tests=no
AS_CASE([$enable_tests],
  [plain],
    [CRITERION_CFLAGS='-I$(top_srcdir)/tests/plain'
     AC_SUBST([CRITERION_CFLAGS])
     lsc_tests="yes (without Criterion)"],
  [yes|auto],
    [PKG_CHECK_MODULES([CRITERION], [criterion >= 2.4], [lsc_tests=yes],
      [AS_IF([test "$enable_tests" = yes],
        [AC_MSG_ERROR([--enable-tests: the test framework Criterion was not found (Debian: libcriterion-dev); --enable-tests=plain does without it])])
       lsc_tests="no (the test framework Criterion was not found)"])])
AM_CONDITIONAL([LSC_TESTS],
  [test "$lsc_backend" != streams && AS_CASE([$lsc_tests], [yes*], [:], [false])])
AM_CONDITIONAL([LSC_TESTS_PLAIN], [test "$enable_tests" = plain])])

# LSC_TESTS_NATIVE
# ----------------
# The tests of the streams backend want a system with STREAMS, or all that it
# takes to make this library one: after LSC_LINKER_VERSION_SCRIPT.  Where the
# system has STREAMS and they are used there are no others, because what it
# opens is no socket.
AC_DEFUN([LSC_TESTS_NATIVE],
[lsc_tests_native=no
AS_CASE([$lsc_tests/$lsc_backend/$lsc_agent/$lsc_cv_version_script/$lsc_run],
  [yes*/streams/*|yes*/*/yes/yes/yes*], [lsc_tests_native=yes])
AM_CONDITIONAL([LSC_NATIVE_TESTS], [test "$lsc_tests_native" = yes])])
