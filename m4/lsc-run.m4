# SPDX-License-Identifier: ISC

# LSC_RUN
# -------
# Whether an object can be made that captures the calls of any program: after
# LSC_SVR4 and LSC_UNCAPTURED, on which it rests.
AC_DEFUN([LSC_RUN],
[AC_CACHE_CHECK([whether calls of stdio can be captured], [lsc_cv_stdio_table],
  [AC_LINK_IFELSE([AC_LANG_PROGRAM(
    [[#include <link.h>
      #include <stdio.h>
      #include <sys/mman.h>
      extern ssize_t _IO_file_read(FILE *, void *, ssize_t);
      extern ssize_t _IO_file_write(FILE *, const void *, ssize_t);
      extern int _IO_file_close(FILE *);
      static int look(struct dl_phdr_info *o, size_t n, void *p)
      { return o->dlpi_phnum > 0 && n > 0 && p && PT_GNU_RELRO; }]],
    [[FILE *f = stdin;
      f->_flags |= _IO_ERR_SEEN;
      return f->_fileno + dl_iterate_phdr(look, f) +
        mprotect(f, 1, PROT_READ) + (int)_IO_file_read(f, f, 1) +
        (int)_IO_file_write(f, f, 1) + _IO_file_close(f);]])],
    [lsc_cv_stdio_table=yes], [lsc_cv_stdio_table=no])])
LSC_CACHE_WORD([lsc_cv_stdio_table], [yes|no])
AC_CHECK_HEADERS([sys/xattr.h])
lsc_saved_LIBS=$LIBS
AC_SEARCH_LIBS([dlsym], [dl])
LIBS=$lsc_saved_LIBS
AS_CASE([$ac_cv_search_dlsym], [-l*], [LSC_DL_LIBS=$ac_cv_search_dlsym])
AC_SUBST([LSC_DL_LIBS])
AS_IF([test "$lsc_backend" = streams],
  [lsc_run="no (the system's own calls know STREAMS)"],
  [test "$lsc_cv_hidden_symbols" = no || test "$ac_cv_search_dlsym" = no],
  [lsc_run="no (programs here load nothing in front of their libraries)"],
  [test "$enable_shared" = no], [lsc_run="no (there are no shared libraries)"],
  [test "$lsc_cv_uncaptured" = plain],
  [lsc_run="no (the library's own calls would be captured)"],
  [test "$lsc_cv_stdio_table" = yes],
  [lsc_run="yes (and what stdio does in it)"],
  [lsc_run="yes (but not what stdio does in it)"])
AM_CONDITIONAL([LSC_RUN], [AS_CASE([$lsc_run], [yes*], [:], [false])])
AM_CONDITIONAL([LSC_RUN_STDIO], [test "$lsc_cv_stdio_table" = yes])])
