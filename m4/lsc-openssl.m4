# SPDX-License-Identifier: ISC

# LSC_OPENSSL
# -----------
# One example and its test speak TLS; the library never does.  A pkg-config
# may describe another machine's OpenSSL, so that it links is proved.
AC_DEFUN([LSC_OPENSSL],
[lsc_openssl="no (OpenSSL 1.1.1 or later was not found)"
PKG_CHECK_MODULES([OPENSSL], [libssl >= 1.1.1 libcrypto >= 1.1.1],
  [AC_CACHE_CHECK([whether a program can be linked with OpenSSL],
    [lsc_cv_openssl],
    [lsc_saved_CFLAGS=$CFLAGS
     lsc_saved_LIBS=$LIBS
     CFLAGS="$CFLAGS $OPENSSL_CFLAGS"
     LIBS="$OPENSSL_LIBS $LIBS"
     AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <openssl/ssl.h>]],
       [[return SSL_CTX_new(TLS_server_method()) == 0;]])],
       [lsc_cv_openssl=yes], [lsc_cv_openssl=no])
     CFLAGS=$lsc_saved_CFLAGS
     LIBS=$lsc_saved_LIBS])
   LSC_CACHE_WORD([lsc_cv_openssl], [yes|no])
   AS_IF([test "$lsc_cv_openssl" = yes], [lsc_openssl=yes],
     [lsc_openssl="no (no program can be linked with OpenSSL)"])], [:])
AM_CONDITIONAL([LSC_OPENSSL], [test "$lsc_openssl" = yes])])
