// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/loader/machine.h"

#include <array>
#include <cstdint>
#include <optional>

/// USB/IP, version 1.1.1: USB devices over a stream. Big-endian throughout.
/// Source: Documentation/usb/usbip_protocol.rst of Linux.
namespace omv::protocol::usbip {

inline constexpr std::uint16_t kVersion = 0x0111;
inline constexpr std::uint16_t kPort = 3240;

enum class Code : std::uint16_t {
    ListRequest = 0x8005,
    ListReply = 0x0005,
    ImportRequest = 0x8003,
    ImportReply = 0x0003,
};

enum class Command : std::uint32_t { Submit = 1, Unlink = 2, SubmitReply = 3, UnlinkReply = 4 };

/// enum usb_device_speed of Linux.
enum class Speed : std::uint32_t { Unknown = 0, Low = 1, Full = 2, High = 3, Super = 5 };

// What the errno values of Linux are in a reply, whatever system either end runs on.
inline constexpr std::int32_t kStalled = -32;  // EPIPE
inline constexpr std::int32_t kGone = -108;  // ESHUTDOWN
inline constexpr std::int32_t kUnlinked = -104;  // ECONNRESET

inline constexpr std::size_t kOperationBytes = 8;
inline constexpr std::size_t kDeviceBytes = 312;
inline constexpr std::size_t kInterfaceBytes = 4;
inline constexpr std::size_t kBusIdBytes = 32;
inline constexpr std::size_t kHeaderBytes = 48;

/// Begins each request and reply before a device is imported.
struct Operation {
    std::uint16_t version = kVersion;
    std::uint16_t code = 0;
    std::uint32_t status = 0;  ///< 0: well

    static Operation of(Code code, std::uint32_t status = 0)
    {
        return {kVersion, static_cast<std::uint16_t>(code), status};
    }
    bool is(Code wanted) const
    {
        return version == kVersion && code == static_cast<std::uint16_t>(wanted);
    }
};

Operation parseOperation(std::span<const std::uint8_t, kOperationBytes> in) noexcept;
void storeOperation(std::span<std::uint8_t, kOperationBytes> out, const Operation& op) noexcept;

/// A device as listed and imported.
struct Device {
    std::array<char, 256> path{};  ///< filled up with zeros, always one at the end
    std::array<char, kBusIdBytes> busId{};
    std::uint32_t bus = 0;
    std::uint32_t number = 0;
    Speed speed = Speed::Unknown;
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::uint16_t release = 0;  ///< bcdDevice
    std::uint8_t deviceClass = 0;
    std::uint8_t subclass = 0;
    std::uint8_t protocol = 0;
    std::uint8_t configuration = 0;
    std::uint8_t configurations = 0;
    std::uint8_t interfaces = 0;

    /// How commands name it.
    std::uint32_t id() const { return bus << 16 | number; }
};

Device parseDevice(std::span<const std::uint8_t, kDeviceBytes> in) noexcept;
void storeDevice(std::span<std::uint8_t, kDeviceBytes> out, const Device& device) noexcept;

/// A command or its reply. What follows on the wire: the data of a Submit to the device, and of a
/// SubmitReply from it; `length` bytes each.
struct Header {
    Command command = Command::Submit;
    std::uint32_t sequence = 0;
    std::uint32_t device = 0;  ///< commands only
    bool in = false;  ///< commands only: from the device
    std::uint32_t endpoint = 0;  ///< commands only
    std::uint32_t flags = 0;  ///< Submit
    std::int32_t status = 0;  ///< replies
    std::uint32_t length = 0;  ///< Submit: of the buffer; SubmitReply: bytes that were moved
    std::uint32_t unlinked = 0;  ///< Unlink: the sequence number of what is not wanted any more
    loader::Setup setup{};  ///< Submit, endpoint 0
};

/// Nothing: no command of this protocol.
std::optional<Header> parseHeader(std::span<const std::uint8_t, kHeaderBytes> in) noexcept;
void storeHeader(std::span<std::uint8_t, kHeaderBytes> out, const Header& header) noexcept;

}  // namespace omv::protocol::usbip
