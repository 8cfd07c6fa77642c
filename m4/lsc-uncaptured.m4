# SPDX-License-Identifier: ISC

# LSC_LINK_BOTH(PROLOGUE, BODY, IF-LINKED, IF-NOT)
# ------------------------------------------------
# Whether a program can be linked, and linked statically too where anything
# can: one archive serves both kinds of programs.
AC_DEFUN([LSC_LINK_BOTH],
[AC_LINK_IFELSE([AC_LANG_PROGRAM([$1], [$2])],
  [lsc_saved_LDFLAGS=$LDFLAGS
   LDFLAGS="$LDFLAGS -static"
   AC_LINK_IFELSE([AC_LANG_PROGRAM()],
     [AC_LINK_IFELSE([AC_LANG_PROGRAM([$1], [$2])],
       [lsc_linked=yes], [lsc_linked=no])],
     [lsc_linked=yes])
   LDFLAGS=$lsc_saved_LDFLAGS],
  [lsc_linked=no])
AS_IF([test "$lsc_linked" = yes], [$3], [$4])])

# LSC_UNCAPTURED
# --------------
# How lib/sys calls read, close and so on in a program that has defined them
# itself (lib/sys/uncaptured.h): by second names of the C library, or straight
# by the kernel.  "plain" means that neither works, and that there can be no
# source ports.
AC_DEFUN([LSC_UNCAPTURED],
[AC_CACHE_CHECK([for calls that a program cannot capture], [lsc_cv_uncaptured],
  [lsc_cv_uncaptured=plain
   LSC_LINK_BOTH(
     [[#include <sys/types.h>
       #include <sys/uio.h>
       #include <fcntl.h>
       #include <poll.h>
       #include <sys/select.h>
       #include <sys/stat.h>
       #include <sys/syscall.h>
       #include <sys/sysmacros.h>
       #include <unistd.h>
       ssize_t __read(int, void *, size_t);
       ssize_t __write(int, const void *, size_t);
       int __close(int);
       int __dup2(int, int);
       int __fcntl(int, int, ...);
       int __open64(const char *, int, ...);
       int __pipe(int *);
       int __poll(struct pollfd *, nfds_t, int);
       int __select(int, fd_set *, fd_set *, fd_set *, struct timeval *);
       ]],
     [[struct stat st;
       struct pollfd fd;
       return __read(0, &st, 1) + __write(1, &st, 1) + __close(0) +
         __dup2(0, 1) + __fcntl(0, F_DUPFD, 0) + __pipe(0) +
         __poll(&fd, 1, 0) + __select(0, 0, 0, 0, 0) +
         preadv2(0, 0, 0, -1, 0) + pwritev2(0, 0, 0, -1, 0) +
         __open64("", 0) + syscall(SYS_openat) +
         syscall(SYS_statx, AT_NO_AUTOMOUNT | AT_EMPTY_PATH) +
         makedev(0, st.st_atim.tv_nsec) +
         syscall(SYS_ioctl) + syscall(SYS_dup3) + syscall(SYS_pipe2);]],
     [lsc_cv_uncaptured=names],
     [LSC_LINK_BOTH(
       [[#include <fcntl.h>
         #include <pthread.h>
         #include <sys/stat.h>
         #include <sys/syscall.h>
         #include <sys/sysmacros.h>
         #include <unistd.h>
         #if !defined SYS_ppoll && !defined SYS_ppoll_time64
         #error "no ppoll"
         #endif
         ]],
       [[struct stat st;
         struct f_owner_ex owner;
         pthread_testcancel();
         return syscall(SYS_read) + syscall(SYS_write) + syscall(SYS_readv) +
           syscall(SYS_writev) + syscall(SYS_close) + syscall(SYS_dup) +
           syscall(SYS_dup3) + syscall(SYS_pipe2) + syscall(SYS_ioctl) +
           fcntl(0, F_GETOWN_EX, &owner) + syscall(SYS_openat) +
           syscall(SYS_statx, AT_NO_AUTOMOUNT | AT_EMPTY_PATH) +
           makedev(0, st.st_atim.tv_nsec);]],
       [lsc_cv_uncaptured=syscalls])])])
LSC_CACHE_WORD([lsc_cv_uncaptured], [names|syscalls|plain])
AS_CASE([$lsc_cv_uncaptured],
  [names], [AC_DEFINE([LSC_UNCAPTURED_NAMES], [1],
    [Define to 1 if the C library has second names for its calls.])],
  [syscalls], [AC_DEFINE([LSC_UNCAPTURED_SYSCALLS], [1],
    [Define to 1 to call the kernel where a program may capture a call.])])
AC_CACHE_CHECK([for pthread_setcanceltype], [lsc_cv_setcanceltype],
  [LSC_LINK_BOTH([[#include <pthread.h>]],
    [[int type;
      return pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &type);]],
    [lsc_cv_setcanceltype=yes], [lsc_cv_setcanceltype=no])])
LSC_CACHE_WORD([lsc_cv_setcanceltype], [yes|no])
AS_IF([test "$lsc_cv_setcanceltype" = yes],
  [AC_DEFINE([HAVE_PTHREAD_SETCANCELTYPE], [1],
    [Define to 1 if programs of every kind can call pthread_setcanceltype.])])
AS_IF([test "x$pic_mode" = xyes],
  [AC_DEFINE([LSC_STATIC_IS_PIC], [1],
    [Define to 1 if the objects of the archive are compiled with -DPIC too.])])])
