// SPDX-License-Identifier: MIT
// Module tof: a VL53L8CX.
#include "firmware/modules/imaging.h"
#include "firmware/modules/tof_picture.h"
#include "firmware/modules/tof_tables.h"

#include "firmware/camera/tof_sensor.h"

#include <algorithm>

using namespace omv::firmware;

namespace {

constexpr mp_int_t kVl53lx = 1;
constexpr mp_int_t kTimeoutMs = 100;

struct State {
    bool on = false;
    FrameClock clock;
    std::uint64_t taken = 0;
};
State s_state;

void expectOn()
{
    if (!s_state.on)
        raiseRuntime("The TOF sensor is not initialized");
}

// Waits for the next frame, `timeout` milliseconds at most; 0 or less: as long as it takes.
void waitForFrame(mp_int_t timeout)
{
    if (!host().board().limits)
        return;
    const std::int64_t now = host().now();
    const std::int64_t next = s_state.clock.next(now);
    const std::int64_t end = now + std::int64_t{timeout} * 1000;
    if (timeout > 0 && next > end) {
        host().waitUntil(end);
        raiseRuntime("The TOF sensor did not answer in time");
    }
    host().waitUntil(next);
    s_state.clock.take(host().now());
}

Field readField(mp_int_t timeout)
{
    expectOn();
    waitForFrame(timeout);
    Imaging& all = *imaging();
    const std::uint32_t frame = all.sceneFrame(host().now());
    const std::uint64_t take = host().board().seed + ++s_state.taken;
    const Field seen = makeField(kTofSide, kTofSide, readDistances(all.scene(), frame, take));
    // It is mounted upside down against the camera: hmirror and vflip together lie as the picture.
    return turned(seen, true, true, false);
}

}  // namespace

extern "C" {

void omv_tof_forget(void)
{
    s_state = {};
}

mp_obj_t omv_tof_init(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {{MP_QSTR_type, MP_ARG_INT, {.u_int = -1}}};
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args, args, kw, 1, allowed, v);
    omv_tof_forget();
    if (v[0].u_int != -1 && v[0].u_int != kVl53lx)
        raiseRuntime("No supported TOF sensor was detected");
    s_state.on = true;
    s_state.clock.start(host().now(), kTofFps);
    return mp_const_none;
}

mp_obj_t omv_tof_deinit(void)
{
    omv_tof_forget();
    return mp_const_none;
}

mp_obj_t omv_tof_type(void)
{
    expectOn();
    return MP_OBJ_NEW_SMALL_INT(kVl53lx);
}

mp_obj_t omv_tof_side(void)
{
    expectOn();
    return MP_OBJ_NEW_SMALL_INT(kTofSide);
}

mp_obj_t omv_tof_refresh(void)
{
    expectOn();
    return MP_OBJ_NEW_SMALL_INT(kTofFps);
}

mp_obj_t omv_tof_read_depth(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const FieldRead read = readArgs(n_args, args, kw, kTimeoutMs);
    const Field field = turned(readField(read.timeout), read.mirror, read.flip, read.transpose);
    const mp_obj_t items[] = {fieldList(field), floatObject(static_cast<double>(field.least())),
                              floatObject(static_cast<double>(field.most()))};
    return mp_obj_new_tuple(3, items);
}

mp_obj_t omv_tof_draw_depth(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    expectOn();
    const Field field = fieldArg(args[1], kTofSide, kTofSide);
    drawField(args[0], field, n_args - 2, args + 2, kw, kPaletteDepth, raiseRuntime);
    return mp_const_none;
}

mp_obj_t omv_tof_snapshot(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const FieldSnapshot s = snapshotArgs(n_args, args, kw, kPaletteDepth, kTimeoutMs);
    return fieldImage(turned(readField(s.timeout), s.mirror, s.flip, s.transpose), s);
}

}  // extern "C"
