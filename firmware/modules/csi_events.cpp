// SPDX-License-Identifier: MIT
// What only the event camera has: its requests, and events as arrays and pictures.
#include "firmware/modules/csi_object.h"

#include "firmware/modules/csi_tables.h"
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/imaging.h"
#include "firmware/modules/ndarray_core.h"

#include <algorithm>
#include <cstring>

using namespace omv::firmware;

namespace {

// Requests by the firmware's numbers.
enum Request : mp_int_t {
    kSetBiases = 0x20,
    kSetBias = 0x21,
    kSetAntiFlicker = 0x22,
    kSetMode = 0x23,
    kReadEvents = 0x24,
    kCalibrate = 0x25,
    kSetBurstFilter = 0x26,
    kReadRaw = 0x27,
};

// Columns of an array of events: type, seconds, milliseconds, microseconds, x, y.
constexpr std::size_t kColumns = 6;
using Row = std::uint16_t[kColumns];

struct Call {
    mp_int_t request;
    std::size_t least;
    std::size_t most;
};
// Arguments after the request.
constexpr Call kCalls[] = {
    {kSetBiases, 1, 1},  {kSetBias, 2, 2},   {kSetAntiFlicker, 1, 3}, {kSetMode, 1, 2},
    {kReadEvents, 1, 1}, {kCalibrate, 2, 2}, {kSetBurstFilter, 1, 3}, {kReadRaw, 0, 0},
};

void expectCall(mp_int_t request, std::size_t count)
{
    const auto* call = std::ranges::find(kCalls, request, &Call::request);
    if (call == std::end(kCalls))
        check(CsiError::ControlUnsupported);
    const bool wrong = count - 1 < call->least || count - 1 > call->most;
    if (wrong || (request == kSetAntiFlicker && count == 3))
        check(CsiError::InvalidArgument);
}

int intArg(mp_obj_t object)
{
    return static_cast<int>(std::clamp<mp_int_t>(mp_obj_get_int(object), -1, 1 << 24));
}

void accept(bool done)
{
    if (!done)
        check(CsiError::ControlFailed);
}

const omv_ndarray_obj_t& eventsArg(mp_obj_t object)
{
    const omv_ndarray_obj_t& array = nd::arrayArg(object);
    if (array.dtype != nd::kUint16)
        raiseValue("The array of events must be of type uint16");
    if (array.ndim != 2 || array.shape[1] != kColumns || !nd::isDense(array))
        raiseValue("The array of events must be dense and have the shape (N, 6)");
    return array;
}

// Waits for the sensor's next buffer of events.
void captureBuffer(CsiObject& csi)
{
    Sensor& sensor = *csi.sensor;
    if (sensor.orientation().transpose || sensor.window().w != sensor.frameSize().width ||
        sensor.window().h != sensor.frameSize().height)
        check(CsiError::CaptureFailed);
    check(sensor.ready());
    host().waitUntil(sensor.nextFrameTime(host().now()));
    check(sensor.capture(host().now()));
}

std::vector<PixelEvent> bufferedEvents(const Canvas& frame)
{
    std::vector<std::uint32_t> words(frame.size / sizeof(std::uint32_t));
    std::memcpy(words.data(), frame.data, words.size() * sizeof(std::uint32_t));
    return unpackEvents(words);
}

std::size_t fillRows(const Canvas& frame, std::uint8_t* data)
{
    const std::vector<PixelEvent> events = bufferedEvents(frame);
    for (const PixelEvent& event : events) {
        const std::int64_t ms = event.time / 1000;
        const Row row = {static_cast<std::uint16_t>(event.on),
                         static_cast<std::uint16_t>(ms / 1000),
                         static_cast<std::uint16_t>(ms % 1000),
                         static_cast<std::uint16_t>(event.time % 1000),
                         event.x,
                         event.y};
        std::memcpy(data, row, sizeof(row));
        data += sizeof(row);
    }
    return events.size();
}

mp_obj_t readEvents(CsiObject& csi, mp_obj_t object)
{
    if (csi.sensor->events()->mode() != EventSensor::Mode::Events)
        check(CsiError::ControlFailed);
    if (!nd::isArray(object))
        check(CsiError::InvalidArgument);
    const omv_ndarray_obj_t& array = eventsArg(object);
    const Size size = csi.sensor->frameSize();
    if (array.shape[0] !=
        static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) /
            sizeof(std::uint32_t))
        raiseValue("The array must have as many rows as the mode was set for");
    captureBuffer(csi);
    return MP_OBJ_NEW_SMALL_INT(fillRows(csi.sensor->current(), array.data));
}

void countEvents(Sensor& sensor, std::uint8_t* counts, mp_int_t& total)
{
    const auto count = [&](std::size_t pixel) {
        counts[pixel] = static_cast<std::uint8_t>(std::min(counts[pixel] + 1, 255));
        ++total;
    };
    const auto width = static_cast<std::size_t>(kEventSensorSize.width);
    if (sensor.events()->mode() == EventSensor::Mode::Histogram) {
        for (const PixelEvent& event : sensor.events()->pending())
            count(event.y * width + event.x);
        return;
    }
    for (const PixelEvent& event : bufferedEvents(sensor.current()))
        count(event.y * width + event.x);
}

// Where hardly anything happens so many events would take for ever.
mp_obj_t calibrate(CsiObject& csi, mp_int_t wanted, float sigma)
{
    constexpr int kMostFrames = 250;
    const auto pixels = static_cast<std::size_t>(kEventSensorSize.width) *
        static_cast<std::size_t>(kEventSensorSize.height);
    auto* counts = static_cast<std::uint8_t*>(m_malloc0(pixels));
    mp_int_t total = 0;
    for (int i = 0; i < kMostFrames && total < wanted; ++i) {
        captureBuffer(csi);
        countEvents(*csi.sensor, counts, total);
    }
    return intObject(csi.sensor->events()->disableHotPixels({counts, pixels}, sigma));
}

mp_obj_t readRaw(CsiObject& csi)
{
    if (csi.sensor->events()->mode() != EventSensor::Mode::Events)
        check(CsiError::ControlFailed);
    captureBuffer(csi);
    return currentImage(csi);
}

void addEvents(const omv_image_obj_t& image, const omv_ndarray_obj_t& array, int contrast)
{
    for (std::size_t i = 0; i < array.shape[0]; ++i) {
        Row row;
        std::memcpy(row, array.data + i * sizeof(row), sizeof(row));
        if (row[0] > 1 || row[4] >= image.width || row[5] >= image.height)
            continue;
        std::uint8_t& level = image.data[row[5] * image.width + row[4]];
        const int changed = level + (row[0] == 1 ? contrast : -contrast);
        level = static_cast<std::uint8_t>(std::clamp(changed, 0, 255));
    }
}

}  // namespace

namespace omv::firmware {

mp_obj_t eventCall(CsiObject& csi, mp_int_t request, std::size_t count, const mp_obj_t* args)
{
    expectCall(request, count);
    EventSensor& events = *csi.sensor->events();
    switch (request) {
    case kSetBiases: accept(events.setBiases(intArg(args[1]))); break;
    case kSetBias: accept(events.setBias(intArg(args[1]), intArg(args[2]))); break;
    case kSetAntiFlicker:
        // Frames of a scene do not flicker faster than they come: there is nothing to filter.
        for (std::size_t i = 1; i < count; ++i)
            mp_obj_get_int(args[i]);
        break;
    case kSetMode: {
        const int mode = intArg(args[1]);
        const int rows = count == 3 ? intArg(args[2]) : 0;
        accept(mode == 0 || mode == 1);
        check(csi.sensor->setEventMode(mode == 1, rows, host().now()));
        break;
    }
    case kReadEvents: return readEvents(csi, args[1]);
    case kCalibrate:
        return calibrate(csi, mp_obj_get_int(args[1]), static_cast<float>(finiteArg(args[2])));
    case kSetBurstFilter: accept(events.setBurstFilter(intArg(args[1]))); break;
    case kReadRaw: return readRaw(csi);
    default: break;
    }
    return mp_const_none;
}

}  // namespace omv::firmware

extern "C" {

bool omv_has_event_camera(void)
{
    const auto& drivers = host().board().sensorDrivers;
    return std::ranges::find(drivers, kEventSensorId) != drivers.end();
}

mp_obj_t omv_image_draw_event_histogram(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_array, ARG_clear, ARG_brightness, ARG_contrast };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_clear, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_brightness, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 128}},
        {MP_QSTR_contrast, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 16}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 4, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    if (PixelFormat{image.format} != PixelFormat::Grayscale)
        raiseValue("Expected a grayscale image");
    const omv_ndarray_obj_t& array = eventsArg(v[ARG_array].u_obj);
    if (v[ARG_clear].u_bool)
        std::memset(image.data, static_cast<std::uint8_t>(v[ARG_brightness].u_int), image.size);
    addEvents(image, array,
              static_cast<int>(std::clamp<mp_int_t>(v[ARG_contrast].u_int, -65536, 65536)));
    return args[0];
}

}  // extern "C"
