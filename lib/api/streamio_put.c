/* SPDX-License-Identifier: ISC */
/*
 * I_FDINSERT and I_STR: messages with a meaning for modules.
 */
#include <config.h>

#include <string.h>

#include "api/edge_part.h"
#include "api/streamio.h"
#include "sys/sys.h"

static int
refuse_hung_up(const struct lsci_request *request)
{
	int r = lsci_sys_is_hung_up(request->end);

	return r > 0 ? -ENXIO : r;
}

/* --- I_FDINSERT: a message that names another stream */

/* A number for a stream; never 0. */
static int
token_of(int fd, t_uscalar_t *token)
{
	struct lsci_state state;
	struct stat st;
	int r = lsci_backend_get_state(fd, &state);

	if (r < 0 || state.kind == LSCI_STRANGER)
		return -EINVAL;
	r = lsci_sys_is_hung_up(fd);
	if (r != 0)
		return r < 0 ? r : -ENXIO;
	r = lsci_sys_stat(fd, &st);
	*token = r == 0 ? (t_uscalar_t)st.st_ino : 0;
	if (*token == 0)
		*token = 1;
	return r == -ENOMEM ? -ENOSR : r;
}

static int
check_place(const struct strfdinsert *insert)
{
	long end = (long)insert->offset + (long)sizeof(t_uscalar_t);

	if (insert->ctlbuf.len < end ||
	    (insert->flags != 0 && insert->flags != RS_HIPRI))
		return -EINVAL;
	return insert->ctlbuf.len > LSCI_CONTROL_MAX ? -ERANGE : 0;
}

static int
put(const struct lsci_request *request, const struct strfdinsert *insert,
    t_uscalar_t token)
{
	unsigned char control[LSCI_CONTROL_MAX];
	struct lsci_putting putting = { .high = insert->flags == RS_HIPRI };

	lsci_putting_parts(&putting, &insert->ctlbuf, &insert->databuf);
	if (putting.data_length == 0)
		putting.data_length = -1;
	if (lsci_putting_lacks_bytes(&putting))
		return -EFAULT;
	memcpy(control, putting.control, (size_t)putting.control_length);
	memcpy(control + insert->offset, &token, sizeof token);
	putting.control = control;
	return lsci_exchange_put(request->end, &putting);
}

int
lsci_io_insert_fd(const struct lsci_request *request)
{
	const struct strfdinsert *insert = request->pointer;
	t_uscalar_t token = 0;
	int r = refuse_hung_up(request);

	if (r == 0 && (insert->offset < 0 ||
	    (size_t)insert->offset % sizeof token != 0))
		r = -EINVAL;
	if (r == 0)
		r = token_of(insert->fildes, &token);
	if (r == 0)
		r = check_place(insert);
	return r == 0 ? put(request, insert, token) : r;
}

/* --- I_STR: no module knows any command, nor does the other stream head */

int
lsci_io_command(const struct lsci_request *request)
{
	int r = refuse_hung_up(request);

	return r < 0 ? r : -EINVAL;
}

/* --- what no end of a pipe can do */

int
lsci_io_refuse(const struct lsci_request *request)
{
	(void)request;
	return -EINVAL;
}

int
lsci_io_refuse_live(const struct lsci_request *request)
{
	int r = refuse_hung_up(request);

	return r < 0 ? r : -EINVAL;
}
