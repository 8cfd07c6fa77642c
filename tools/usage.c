/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "report.h"
#include "usage.h"

void
usage_wrong(const char *subject, const char *text)
{
	char hint[80];

	report(subject, text);
	(void)snprintf(hint, sizeof hint, "see %s --help",
	    report_program.name);
	report("usage", hint);
	exit(report_program.failed);
}

static _Noreturn void
end_output(int r)
{
	if (r < 0 || fclose(stdout) == EOF) {
		report_errno("standard output");
		exit(report_program.failed);
	}
	exit(EXIT_SUCCESS);
}

void
usage_print(const char *text)
{
	end_output(fputs(text, stdout));
}

void
usage_version(void)
{
	end_output(printf("%s (" PACKAGE_NAME ") " PACKAGE_VERSION "\n",
	    report_program.name));
}

unsigned long
usage_number(const char *text, unsigned long least, unsigned long most)
{
	unsigned long n = 0;
	const char *p;

	for (p = text; *p >= '0' && *p <= '9'; p++) {
		unsigned long digit = (unsigned long)(*p - '0');

		if (n > (most - digit) / 10)
			usage_wrong(text, "the number is too large");
		n = 10 * n + digit;
	}
	if (p == text || *p != '\0')
		usage_wrong(text, "not a number");
	if (n < least)
		usage_wrong(text, "the number is too small");
	return n;
}
