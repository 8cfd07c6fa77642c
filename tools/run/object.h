/* SPDX-License-Identifier: ISC */
#ifndef RUN_OBJECT_H
#define RUN_OBJECT_H

/*
 * object_path - where the object is that captures the calls.  The string is
 * there for good.  NULL after a complaint: it is not there, or its path is
 * one that LD_PRELOAD cannot have.
 */
const char *object_path(void);

#endif
