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
if LSC_BACKEND_CONTROL
hear_source = agent/hear_control.c
else
hear_source = agent/hear_accrights.c
endif
EXTRA_DIST += agent/hear_accrights.c agent/hear_control.c
nodist_agent_streamcompat_attachd_SOURCES = $(hear_source) \
	$(backend_sources) $(peer_sources) $(sender_sources) $(slots_sources)
agent_streamcompat_attachd_CFLAGS = $(AM_CFLAGS)
