/* SPDX-License-Identifier: ISC */
/*
 * The functions of own.c.
 */
#ifdef OWN_POLL
int poll(const char *subject);

int
poll(const char *subject)
{
	return subject[0] == 't' ? 4711 : -1;
}
#endif

#ifdef OWN_SELECT
int select(const char *subject);

int
select(const char *subject)
{
	return subject[0] == 't' ? 4712 : -1;
}
#endif
