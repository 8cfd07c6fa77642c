/* SPDX-License-Identifier: ISC */
/*
 * The edge of the calls that <stropts.h> declares.
 */
#ifndef LSCI_EDGE_STROPTS_H
#define LSCI_EDGE_STROPTS_H

#ifdef HAVE_VISIBILITY
#pragma GCC visibility push(default)
#include <streamcompat/stropts.h>
#pragma GCC visibility pop
#else
#include <streamcompat/stropts.h>
#endif

#include "api/edge.h"

#endif
