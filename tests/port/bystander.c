/* SPDX-License-Identifier: ISC */
/*
 * A shared library in the process of a source port, which has nothing to do
 * with it.
 */
#include "every_call.h"

#include "counted.h"

int
bystander(void)
{
	return every_call();
}
