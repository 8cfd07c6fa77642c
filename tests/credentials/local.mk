# SPDX-License-Identifier: ISC
#
# Every way to learn who is at the other end of a socket, or has sent a message,
# compiled and run: the headers in this directory show the host's kernel as
# other systems show theirs.

EXTRA_DIST += \
	tests/credentials/bsd/unistd.h \
	tests/credentials/freebsd/sys/un.h \
	tests/credentials/macos/sys/un.h \
	tests/credentials/netbsd/sys/un.h \
	tests/credentials/openbsd/sys/socket.h \
	tests/credentials/scm_creds/sys/socket.h \
	tests/credentials/solaris/ucred.h \
	# EOL

if LSC_TESTS
if LSC_PEER_SO_PEERCRED

check_PROGRAMS += \
	tests/credentials-bsd \
	tests/credentials-freebsd \
	tests/credentials-linux \
	tests/credentials-macos \
	tests/credentials-netbsd \
	tests/credentials-openbsd \
	tests/credentials-solaris \
	tests/credentials-scm_creds \
	# EOL

credentials_sources = \
	lib/sys/descriptor.c \
	lib/sys/identity.c \
	tests/credentials/host.h \
	tests/credentials/xucred.h \
	$(test_support)
peer_test_sources = $(credentials_sources) tests/credentials/peer_test.c

tests_credentials_linux_SOURCES = $(peer_test_sources) lib/sys/peer_so_peercred.c
tests_credentials_linux_CFLAGS = $(test_cflags)
tests_credentials_linux_LDADD = $(CRITERION_LIBS)

tests_credentials_openbsd_SOURCES = $(peer_test_sources) lib/sys/peer_sockpeercred.c
tests_credentials_openbsd_CFLAGS = $(test_cflags)
tests_credentials_openbsd_CPPFLAGS = -I$(srcdir)/tests/credentials/openbsd $(AM_CPPFLAGS) \
	-DT_FOREIGN -DT_STRUCTURE
tests_credentials_openbsd_LDADD = $(CRITERION_LIBS)

tests_credentials_netbsd_SOURCES = $(peer_test_sources) lib/sys/peer_local_peereid.c
tests_credentials_netbsd_CFLAGS = $(test_cflags)
tests_credentials_netbsd_CPPFLAGS = -I$(srcdir)/tests/credentials/netbsd $(AM_CPPFLAGS) \
	-DT_FOREIGN -DT_STRUCTURE
tests_credentials_netbsd_LDADD = $(CRITERION_LIBS)

tests_credentials_solaris_SOURCES = $(peer_test_sources) lib/sys/peer_getpeerucred.c
tests_credentials_solaris_CFLAGS = $(test_cflags)
tests_credentials_solaris_CPPFLAGS = -I$(srcdir)/tests/credentials/solaris $(AM_CPPFLAGS) \
	-DT_FOREIGN
tests_credentials_solaris_LDADD = $(CRITERION_LIBS)

tests_credentials_freebsd_SOURCES = $(peer_test_sources) lib/sys/peer_local_peercred.c
tests_credentials_freebsd_CFLAGS = $(test_cflags)
tests_credentials_freebsd_CPPFLAGS = -I$(srcdir)/tests/credentials/freebsd $(AM_CPPFLAGS) \
	-DT_FOREIGN -DT_STRUCTURE -DHAVE_STRUCT_XUCRED_CR_PID
tests_credentials_freebsd_LDADD = $(CRITERION_LIBS)

tests_credentials_macos_SOURCES = $(peer_test_sources) lib/sys/peer_local_peercred.c
tests_credentials_macos_CFLAGS = $(test_cflags)
tests_credentials_macos_CPPFLAGS = -I$(srcdir)/tests/credentials/macos $(AM_CPPFLAGS) \
	-DT_FOREIGN -DT_STRUCTURE
tests_credentials_macos_LDADD = $(CRITERION_LIBS)

tests_credentials_bsd_SOURCES = $(peer_test_sources) lib/sys/peer_getpeereid.c
tests_credentials_bsd_CFLAGS = $(test_cflags)
tests_credentials_bsd_CPPFLAGS = -I$(srcdir)/tests/credentials/bsd $(AM_CPPFLAGS) \
	-DT_FOREIGN -DT_NO_PROCESS
tests_credentials_bsd_LDADD = $(CRITERION_LIBS)

tests_credentials_scm_creds_SOURCES = $(credentials_sources) \
	lib/sys/sender_scm_creds.c tests/credentials/sender_test.c
tests_credentials_scm_creds_CFLAGS = $(test_cflags)
tests_credentials_scm_creds_CPPFLAGS = -I$(srcdir)/tests/credentials/scm_creds $(AM_CPPFLAGS)
tests_credentials_scm_creds_LDADD = $(CRITERION_LIBS)

endif
endif
