/* SPDX-License-Identifier: ISC */
/*
 * The list itself, for the calls that take from it.
 */
#ifndef MODEL_QUEUE_H
#define MODEL_QUEUE_H

#include "tests/messages/model.h"

/* In front of its class. */
void model_put_back(struct model *model, struct model_message message);
/* Its bytes are the caller's. */
struct model_message model_take_first(struct model *model);
void model_drop_first(struct model *model);

#endif
