/* SPDX-License-Identifier: ISC */
/*
 * As much of Criterion as the tests here use, for systems where there is none:
 * --enable-tests=plain.  runner.c is the rest.
 */
#ifndef PLAIN_CRITERION_H
#define PLAIN_CRITERION_H

#ifdef __GNUC__
#pragma GCC system_header
#endif

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct plain_options {
	int timeout;            /* seconds */
	void (*init)(void);
	void (*fini)(void);
};

struct plain_test {
	const char *suite;
	const char *name;
	void (*body)(void);
	struct plain_options options;
	struct plain_test *next;
};

void plain_register(struct plain_test *test);

#define Test(suite_, name_, ...) \
	static void suite_##_##name_##_body(void); \
	__attribute__((constructor)) static void \
	suite_##_##name_##_register(void) \
	{ \
		static struct plain_test test = { #suite_, #name_, \
		    suite_##_##name_##_body, { __VA_ARGS__ }, NULL }; \
	\
		plain_register(&test); \
	} \
	static void suite_##_##name_##_body(void)

/* A failure ends the process, also a child of the test's. */
void plain_fail(const char *file, int line, const char *what,
    const char *format, ...)
    __attribute__((format(printf, 4, 5), noreturn));
void plain_skip(const char *format, ...)
    __attribute__((format(printf, 1, 2), noreturn));

#define PLAIN_CHECK(holds, what, ...) \
	((holds) ? (void)0 : \
	    plain_fail(__FILE__, __LINE__, (what), " " __VA_ARGS__))

#define cr_assert(e, ...) PLAIN_CHECK(e, #e, __VA_ARGS__)
#define cr_assert_not(e, ...) PLAIN_CHECK(!(e), "not " #e, __VA_ARGS__)
#define cr_assert_eq(a, b, ...) PLAIN_CHECK((a) == (b), #a " == " #b, __VA_ARGS__)
#define cr_assert_neq(a, b, ...) PLAIN_CHECK((a) != (b), #a " != " #b, __VA_ARGS__)
#define cr_assert_lt(a, b, ...) PLAIN_CHECK((a) < (b), #a " < " #b, __VA_ARGS__)
#define cr_assert_leq(a, b, ...) PLAIN_CHECK((a) <= (b), #a " <= " #b, __VA_ARGS__)
#define cr_assert_gt(a, b, ...) PLAIN_CHECK((a) > (b), #a " > " #b, __VA_ARGS__)
#define cr_assert_geq(a, b, ...) PLAIN_CHECK((a) >= (b), #a " >= " #b, __VA_ARGS__)
#define cr_assert_null(p, ...) PLAIN_CHECK((p) == NULL, #p " is NULL", __VA_ARGS__)
#define cr_assert_not_null(p, ...) \
	PLAIN_CHECK((p) != NULL, #p " is not NULL", __VA_ARGS__)
#define cr_assert_str_eq(a, b, ...) \
	PLAIN_CHECK(strcmp((a), (b)) == 0, #a " reads as " #b, __VA_ARGS__)
#define cr_assert_fail(...) \
	plain_fail(__FILE__, __LINE__, "failed", " " __VA_ARGS__)
#define cr_skip_test(...) plain_skip("" __VA_ARGS__)

/* For programs that have a main of their own. */
struct criterion_test_set;
struct criterion_test_set *criterion_initialize(void);
int criterion_handle_args(int argc, char *argv[], bool handle_unknown);
int criterion_run_all_tests(struct criterion_test_set *set);
void criterion_finalize(struct criterion_test_set *set);

#endif
