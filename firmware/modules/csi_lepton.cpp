// SPDX-License-Identifier: MIT
// csi.CSI.ioctl(): what only a Lepton knows.
#include "firmware/modules/csi_object.h"

#include "firmware/modules/image_args.h"
#include "firmware/modules/imaging.h"

using namespace omv::firmware;

namespace {

// Requests by the firmware's numbers.
enum Request : mp_int_t {
    kGetWidth = 0x0C,
    kGetHeight = 0x0D,
    kGetRadiometry = 0x0E,
    kGetRefresh = 0x0F,
    kGetResolution = 0x10,
    kRunCommand = 0x11,
    kSetAttribute = 0x12,
    kGetAttribute = 0x13,
    kGetFpaTemperature = 0x14,
    kGetAuxTemperature = 0x15,
    kSetMode = 0x116,
    kGetMode = 0x17,
    kSetRange = 0x118,
    kGetRange = 0x19,
};

// Arguments after the request: at least, at most.
struct Call {
    mp_int_t request;
    std::size_t least;
    std::size_t most;
};
constexpr Call kCalls[] = {
    {kGetWidth, 0, 0},          {kGetHeight, 0, 0},     {kGetRadiometry, 0, 0},
    {kGetRefresh, 0, 0},        {kGetResolution, 0, 0}, {kRunCommand, 1, 1},
    {kSetAttribute, 2, 2},      {kGetAttribute, 2, 2},  {kGetFpaTemperature, 0, 0},
    {kGetAuxTemperature, 0, 0}, {kSetMode, 1, 2},       {kGetMode, 0, 0},
    {kSetRange, 2, 2},          {kGetRange, 0, 0},
};

bool isCall(mp_int_t request, std::size_t count)
{
    for (const Call& call : kCalls) {
        if (call.request != request)
            continue;
        if (count - 1 < call.least || count - 1 > call.most)
            check(CsiError::InvalidArgument);
        return true;
    }
    return false;
}

std::uint16_t word(mp_obj_t object)
{
    return static_cast<std::uint16_t>(mp_obj_get_int(object));
}

mp_obj_t setAttribute(Lepton& lepton, const mp_obj_t* args)
{
    mp_buffer_info_t data;
    mp_get_buffer_raise(args[2], &data, MP_BUFFER_READ);
    const std::uint16_t id = word(args[1]);
    if (data.len < 2)
        raiseOs("The attribute needs at least one word");
    const auto* bytes = static_cast<const std::uint8_t*>(data.buf);
    std::vector<std::uint16_t> words(data.len / 2);
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = static_cast<std::uint16_t>(bytes[2 * i] | bytes[2 * i + 1] << 8);
    lepton.setAttribute(id, std::move(words));
    return mp_const_none;
}

mp_obj_t getAttribute(const Lepton& lepton, const mp_obj_t* args)
{
    constexpr mp_int_t kMost = 512;  // the interface's data buffer
    const std::uint16_t id = word(args[1]);
    const mp_int_t count = mp_obj_get_int(args[2]);
    if (count < 1 || count > kMost)
        check(CsiError::InvalidArgument);
    std::uint8_t bytes[2 * kMost];
    {
        const auto words = lepton.attribute(id, static_cast<std::size_t>(count), host().now());
        for (std::size_t i = 0; i < words.size(); ++i) {
            bytes[2 * i] = static_cast<std::uint8_t>(words[i]);
            bytes[2 * i + 1] = static_cast<std::uint8_t>(words[i] >> 8);
        }
    }
    return mp_obj_new_bytearray(static_cast<std::size_t>(2 * count), bytes);
}

mp_obj_t pair(mp_obj_t a, mp_obj_t b)
{
    const mp_obj_t items[] = {a, b};
    return mp_obj_new_tuple(2, items);
}

}  // namespace

namespace omv::firmware {

mp_obj_t leptonCall(CsiObject& csi, mp_int_t request, std::size_t count, const mp_obj_t* args)
{
    if (!csi.sensor->lepton() || !isCall(request, count))
        check(CsiError::ControlUnsupported);
    Lepton& lepton = *csi.sensor->lepton();
    const std::int64_t now = host().now();
    switch (request) {
    case kGetWidth: return intObject(kLeptonSize.width);
    case kGetHeight: return intObject(kLeptonSize.height);
    case kGetRadiometry: return intObject(lepton.measures());
    case kGetRefresh: return intObject(static_cast<int>(kLeptonFps));
    case kGetResolution: return intObject(lepton.measures() ? 16 : 14);
    case kRunCommand:
        if (!lepton.run(word(args[1]), now))
            check(CsiError::InputOutput);
        return mp_const_none;
    case kSetAttribute: return setAttribute(lepton, args);
    case kGetAttribute: return getAttribute(lepton, args);
    case kGetFpaTemperature: return floatObject(static_cast<double>(lepton.fpaTemperature(now)));
    case kGetAuxTemperature: return floatObject(static_cast<double>(lepton.auxTemperature(now)));
    case kSetMode:
        lepton.setMode(mp_obj_is_true(args[1]), count == 3 && mp_obj_is_true(args[2]), now);
        startUp(csi);
        return mp_const_none;
    case kGetMode:
        return pair(mp_obj_new_bool(lepton.measures()),
                    mp_obj_new_bool(lepton.isHighTemperature()));
    case kSetRange: {
        const auto a = static_cast<float>(finiteArg(args[1]));
        lepton.setRange(a, static_cast<float>(finiteArg(args[2])));
        return mp_const_none;
    }
    case kGetRange:
        return pair(floatObject(static_cast<double>(lepton.rangeMin())),
                    floatObject(static_cast<double>(lepton.rangeMax())));
    default: check(CsiError::ControlUnsupported); return mp_const_none;
    }
}

}  // namespace omv::firmware
