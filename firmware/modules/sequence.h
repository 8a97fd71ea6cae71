/* SPDX-License-Identifier: MIT */
#pragma once

/* Arguments that are tuples. MicroPython's mp_obj_get_array() takes exact tuples and
 * lists only; these take named tuples, results of find_blobs() and the like, and
 * objects of classes derived from tuple or list, too. */

#ifdef __cplusplus
extern "C" {
#endif

#include "py/obj.h"

bool omv_is_sequence(mp_obj_t object);
/* The items, which belong to the object. TypeError for what is no tuple or list. */
void omv_sequence_items(mp_obj_t object, size_t* count, mp_obj_t** items);
/* Also ValueError for any other number of items. */
void omv_sequence_items_exactly(mp_obj_t object, size_t count, mp_obj_t** items);

#ifdef __cplusplus
}
#endif
