/* SPDX-License-Identifier: ISC */
#include <config.h>

#include "api/manner.h"

static const unsigned FLAGS =
    LSC_INHERIT | LSC_NONBLOCK | LSC_ABSTRACT | LSC_REFUSE;
enum { ALL_BITS = 0777 };

static bool
is_valid(const struct lsc_listen *how)
{
	return how->size_of_this == sizeof *how && how->mode <= ALL_BITS &&
	    how->backlog >= 0 && (how->flags & ~FLAGS) == 0 &&
	    (how->replace == LSC_REPLACE_DEAD ||
	    how->replace == LSC_REPLACE_NEVER ||
	    how->replace == LSC_REPLACE_LIVING);
}

static enum lsci_replace
replace_of(int replace)
{
	switch (replace) {
	case LSC_REPLACE_NEVER:
		return LSCI_REPLACE_NEVER;
	case LSC_REPLACE_LIVING:
		return LSCI_REPLACE_LIVING;
	default:
		return LSCI_REPLACE_DEAD;
	}
}

static int
announce(const char *name, const struct lsc_listen *how)
{
	struct lsci_server server = {
		.space = lsci_space(how->flags), .mode = (mode_t)how->mode,
		.backlog = how->backlog,
		.replace = replace_of(how->replace),
		.born = lsci_born(how->flags)
	};

	return lsci_backend_listen(name, &server);
}

int
lsc_listen(const char *name, const struct lsc_listen *how)
{
	static const struct lsc_listen usual = LSC_LISTEN_INIT;
	int saved = errno;

	if (name == NULL)
		return lsci_edge(saved, -EFAULT);
	if (how == NULL)
		how = &usual;
	return lsci_edge(saved, is_valid(how) ? announce(name, how) : -EINVAL);
}
