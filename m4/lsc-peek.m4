# SPDX-License-Identifier: ISC

# LSC_PEEK
# --------
# Whether a peek installs duplicates of descriptors that wait, which can be
# counted and closed.  Elsewhere it shows nothing, or numbers that are none.
# When cross-compiling the answer is no, which costs speed and nothing else.
AC_DEFUN([LSC_PEEK],
[AC_CACHE_CHECK([whether a peek installs duplicates], [lsc_cv_peek_duplicates],
  [AC_RUN_IFELSE([AC_LANG_SOURCE([[
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <string.h>

union control { struct cmsghdr align; unsigned char room[CMSG_SPACE(sizeof(int))]; };

static int
is_duplicate(int fd, int of)
{
  struct stat a, b;
  return fd >= 0 && fd != of && fstat(fd, &a) == 0 && fstat(of, &b) == 0 &&
    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int
main(void)
{
  int end[2], fd;
  char byte = 0;
  struct iovec part;
  struct msghdr msg;
  union control control;
  struct cmsghdr *record = &control.align;

  memset(&msg, 0, sizeof msg);
  memset(&control, 0, sizeof control);
  part.iov_base = &byte;
  part.iov_len = 1;
  msg.msg_iov = &part;
  msg.msg_iovlen = 1;
  msg.msg_control = &control;
  msg.msg_controllen = sizeof control;
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, end) != 0)
    return 1;
  record->cmsg_level = SOL_SOCKET;
  record->cmsg_type = SCM_RIGHTS;
  record->cmsg_len = CMSG_LEN(sizeof fd);
  memcpy(CMSG_DATA(record), &end[0], sizeof fd);
  if (sendmsg(end[0], &msg, 0) != 1)
    return 1;
  memset(&control, -1, sizeof control);
  msg.msg_controllen = sizeof control;
  if (recvmsg(end[1], &msg, MSG_PEEK) != 1 ||
      msg.msg_controllen < CMSG_LEN(sizeof fd))
    return 1;
  memcpy(&fd, CMSG_DATA(record), sizeof fd);
  return is_duplicate(fd, end[0]) && fd != end[1] ? 0 : 1;
}]])],
    [lsc_cv_peek_duplicates=yes], [lsc_cv_peek_duplicates=no],
    [lsc_cv_peek_duplicates=no])])
LSC_CACHE_WORD([lsc_cv_peek_duplicates], [yes|no])
AM_CONDITIONAL([LSC_PEEK_DUPLICATES],
  [test "$lsc_cv_peek_duplicates" = yes && test "$lsc_backend" = control])])
