// SPDX-License-Identifier: MIT
#pragma once

// The C functions of the module imu, for its table in C.

#include "firmware/modules/image_object.h"

#ifdef __cplusplus
extern "C" {
#endif

mp_obj_t omv_imu_acceleration_mg(void);
mp_obj_t omv_imu_angular_rate_mdps(void);
mp_obj_t omv_imu_temperature_c(void);
mp_obj_t omv_imu_roll(void);
mp_obj_t omv_imu_pitch(void);
mp_obj_t omv_imu_sleep(mp_obj_t on);
mp_obj_t omv_imu_write_reg(mp_obj_t address, mp_obj_t value);
mp_obj_t omv_imu_read_reg(size_t n_args, const mp_obj_t* args);

#ifdef __cplusplus
}
#endif
