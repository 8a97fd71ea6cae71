// SPDX-License-Identifier: MIT
#include "protocol/usbip.h"

#include <cstring>

namespace omv::protocol::usbip {

namespace {

constexpr std::uint32_t load32(Bytes in, std::size_t at) noexcept
{
    return static_cast<std::uint32_t>(in[at]) << 24 | static_cast<std::uint32_t>(in[at + 1]) << 16 |
        static_cast<std::uint32_t>(in[at + 2]) << 8 | in[at + 3];
}

constexpr std::uint16_t load16(Bytes in, std::size_t at) noexcept
{
    return static_cast<std::uint16_t>(in[at] << 8 | in[at + 1]);
}

constexpr void store16(MutableBytes out, std::size_t at, std::uint16_t value) noexcept
{
    out[at] = static_cast<std::uint8_t>(value >> 8);
    out[at + 1] = static_cast<std::uint8_t>(value);
}

constexpr void store32(MutableBytes out, std::size_t at, std::uint32_t value) noexcept
{
    store16(out, at, static_cast<std::uint16_t>(value >> 16));
    store16(out, at + 2, static_cast<std::uint16_t>(value));
}

// Offsets within a device.
constexpr std::size_t kPath = 0;
constexpr std::size_t kBusId = 256;
constexpr std::size_t kBus = 288;

// Offsets within a header.
constexpr std::size_t kSubmitFlags = 20;
constexpr std::size_t kSubmitLength = 24;
constexpr std::size_t kReplyStatus = 20;
constexpr std::size_t kReplyLength = 24;
constexpr std::size_t kSetup = 40;

/// A setup packet is little-endian, as on the bus.
loader::Setup parseSetup(Bytes in) noexcept
{
    return {in[0], in[1], loadU16(in.subspan(2).first<2>()), loadU16(in.subspan(4).first<2>()),
            loadU16(in.subspan(6).first<2>())};
}

void storeSetup(MutableBytes out, const loader::Setup& setup) noexcept
{
    out[0] = setup.requestType;
    out[1] = setup.request;
    storeU16(out.subspan(2).first<2>(), setup.value);
    storeU16(out.subspan(4).first<2>(), setup.index);
    storeU16(out.subspan(6).first<2>(), setup.length);
}

}  // namespace

Operation parseOperation(std::span<const std::uint8_t, kOperationBytes> in) noexcept
{
    return {load16(in, 0), load16(in, 2), load32(in, 4)};
}

void storeOperation(std::span<std::uint8_t, kOperationBytes> out, const Operation& op) noexcept
{
    store16(out, 0, op.version);
    store16(out, 2, op.code);
    store32(out, 4, op.status);
}

Device parseDevice(std::span<const std::uint8_t, kDeviceBytes> in) noexcept
{
    Device device;
    std::memcpy(device.path.data(), in.data() + kPath, device.path.size() - 1);
    std::memcpy(device.busId.data(), in.data() + kBusId, device.busId.size() - 1);
    device.bus = load32(in, kBus);
    device.number = load32(in, kBus + 4);
    device.speed = static_cast<Speed>(load32(in, kBus + 8));
    device.vendor = load16(in, kBus + 12);
    device.product = load16(in, kBus + 14);
    device.release = load16(in, kBus + 16);
    device.deviceClass = in[kBus + 18];
    device.subclass = in[kBus + 19];
    device.protocol = in[kBus + 20];
    device.configuration = in[kBus + 21];
    device.configurations = in[kBus + 22];
    device.interfaces = in[kBus + 23];
    return device;
}

void storeDevice(std::span<std::uint8_t, kDeviceBytes> out, const Device& device) noexcept
{
    std::memcpy(out.data() + kPath, device.path.data(), device.path.size());
    std::memcpy(out.data() + kBusId, device.busId.data(), device.busId.size());
    store32(out, kBus, device.bus);
    store32(out, kBus + 4, device.number);
    store32(out, kBus + 8, static_cast<std::uint32_t>(device.speed));
    store16(out, kBus + 12, device.vendor);
    store16(out, kBus + 14, device.product);
    store16(out, kBus + 16, device.release);
    out[kBus + 18] = device.deviceClass;
    out[kBus + 19] = device.subclass;
    out[kBus + 20] = device.protocol;
    out[kBus + 21] = device.configuration;
    out[kBus + 22] = device.configurations;
    out[kBus + 23] = device.interfaces;
}

std::optional<Header> parseHeader(std::span<const std::uint8_t, kHeaderBytes> in) noexcept
{
    const std::uint32_t command = load32(in, 0);
    if (command < 1 || command > 4)
        return std::nullopt;
    Header header;
    header.command = static_cast<Command>(command);
    header.sequence = load32(in, 4);
    header.device = load32(in, 8);
    header.in = load32(in, 12) == 1;
    header.endpoint = load32(in, 16);
    switch (header.command) {
    case Command::Submit:
        header.flags = load32(in, kSubmitFlags);
        header.length = load32(in, kSubmitLength);
        header.setup = parseSetup(in.subspan(kSetup));
        break;
    case Command::Unlink: header.unlinked = load32(in, 20); break;
    case Command::SubmitReply:
        header.status = static_cast<std::int32_t>(load32(in, kReplyStatus));
        header.length = load32(in, kReplyLength);
        break;
    case Command::UnlinkReply:
        header.status = static_cast<std::int32_t>(load32(in, kReplyStatus));
        break;
    }
    return header;
}

void storeHeader(std::span<std::uint8_t, kHeaderBytes> out, const Header& header) noexcept
{
    std::memset(out.data(), 0, out.size());
    store32(out, 0, static_cast<std::uint32_t>(header.command));
    store32(out, 4, header.sequence);
    store32(out, 8, header.device);
    store32(out, 12, header.in ? 1 : 0);
    store32(out, 16, header.endpoint);
    switch (header.command) {
    case Command::Submit:
        store32(out, kSubmitFlags, header.flags);
        store32(out, kSubmitLength, header.length);
        storeSetup(out.subspan(kSetup), header.setup);
        break;
    case Command::Unlink: store32(out, 20, header.unlinked); break;
    case Command::SubmitReply:
        store32(out, kReplyStatus, static_cast<std::uint32_t>(header.status));
        store32(out, kReplyLength, header.length);
        break;
    case Command::UnlinkReply:
        store32(out, kReplyStatus, static_cast<std::uint32_t>(header.status));
        break;
    }
}

}  // namespace omv::protocol::usbip
