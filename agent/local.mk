# SPDX-License-Identifier: ISC
#
# streamcompat-attachd, which fattach starts.  It is a part of the library in
# a process of its own, and has a copy of it.

libexec_PROGRAMS =
if LSC_AGENT
libexec_PROGRAMS += agent/streamcompat-attachd
endif
agent_streamcompat_attachd_SOURCES = \
	agent/agent.h \
	agent/answer.c \
	agent/closer.c \
	agent/closer.h \
	agent/crowd.c \
	agent/crowd.h \
	agent/hear.c \
	agent/hear.h \
	agent/main.c \
	agent/proof.c \
	agent/proof.h \
	agent/serve.c \
	agent/tick.c \
	agent/tick.h \
	$(compat_sources) \
	$(head_sources) \
	$(name_sources) \
	$(socket_sources) \
	$(sys_sources) \
	# EOL
nodist_agent_streamcompat_attachd_SOURCES = \
	$(backend_sources) $(peer_sources) $(sender_sources) $(slots_sources)
agent_streamcompat_attachd_CFLAGS = $(AM_CFLAGS)
