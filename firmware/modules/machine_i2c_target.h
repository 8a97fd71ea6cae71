/* SPDX-License-Identifier: MIT */
#pragma once

#include "py/obj.h"

/* The script's own target that a controller at these pins reaches, or MP_OBJ_NULL. */
mp_obj_t omv_i2c_target_at(int scl, int sda, uint16_t address);
/* As omv_port_i2c(). */
int omv_i2c_target_transfer(mp_obj_t target, uint8_t* data, size_t size, bool reads, bool stop);
/* Forgets the targets of the VM before. */
void omv_i2c_targets_reset(void);
