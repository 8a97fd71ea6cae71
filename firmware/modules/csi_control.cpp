// SPDX-License-Identifier: MIT
// csi.CSI: picture controls, callbacks, ioctl.
#include "firmware/modules/csi_object.h"

#include "firmware/modules/csi_tables.h"

#include "firmware/modules/image_args.h"
#include "firmware/modules/imaging.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware;

namespace {

// Requests by the firmware's numbers.
enum Request : mp_int_t {
    kSetReadoutWindow = 0x100,
    kGetReadoutWindow = 0x01,
    kTriggerAutoFocus = 0x06,
    kPauseAutoFocus = 0x07,
    kResetAutoFocus = 0x08,
    kWaitOnAutoFocus = 0x09,
    kSetTriggeredMode = 0x02,
    kGetTriggeredMode = 0x03,
    kSetNightMode = 0x0A,
    kGetNightMode = 0x0B,
    kGetRgbStatistics = 0x1F,
};

PictureControls& controlsOf(mp_obj_t self)
{
    return csiArg(self).sensor->controls();
}

// A control that takes -limit..limit; False when the driver refuses.
mp_obj_t setLevel(int& control, int limit, mp_obj_t object)
{
    const mp_int_t level = mp_obj_get_int(object);
    if (limit < 0 || level < -limit || level > limit)
        return mp_const_false;
    control = static_cast<int>(level);
    return mp_const_true;
}

int levelArg(mp_obj_t object)
{
    return static_cast<int>(std::clamp<mp_int_t>(mp_obj_get_int(object), -1, 256));
}

mp_obj_t setSwitch(bool& control, bool supported, mp_obj_t object)
{
    const bool on = mp_obj_is_true(object);
    if (!supported)
        return mp_const_false;
    control = on;
    return mp_const_true;
}

void expectArguments(std::size_t count, std::size_t wanted)
{
    if (count != wanted)
        check(CsiError::InvalidArgument);
}

Rect readoutArg(mp_obj_t object)
{
    bool hasPlace = false;
    return sizeOrRectArg(object, hasPlace);
}

mp_obj_t modeCall(bool& mode, bool supported, bool set, std::size_t count, const mp_obj_t* args)
{
    if (!supported)
        check(CsiError::ControlUnsupported);
    expectArguments(count, set ? 2 : 1);
    if (!set)
        return mp_obj_new_bool(mode);
    mode = mp_obj_is_true(args[1]);
    return mp_const_none;
}

// The driver waits for the lens; a search that goes on longer than that is an error.
mp_obj_t waitForFocus(AutoFocus& focus, mp_int_t timeoutMs)
{
    const std::int64_t end = host().now() + std::int64_t{timeoutMs} * 1000;
    const std::int64_t focused = focus.focusedAt();
    host().waitUntil(std::min(focused, end));
    if (focused > end)
        check(CsiError::CaptureTimeout);
    return mp_const_none;
}

mp_obj_t focusCall(Sensor& sensor, mp_int_t request, std::size_t count, const mp_obj_t* args)
{
    constexpr mp_int_t kDefaultTimeout = 5000;
    if (!sensor.type().hasAutoFocus)
        check(CsiError::ControlUnsupported);
    AutoFocus& focus = sensor.autoFocus();
    if (request == kWaitOnAutoFocus) {
        if (count > 2)
            check(CsiError::InvalidArgument);
        return waitForFocus(focus, count == 2 ? mp_obj_get_int(args[1]) : kDefaultTimeout);
    }
    expectArguments(count, 1);
    if (request == kTriggerAutoFocus)
        focus.trigger(host().now());
    else if (request == kPauseAutoFocus)
        focus.pause(host().now());
    else
        focus.reset();
    return mp_const_none;
}

mp_obj_t statisticsTuple(const Sensor& sensor)
{
    if (!sensor.type().hasRgbStatistics)
        check(CsiError::ControlUnsupported);
    mp_obj_t items[4] = {};
    const std::array<int, 4> means = sensor.rgbStatistics();
    for (std::size_t i = 0; i < 4; ++i)
        items[i] = intObject(means[i]);
    return mp_obj_new_tuple(4, items);
}

mp_obj_t callbackCall(mp_obj_t& callback, size_t n_args, const mp_obj_t* args)
{
    if (n_args == 1)
        return callback;
    callback = mp_obj_is_callable(args[1]) ? args[1] : mp_const_none;
    return mp_const_none;
}

}  // namespace

namespace omv::firmware {

mp_obj_t ioctlCall(CsiObject& csi, std::size_t count, const mp_obj_t* args)
{
    Sensor& sensor = *csi.sensor;
    const SensorType& type = sensor.type();
    const mp_int_t request = mp_obj_get_int(args[0]);
    switch (request) {
    case kSetReadoutWindow:
        expectArguments(count, 2);
        check(sensor.setReadoutWindow(readoutArg(args[1])));
        return mp_const_none;
    case kGetReadoutWindow:
        expectArguments(count, 1);
        if (!type.hasReadoutWindow)
            check(CsiError::ControlUnsupported);
        return rectTuple(sensor.readoutWindow());
    case kSetTriggeredMode:
    case kGetTriggeredMode:
        return modeCall(sensor.controls().triggered, type.hasTriggeredMode,
                        request == kSetTriggeredMode, count, args);
    case kSetNightMode:
    case kGetNightMode:
        return modeCall(sensor.controls().nightMode, type.hasNightMode, request == kSetNightMode,
                        count, args);
    case kGetRgbStatistics: expectArguments(count, 1); return statisticsTuple(sensor);
    case kTriggerAutoFocus:
    case kPauseAutoFocus:
    case kResetAutoFocus:
    case kWaitOnAutoFocus: return focusCall(sensor, request, count, args);
    default:
        if (sensor.events())
            return eventCall(csi, request, count, args);
        return leptonCall(csi, request, count, args);
    }
}

}  // namespace omv::firmware

extern "C" {

mp_obj_t omv_csi_gainceiling(mp_obj_t self, mp_obj_t object)
{
    const mp_int_t ceiling = mp_obj_get_int(object);
    const bool power = ceiling >= 2 && ceiling <= 128 && (ceiling & (ceiling - 1)) == 0;
    if (!power)
        check(CsiError::InvalidArgument);
    if (ceiling > csiArg(self).sensor->type().gainCeilingLimit)
        return mp_const_false;
    controlsOf(self).gainCeiling = static_cast<int>(ceiling);
    return mp_const_true;
}

mp_obj_t omv_csi_contrast(mp_obj_t self, mp_obj_t level)
{
    if (EventSensor* events = csiArg(self).sensor->events()) {
        events->setContrast(levelArg(level));
        return mp_const_true;
    }
    return setLevel(controlsOf(self).contrast, csiArg(self).sensor->type().contrastLimit, level);
}
mp_obj_t omv_csi_brightness(mp_obj_t self, mp_obj_t level)
{
    if (EventSensor* events = csiArg(self).sensor->events()) {
        events->setBrightness(levelArg(level));
        return mp_const_true;
    }
    return setLevel(controlsOf(self).brightness, csiArg(self).sensor->type().brightnessLimit,
                    level);
}
mp_obj_t omv_csi_saturation(mp_obj_t self, mp_obj_t level)
{
    return setLevel(controlsOf(self).saturation, csiArg(self).sensor->type().saturationLimit,
                    level);
}

mp_obj_t omv_csi_quality(mp_obj_t self, mp_obj_t object)
{
    const mp_int_t quality = mp_obj_get_int(object);
    if (quality < 0 || quality > 100)
        raiseOs("quality must be 0 to 100");
    if (!csiArg(self).sensor->type().hasQuality)
        return mp_const_false;
    controlsOf(self).quality = static_cast<int>(quality);
    return mp_const_true;
}

mp_obj_t omv_csi_colorbar(mp_obj_t self, mp_obj_t on)
{
    return setSwitch(controlsOf(self).colorBar, !csiArg(self).sensor->type().isEvents, on);
}

mp_obj_t omv_csi_special_effect(mp_obj_t self, mp_obj_t object)
{
    const mp_int_t effect = mp_obj_get_int(object);
    if (!csiArg(self).sensor->type().hasSpecialEffects || effect < 0 || effect > 1)
        return mp_const_false;
    controlsOf(self).negative = effect == 1;
    return mp_const_true;
}

mp_obj_t omv_csi_lens_correction(size_t, const mp_obj_t* args)
{
    mp_obj_get_int(args[2]);
    mp_obj_get_int(args[3]);
    return setSwitch(controlsOf(args[0]).lensCorrection,
                     csiArg(args[0]).sensor->type().hasLensCorrection, args[1]);
}

mp_obj_t omv_csi_auto_gain(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_enable, ARG_gain_db, ARG_gain_db_ceiling };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_enable, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_gain_db, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_gain_db_ceiling, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 3, allowed, v);
    const bool automatic = mp_obj_is_true(v[ARG_enable].u_obj);
    // The perfect automatic never comes near a ceiling.
    floatOr(v[ARG_gain_db_ceiling].u_obj, 0);
    Sensor& sensor = *csiArg(args[0]).sensor;
    if (automatic)
        sensor.controls().gainDb.reset();
    else if (v[ARG_gain_db].u_obj != mp_const_none)
        sensor.setGainDb(finiteArg(v[ARG_gain_db].u_obj));
    return mp_const_none;
}

mp_obj_t omv_csi_gain_db(mp_obj_t self)
{
    return floatObject(csiArg(self).sensor->gainDb());
}

mp_obj_t omv_csi_auto_exposure(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_enable, ARG_exposure_us };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_enable, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_exposure_us, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 2, allowed, v);
    Sensor& sensor = *csiArg(args[0]).sensor;
    const mp_int_t exposure = v[ARG_exposure_us].u_int;
    if (mp_obj_is_true(v[ARG_enable].u_obj))
        sensor.controls().exposureUs.reset();
    else if (exposure >= 0)
        sensor.setExposureUs(static_cast<int>(std::min<mp_int_t>(exposure, 0x7FFFFFFF)));
    return mp_const_none;
}

mp_obj_t omv_csi_exposure_us(mp_obj_t self)
{
    return MP_OBJ_NEW_SMALL_INT(csiArg(self).sensor->exposureUs());
}

mp_obj_t omv_csi_auto_whitebal(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_enable, ARG_rgb_gain_db };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_enable, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_rgb_gain_db, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 2, allowed, v);
    PictureControls& controls = controlsOf(args[0]);
    if (mp_obj_is_true(v[ARG_enable].u_obj)) {
        controls.rgbGainDb.reset();
    } else if (v[ARG_rgb_gain_db].u_obj != mp_const_none) {
        mp_obj_t* items = nullptr;
        omv_sequence_items_exactly(v[ARG_rgb_gain_db].u_obj, 3, &items);
        std::array<double, 3> gains{};
        for (std::size_t i = 0; i < 3; ++i)
            gains[i] = finiteArg(items[i]);
        controls.rgbGainDb = gains;
    }
    return mp_const_none;
}

mp_obj_t omv_csi_rgb_gain_db(mp_obj_t self)
{
    const auto gains = controlsOf(self).rgbGainDb.value_or(std::array<double, 3>{});
    mp_obj_t items[3] = {};
    for (std::size_t i = 0; i < 3; ++i)
        items[i] = floatObject(gains[i]);
    return mp_obj_new_tuple(3, items);
}

mp_obj_t omv_csi_auto_blc(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_enable, ARG_regs };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_enable, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_regs, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 2, allowed, v);
    PictureControls& controls = controlsOf(args[0]);
    const std::size_t size = controls.blackLevel.size();
    if (size == 0) {
        mp_printf(&mp_plat_print, "Warning: auto_blc is not supported by this sensor\n");
        return mp_const_none;
    }
    if (v[ARG_regs].u_obj != mp_const_none) {
        mp_obj_t* items = nullptr;
        omv_sequence_items_exactly(v[ARG_regs].u_obj, size, &items);
        for (std::size_t i = 0; i < size; ++i)
            controls.blackLevel[i] = static_cast<int>(mp_obj_get_int(items[i]));
    }
    return mp_const_none;
}

mp_obj_t omv_csi_blc_regs(mp_obj_t self)
{
    const PictureControls& controls = controlsOf(self);
    if (controls.blackLevel.empty())
        check(CsiError::ControlUnsupported);
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (const int value : controls.blackLevel)
        mp_obj_list_append(list, intObject(value));
    return list;
}

mp_obj_t omv_csi_vsync_callback(size_t n_args, const mp_obj_t* args)
{
    return callbackCall(csiArg(args[0]).vsyncCallback, n_args, args);
}
mp_obj_t omv_csi_frame_callback(size_t n_args, const mp_obj_t* args)
{
    return callbackCall(csiArg(args[0]).frameCallback, n_args, args);
}

mp_obj_t omv_csi_ioctl(size_t n_args, const mp_obj_t* args)
{
    return ioctlCall(csiArg(args[0]), n_args - 1, args + 1);
}

mp_obj_t omv_csi_color_palette(size_t n_args, const mp_obj_t* args)
{
    CsiObject& csi = csiArg(args[0]);
    if (n_args == 1)
        return MP_OBJ_NEW_SMALL_INT(csi.sensor->controls().palette);
    const mp_int_t palette = mp_obj_get_int(args[1]);
    if (!paletteOf(palette))
        check(CsiError::InvalidArgument);
    csi.sensor->controls().palette = static_cast<int>(palette);
    csi.sensor->controls().paletteColors = paletteOf(palette);
    return mp_const_none;
}

// Addresses and values are cut to 16 bits, as the drivers take them.
mp_obj_t omv_csi_write_reg(mp_obj_t self, mp_obj_t address, mp_obj_t value)
{
    Sensor& sensor = *csiArg(self).sensor;
    const auto at = static_cast<std::uint16_t>(mp_obj_get_int(address));
    sensor.registers().write(sensor, at, static_cast<std::uint16_t>(mp_obj_get_int(value)));
    return mp_const_none;
}
mp_obj_t omv_csi_read_reg(mp_obj_t self, mp_obj_t address)
{
    Sensor& sensor = *csiArg(self).sensor;
    const auto at = static_cast<std::uint16_t>(mp_obj_get_int(address));
    return MP_OBJ_NEW_SMALL_INT(sensor.registers().read(sensor, at));
}

}  // extern "C"
