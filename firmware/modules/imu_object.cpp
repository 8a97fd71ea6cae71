// SPDX-License-Identifier: MIT
// Module imu: an LSM6DSM.
#include "firmware/modules/image_args.h"
#include "firmware/modules/imaging.h"
#include "firmware/modules/imu_tables.h"

using namespace omv::firmware;

namespace {

ImuModel& imu()
{
    if (!imaging())
        raiseOs("The IMU is not ready");
    return imaging()->imu();
}

mp_obj_t axesTuple(const ImuModel::Axes& axes)
{
    mp_obj_t items[3] = {};
    for (std::size_t i = 0; i < 3; ++i)
        items[i] = floatObject(static_cast<double>(axes[i]));
    return mp_obj_new_tuple(3, items);
}

std::uint8_t byteArg(mp_obj_t object)
{
    return static_cast<std::uint8_t>(mp_obj_get_int(object));
}

}  // namespace

extern "C" {

mp_obj_t omv_imu_acceleration_mg(void)
{
    return axesTuple(imu().accelerationMg(host().now()));
}

mp_obj_t omv_imu_angular_rate_mdps(void)
{
    return axesTuple(imu().angularRateMdps(host().now()));
}

mp_obj_t omv_imu_temperature_c(void)
{
    return floatObject(static_cast<double>(imu().temperatureC(host().now())));
}

mp_obj_t omv_imu_roll(void)
{
    return floatObject(static_cast<double>(imu().roll(host().now())));
}

mp_obj_t omv_imu_pitch(void)
{
    return floatObject(static_cast<double>(imu().pitch(host().now())));
}

mp_obj_t omv_imu_sleep(mp_obj_t on)
{
    const bool asleep = mp_obj_get_int(on) != 0;
    imu().sleep(asleep);
    return mp_const_none;
}

mp_obj_t omv_imu_write_reg(mp_obj_t address, mp_obj_t value)
{
    const std::uint8_t at = byteArg(address);
    imu().writeRegister(at, byteArg(value));
    return mp_const_none;
}

// One register as a number, or as many as the buffer takes.
mp_obj_t omv_imu_read_reg(size_t n_args, const mp_obj_t* args)
{
    const std::uint8_t address = byteArg(args[0]);
    const std::int64_t now = host().now();
    if (n_args < 2 || args[1] == mp_const_none)
        return intObject(imu().readRegister(address, now));
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(args[1], &buffer, MP_BUFFER_WRITE);
    for (std::size_t i = 0; i < buffer.len; ++i)
        static_cast<std::uint8_t*>(buffer.buf)[i] =
            imu().readRegister(static_cast<std::uint8_t>(address + i), now);
    return mp_const_none;
}

}  // extern "C"
