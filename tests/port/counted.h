/* SPDX-License-Identifier: ISC */
/*
 * How often each call of the library was reached (counting.c).  For C of
 * every age, and C++.
 */
#ifndef COUNTED_H
#define COUNTED_H

enum counted {
	COUNTED_CLOSE, COUNTED_CREAT, COUNTED_FCNTL, COUNTED_FOLLOW,
	COUNTED_FORGET, COUNTED_FSTAT, COUNTED_FSTATAT, COUNTED_IOCTL,
	COUNTED_IS_NAME, COUNTED_LSTAT, COUNTED_OPEN, COUNTED_OPENAT, COUNTED_PIPE, COUNTED_POLL,
	COUNTED_PPOLL, COUNTED_PSELECT, COUNTED_READ, COUNTED_READV,
	COUNTED_SELECT, COUNTED_STAT, COUNTED_WRITE, COUNTED_WRITEV,
	COUNTED_CALLS
};

#ifdef __cplusplus
extern "C" {
#endif

#if defined __STDC__ || defined __cplusplus
/* 1 if each was reached as often as wanted; else it says what was not. */
int counted_as(const int wanted[COUNTED_CALLS]);
/* Calls everything, in a shared library. */
int bystander(void);
#else
int counted_as();
int bystander();
#endif

#ifdef __cplusplus
}
#endif

#endif
