/* SPDX-License-Identifier: MIT */
#pragma once

#include "py/obj.h"

/* Of a board, at most. */
enum { OMV_MAX_PINS = 64 };

/* The pin that a Pin or a name stands for; ValueError: there is none. */
int omv_pin_index(mp_obj_t id);
/* The Pin of that index. */
mp_obj_t omv_pin_object(int index);
/* Pin interrupts that were served; counts on. */
unsigned omv_pin_interrupts(void);
/* ValueError unless it is None or can be called. */
void omv_check_handler(mp_obj_t handler);
