// SPDX-License-Identifier: MIT
// Module fir: MLX90621, MLX90640, MLX90641 and AMG8833.
#include "firmware/modules/fir_tables.h"
#include "firmware/modules/imaging.h"
#include "firmware/modules/tof_picture.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware;

namespace {

struct State {
    const ThermalArrayType* type = nullptr;
    mp_int_t number = 0;
    int refresh = 0;
    int resolution = 0;
    bool transposed = false;  // the last reading
    std::int64_t started = 0;
    FrameClock clock;
    std::uint64_t taken = 0;
};
State s_state;

// The board's constant for that sensor: numbered from 1 over the drivers that it has, 0: none.
mp_int_t numberOf(std::string_view name)
{
    const auto& known = host().board().thermalArrays;
    const auto found = std::ranges::find(known, name);
    return found == known.end() ? 0 : found - known.begin() + 1;
}

const ThermalArrayType& sensor()
{
    if (!s_state.type)
        raiseValue("The FIR sensor is not initialized");
    return *s_state.type;
}

// The rates are powers of two.
int chooseRefresh(const ThermalArrayType& type, mp_int_t wanted)
{
    if (wanted < 0 || type.highestRefresh == type.refresh)
        return type.refresh;
    int rate = 1;
    while (rate * 2 <= std::min<mp_int_t>(wanted, type.highestRefresh))
        rate *= 2;
    return rate;
}

int chooseResolution(const ThermalArrayType& type, mp_int_t wanted)
{
    if (wanted < 0)
        return type.resolution;
    return static_cast<int>(std::clamp<mp_int_t>(wanted, type.lowestResolution, type.resolution));
}

void waitForFrame(mp_int_t timeout)
{
    if (!host().board().limits)
        return;
    const std::int64_t now = host().now();
    const std::int64_t next = s_state.clock.next(now);
    const std::int64_t end = now + std::int64_t{timeout} * 1000;
    if (timeout >= 0 && next > end) {
        host().waitUntil(end);
        raiseValue("The FIR sensor did not answer in time");
    }
    host().waitUntil(next);
    s_state.clock.take(host().now());
}

Field readField(mp_int_t timeout)
{
    const ThermalArrayType& type = sensor();
    waitForFrame(timeout);
    Imaging& all = *imaging();
    const std::uint32_t frame = all.sceneFrame(host().now());
    const std::uint64_t take = host().board().seed + ++s_state.taken;
    return makeField(type.width, type.height, readTemperatures(type, all.scene(), frame, take));
}

// Of the sensor itself: it warms up by three degrees over some minutes.
double ambient()
{
    const double minutes = static_cast<double>(host().now() - s_state.started) / 60e6;
    return 25.0 + 3.0 * (1 - std::exp(-minutes / 4));
}

}  // namespace

extern "C" {

void omv_fir_getattr(mp_obj_t, qstr attribute, mp_obj_t* dest)
{
    const std::string_view name(qstr_str(attribute));
    if (dest[0] != MP_OBJ_NULL || !name.starts_with("FIR_"))
        return;
    // FIR_SHIELD is OpenMV's own shield, with an MLX90621.
    const mp_int_t number = numberOf(name == "FIR_SHIELD" ? "MLX90621" : name.substr(4));
    if (number != 0)
        dest[0] = MP_OBJ_NEW_SMALL_INT(number);
}

void omv_fir_forget(void)
{
    s_state = {};
}

mp_obj_t omv_fir_init(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_type, ARG_refresh, ARG_resolution };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_type, MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_refresh, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_resolution, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n_args, args, kw, 3, allowed, v);
    omv_fir_forget();
    const ThermalArrayType* type = imaging() ? imaging()->thermalArray() : nullptr;
    const mp_int_t number = type ? numberOf(type->name) : 0;
    if (number == 0 || (v[ARG_type].u_int != -1 && v[ARG_type].u_int != number))
        raiseValue("No supported FIR sensor was detected");
    s_state.type = type;
    s_state.number = number;
    s_state.refresh = chooseRefresh(*type, v[ARG_refresh].u_int);
    s_state.resolution = chooseResolution(*type, v[ARG_resolution].u_int);
    s_state.started = host().now();
    s_state.clock.start(host().now(), s_state.refresh);
    return mp_const_none;
}

mp_obj_t omv_fir_deinit(void)
{
    omv_fir_forget();
    return mp_const_none;
}

mp_obj_t omv_fir_type(void)
{
    sensor();
    return MP_OBJ_NEW_SMALL_INT(s_state.number);
}

mp_obj_t omv_fir_width(void)
{
    return intObject(sensor().width);
}

mp_obj_t omv_fir_height(void)
{
    return intObject(sensor().height);
}

mp_obj_t omv_fir_refresh(void)
{
    sensor();
    return intObject(s_state.refresh);
}

mp_obj_t omv_fir_resolution(void)
{
    sensor();
    return intObject(s_state.resolution);
}

mp_obj_t omv_fir_read_ta(void)
{
    sensor();
    return floatObject(ambient());
}

mp_obj_t omv_fir_read_ir(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const FieldRead read = readArgs(n_args, args, kw, -1);
    const Field field = turned(readField(read.timeout), read.mirror, read.flip, read.transpose);
    s_state.transposed = read.transpose;
    const mp_obj_t items[] = {floatObject(ambient()), fieldList(field),
                              floatObject(static_cast<double>(field.least())),
                              floatObject(static_cast<double>(field.most()))};
    return mp_obj_new_tuple(4, items);
}

mp_obj_t omv_fir_draw_ir(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const ThermalArrayType& type = sensor();
    const Field field = s_state.transposed ? fieldArg(args[1], type.height, type.width)
                                           : fieldArg(args[1], type.width, type.height);
    drawField(args[0], field, n_args - 2, args + 2, kw, 0, raiseValue);
    return mp_const_none;
}

mp_obj_t omv_fir_snapshot(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const FieldSnapshot s = snapshotArgs(n_args, args, kw, 0, -1);
    return fieldImage(turned(readField(s.timeout), s.mirror, s.flip, s.transpose), s);
}

}  // extern "C"
