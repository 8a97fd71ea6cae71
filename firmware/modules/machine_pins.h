/* SPDX-License-Identifier: MIT */
#pragma once

#include "py/obj.h"

/* The pin that a Pin or a name stands for; ValueError: there is none. */
int omv_pin_index(mp_obj_t id);
/* Pin interrupts that were served; counts on. */
unsigned omv_pin_interrupts(void);
