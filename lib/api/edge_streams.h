/* SPDX-License-Identifier: ISC */
/*
 * The edge of the calls that <streamcompat/streams.h> declares.
 */
#ifndef LSCI_EDGE_STREAMS_H
#define LSCI_EDGE_STREAMS_H

#ifdef HAVE_VISIBILITY
#pragma GCC visibility push(default)
#include <streamcompat/streams.h>
#pragma GCC visibility pop
#else
#include <streamcompat/streams.h>
#endif

#include "api/edge.h"

#endif
