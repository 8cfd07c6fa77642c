# SPDX-License-Identifier: ISC

# LSC_STREAMS_TRY(KIND, PROLOGUE, BODY, REASON, NEXT)
# ---------------------------------------------------
# One step of LSC_STREAMS: if it fails, that is why there are no STREAMS.
AC_DEFUN([LSC_STREAMS_TRY],
[AC_$1_IFELSE([AC_LANG_PROGRAM([[#include <unistd.h>
#include <stropts.h>
$2]], [$3])], [$5], [lsc_cv_streams_sendfd="no ($4)"])])

# LSC_STREAMS
# -----------
# Native STREAMS that can pass a descriptor.  Neither headers nor functions
# prove anything: the header may be empty, or for terminals only; musl has
# ioctl commands and an isastream that works, and no STREAMS; glibc before
# 2.30 has everything, and all of it fails.  So a descriptor is passed, from
# one process to another.  Sets lsc_cv_streams_sendfd to "yes", or to "no"
# and the reason.
AC_DEFUN([LSC_STREAMS],
[AC_CACHE_CHECK([for native STREAMS that pass descriptors],
  [lsc_cv_streams_sendfd],
  [LSC_STREAMS_TRY([COMPILE], [], [],
    [there is no <stropts.h>],
  [LSC_STREAMS_TRY([COMPILE], [],
    [[struct strrecvfd r;
      r.fd = I_SENDFD;
      return r.fd == I_RECVFD;]],
    [<stropts.h> does not declare I_SENDFD and I_RECVFD],
  [LSC_STREAMS_TRY([COMPILE],
    [#if defined _XOPEN_STREAMS && _XOPEN_STREAMS + 0 == -1
#error "the system says that it has none"
#endif], [],
    [_XOPEN_STREAMS is -1],
  [LSC_STREAMS_LINK])])])])
LSC_CACHE_WORD([lsc_cv_streams_sendfd], [yes|no|no\ *])])

# LSC_STREAMS_LINK
# ----------------
# The functions as the header declares them: what it does not declare has no
# address, whatever some library may have by that name.
AC_DEFUN([LSC_STREAMS_LINK],
[LSC_STREAMS_TRY([LINK],
  [typedef void lsc_function(void);
lsc_function *lsc_called@<:@@:>@ = {
  (lsc_function *)isastream, (lsc_function *)getmsg, (lsc_function *)putmsg,
  (lsc_function *)fattach, (lsc_function *)fdetach, (lsc_function *)ioctl
};],
  [[return lsc_called[0] == 0 || ioctl(0, I_PUSH, "connld");]],
  [functions of <stropts.h> are missing],
  [LSC_STREAMS_RUN])])

# LSC_STREAMS_RUN
# ---------------
# conftest.why has what would be the reason if the program ended now.  The
# alarm is for an ioctl that never returns; who runs configure may have it
# ignored.  If nothing can be run, the systems that are known to have STREAMS
# are taken to have them.
AC_DEFUN([LSC_STREAMS_RUN],
[AC_RUN_IFELSE([AC_LANG_SOURCE([[
#include <sys/types.h>
#include <sys/wait.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <stropts.h>
#include <unistd.h>

static void
why(const char *reason)
{
  FILE *file = fopen("conftest.why", "w");
  if (file == NULL || fputs(reason, file) < 0 || fclose(file) != 0)
    exit(1);
}

static void
set_alarm(void)
{
  sigset_t set;
  signal(SIGALRM, SIG_DFL);
  sigemptyset(&set);
  sigaddset(&set, SIGALRM);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  alarm(5);
}

int
main(void)
{
  int stream[2], file[2], status;
  struct strrecvfd r;
  char c = 0;
  pid_t child;

  set_alarm();
  why("a pipe is no stream");
  if (pipe(stream) != 0 || isastream(stream[0]) != 1)
    return 1;
  why("no process can be made");
  if (pipe(file) != 0 || (child = fork()) < 0)
    return 1;
  if (child == 0) {
    set_alarm();
    close(stream[1]);
    _exit(ioctl(stream[0], I_SENDFD, file[1]) != 0);
  }
  close(stream[0]);
  close(file[1]);
  why("I_RECVFD does not end");
  status = ioctl(stream[1], I_RECVFD, &r);
  why("no descriptor passes through a pipe");
  if (status != 0 || write(r.fd, "x", 1) != 1 || read(file[0], &c, 1) != 1 ||
      c != 'x')
    return 1;
  return waitpid(child, &status, 0) != child || status != 0;
}]])],
  [lsc_cv_streams_sendfd=yes],
  [lsc_why=`cat conftest.why 2>/dev/null`
   lsc_cv_streams_sendfd="no (${lsc_why:-nothing can be tried})"],
  [AS_CASE([$host_os], [solaris*|illumos*|aix*|hpux*],
    [lsc_cv_streams_sendfd=yes],
    [lsc_cv_streams_sendfd="no (nothing can be tried)"])])
rm -f conftest.why])
