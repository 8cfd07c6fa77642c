/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "complain.h"

void
complain(const char *subject, const char *text)
{
	(void)fprintf(stderr, "streamcompat-run: %s: %s\n", subject, text);
}

void
complain_errno(const char *subject)
{
	int saved = errno;

	complain(subject, strerror(errno));
	errno = saved;
}
