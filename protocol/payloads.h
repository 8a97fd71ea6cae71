// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/pixel_format.h"
#include "protocol/wire.h"

#include <array>
#include <optional>

// Typed payloads of every opcode. decode() functions answer nothing when the
// bytes are too short or break the format; they accept longer payloads than
// they know, so that a newer firmware may append fields. All little-endian.
// Source: OpenMV protocol specification 1.0.2; recorded bytes in tests/vectors.

namespace omv::protocol {

/// GET_CAPS reply and SET_CAPS request.
///
///     0  4  flags: bit 0 CRC, 1 sequence, 2 ACK, 3 events
///     4  2  max payload, bytes
///     6 10  reserved, 0
struct Caps {
    static constexpr std::size_t kWireSize = 16;

    bool crc = true;
    bool sequence = true;
    bool ack = true;
    bool events = true;
    std::uint16_t maxPayload = kDefaultMaxPayload;

    friend bool operator==(const Caps&, const Caps&) = default;
};
std::array<std::uint8_t, Caps::kWireSize> encode(const Caps& caps) noexcept;
std::optional<Caps> decodeCaps(Bytes payload) noexcept;

/// STATS reply: the device's counters since it started.
struct DeviceStats {
    static constexpr std::size_t kWireSize = 32;

    std::uint32_t sent = 0;
    std::uint32_t received = 0;
    std::uint32_t checksumErrors = 0;
    std::uint32_t sequenceErrors = 0;
    std::uint32_t retransmissions = 0;
    std::uint32_t transportErrors = 0;
    std::uint32_t sentEvents = 0;
    std::uint32_t maxAckQueueDepth = 0;  ///< reserved in the specification

    friend bool operator==(const DeviceStats&, const DeviceStats&) = default;
};
std::array<std::uint8_t, DeviceStats::kWireSize> encode(const DeviceStats& stats) noexcept;
std::optional<DeviceStats> decodeDeviceStats(Bytes payload) noexcept;

struct Version {
    std::uint8_t major = 0;
    std::uint8_t minor = 0;
    std::uint8_t patch = 0;

    friend auto operator<=>(const Version&, const Version&) = default;
};

/// VERSION reply: 3 bytes protocol, 3 bootloader, 3 firmware, 7 reserved.
struct Versions {
    static constexpr std::size_t kWireSize = 16;

    Version protocol;
    Version bootloader;
    Version firmware;

    friend bool operator==(const Versions&, const Versions&) = default;
};
std::array<std::uint8_t, Versions::kWireSize> encode(const Versions& versions) noexcept;
std::optional<Versions> decodeVersions(Bytes payload) noexcept;

/// SYS_INFO reply.
///
///      0  4  CPU id (CPUID register)
///      4 12  device id, 3 words
///     16  4  USB id, VID << 16 | PID
///     20 12  chip ids of up to 3 sensors, 0 = none
///     32  8  reserved
///     40  8  hardware capabilities, 2 words
///     48  4  flash KB      52  4  RAM KB (both 0 in firmware 5.0)
///     56  4  frame buffer KB   60  4  stream buffer KB
///     64 12  reserved
struct SystemInfo {
    static constexpr std::size_t kWireSize = 76;

    std::uint32_t cpuId = 0;
    std::array<std::uint32_t, 3> deviceId{};
    std::uint32_t usbId = 0;
    std::array<std::uint32_t, 3> sensorIds{};
    std::array<std::uint32_t, 2> hardwareCaps{};
    std::uint32_t flashKb = 0;
    std::uint32_t ramKb = 0;
    std::uint32_t frameBufferKb = 0;
    std::uint32_t streamBufferKb = 0;

    friend bool operator==(const SystemInfo&, const SystemInfo&) = default;
};
std::array<std::uint8_t, SystemInfo::kWireSize> encode(const SystemInfo& info) noexcept;
std::optional<SystemInfo> decodeSystemInfo(Bytes payload) noexcept;

/// Bits of SystemInfo::hardwareCaps[0]; bits 8..15 are the number of PMU counters.
namespace hardware_cap {
inline constexpr std::uint32_t kGpu = 1u << 0;
inline constexpr std::uint32_t kNpu = 1u << 1;
inline constexpr std::uint32_t kIsp = 1u << 2;
inline constexpr std::uint32_t kVideoEncoder = 1u << 3;
inline constexpr std::uint32_t kJpeg = 1u << 4;
inline constexpr std::uint32_t kDram = 1u << 5;
inline constexpr std::uint32_t kCrc = 1u << 6;
inline constexpr std::uint32_t kPmu = 1u << 7;
inline constexpr std::uint32_t kWifi = 1u << 16;
inline constexpr std::uint32_t kBluetooth = 1u << 17;
inline constexpr std::uint32_t kSdCard = 1u << 18;
inline constexpr std::uint32_t kEthernet = 1u << 19;
inline constexpr std::uint32_t kUsbHighSpeed = 1u << 20;
inline constexpr std::uint32_t kMultiCore = 1u << 21;
}  // namespace hardware_cap

/// One pool of a SYS_MEMORY reply (u8 count, 3 reserved, then the pools).
///
///     0  1  type: 0 GC heap, 1 UMA      1  1  reserved
///     2  2  flags: 1 fast, 2 ITCM, 4 DTCM, 8/16/32 DMA D1..D3, 64 transient
///     4  4  total    8  4  used    12  4  free    16  4  persistent    20  4  peak (bytes)
struct MemoryPool {
    static constexpr std::size_t kWireSize = 24;
    static constexpr std::uint8_t kGarbageCollected = 0;
    static constexpr std::uint8_t kUma = 1;

    std::uint8_t type = 0;
    std::uint16_t flags = 0;
    std::uint32_t total = 0;
    std::uint32_t used = 0;
    std::uint32_t free = 0;
    std::uint32_t persistent = 0;
    std::uint32_t peak = 0;

    friend bool operator==(const MemoryPool&, const MemoryPool&) = default;
};

/// How many pools a SYS_MEMORY reply holds: what it claims, or nothing if it is
/// shorter than it claims.
std::optional<std::size_t> memoryPoolCount(Bytes payload) noexcept;
/// Pool `index` of a reply for which memoryPoolCount() said more than `index`.
MemoryPool decodeMemoryPool(Bytes payload, std::size_t index) noexcept;
/// Writes a reply; returns its size, or 0 if it does not fit or there are more than 255 pools.
std::size_t encodeMemory(MutableBytes out, std::span<const MemoryPool> pools) noexcept;

/// One entry of a CHANNEL_LIST reply: u8 id, u8 flags, 14 bytes NUL-terminated name.
struct ChannelEntry {
    static constexpr std::size_t kWireSize = 16;
    static constexpr std::size_t kNameSize = 14;  ///< 13 usable

    std::uint8_t id = 0;
    std::uint8_t flags = 0;  ///< see channel_flag::
    std::array<char, kNameSize> name{};

    friend bool operator==(const ChannelEntry&, const ChannelEntry&) = default;
};
std::array<std::uint8_t, ChannelEntry::kWireSize> encode(const ChannelEntry& entry) noexcept;
std::optional<ChannelEntry> decodeChannelEntry(Bytes payload) noexcept;

/// READ request and the first 8 bytes of a WRITE request.
struct ByteRange {
    static constexpr std::size_t kWireSize = 8;

    std::uint32_t offset = 0;
    std::uint32_t length = 0;

    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};
std::array<std::uint8_t, ByteRange::kWireSize> encode(const ByteRange& range) noexcept;
std::optional<ByteRange> decodeByteRange(Bytes payload) noexcept;

std::optional<std::uint32_t> decodeU32(Bytes payload) noexcept;
std::array<std::uint8_t, 2> encodeU16(std::uint16_t value) noexcept;
std::array<std::uint8_t, 4> encodeU32(std::uint32_t value) noexcept;

/// SHAPE reply: 1 to 4 words.
struct Shape {
    std::array<std::uint32_t, 4> dimension{};
    std::size_t count = 0;

    friend bool operator==(const Shape&, const Shape&) = default;
};
std::optional<Shape> decodeShape(Bytes payload) noexcept;

/// A NAK's status; Status::Unknown when the payload is shorter than 2 bytes or the value is new.
Status decodeStatus(Bytes payload) noexcept;
/// An event's code; event::kNotify when the payload is shorter than 2 bytes.
std::uint16_t decodeEvent(Bytes payload) noexcept;

/// The start of what is read from the stream channel.
///
///      0  4  width    4  4  height    8  4  pixel format (see PixelFormat)
///     12  4  compressed: bytes of image data; raw: bytes per pixel
///     16  4  offset of the image data from the start of this header
///     20  4  frames per second of the script, float (only when offset >= 24)
///     24  8  padding
struct FrameHeader {
    static constexpr std::size_t kWireSize = 32;
    static constexpr std::size_t kMinWireSize = 20;

    std::uint32_t width = 0;
    std::uint32_t height = 0;
    PixelFormat format = PixelFormat::Invalid;
    std::uint32_t size = 0;
    std::uint32_t offset = kWireSize;
    float fps = 0;

    friend bool operator==(const FrameHeader&, const FrameHeader&) = default;
};
std::array<std::uint8_t, FrameHeader::kWireSize> encode(const FrameHeader& header) noexcept;
/// Also checks that `offset` lies within 20 .. 4096.
std::optional<FrameHeader> decodeFrameHeader(Bytes payload) noexcept;
/// Bytes of image data the header promises: size when compressed, else by format and dimensions.
std::uint64_t imageBytes(const FrameHeader& header) noexcept;

}  // namespace omv::protocol
