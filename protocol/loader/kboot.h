// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <array>
#include <optional>

/// NXP's bootloader protocol ("MCU bootloader", spoken by blhost), over HID: what the RT1062's
/// RAM flashloader and the loader that is resident in its flash speak (USB 15A2:0073).
///
/// Numbers are little-endian. Source: NXP, "MCU Bootloader Reference Manual", chapters "The
/// bootloader packet types" and "MCU bootloader status error codes"; blhost; SPSDK.
namespace omv::protocol::loader::kboot {

/// Report ids.
namespace report {
inline constexpr std::uint8_t kCommandOut = 1;
inline constexpr std::uint8_t kDataOut = 2;
inline constexpr std::uint8_t kCommandIn = 3;
inline constexpr std::uint8_t kDataIn = 4;
}  // namespace report

/// Id, a zero, u16 length of the payload.
inline constexpr std::size_t kReportHeader = 4;
inline constexpr std::size_t kMaxParameters = 7;
inline constexpr std::size_t kMaxCommand = 4 + 4 * kMaxParameters;
/// The most that a report of a high-speed interrupt endpoint (1024 bytes) holds.
inline constexpr std::size_t kMaxPayload = 1024 - kReportHeader;
/// What every loader takes; property 0x0B says how much more.
inline constexpr std::uint32_t kDefaultPacketSize = 32;

enum class Tag : std::uint8_t {
    FlashEraseAll = 0x01,
    FlashEraseRegion = 0x02,
    ReadMemory = 0x03,
    WriteMemory = 0x04,
    FillMemory = 0x05,
    GetProperty = 0x07,
    Execute = 0x09,
    Call = 0x0A,
    Reset = 0x0B,
    SetProperty = 0x0C,
    FlashProgramOnce = 0x0E,
    FlashReadOnce = 0x0F,
    ConfigureMemory = 0x11,
    GenericResponse = 0xA0,
    ReadMemoryResponse = 0xA3,
    GetPropertyResponse = 0xA7,
    FlashReadOnceResponse = 0xAF,
};

namespace property {
inline constexpr std::uint32_t kCurrentVersion = 1;
inline constexpr std::uint32_t kMaxPacketSize = 0x0B;
inline constexpr std::uint32_t kReservedRegions = 0x0C;
inline constexpr std::uint32_t kExternalMemoryAttributes = 0x19;
}  // namespace property

/// What both loaders of the RT1062 answer to property 1: 'K' 2.8.0.
inline constexpr std::uint32_t kExpectedVersion = 0x4B020800;

namespace memory {
inline constexpr std::uint32_t kMapped = 0;  ///< by address
inline constexpr std::uint32_t kFlexSpiNor = 9;  ///< for ConfigureMemory
}  // namespace memory

namespace status {
inline constexpr std::uint32_t kSuccess = 0;
inline constexpr std::uint32_t kFail = 1;
inline constexpr std::uint32_t kReadOnly = 2;
inline constexpr std::uint32_t kOutOfRange = 3;
inline constexpr std::uint32_t kInvalidArgument = 4;
inline constexpr std::uint32_t kTimeout = 5;
inline constexpr std::uint32_t kUnknownCommand = 10000;
inline constexpr std::uint32_t kSecurityViolation = 10001;
inline constexpr std::uint32_t kAbortDataPhase = 10002;
inline constexpr std::uint32_t kPingError = 10003;
inline constexpr std::uint32_t kNoResponse = 10004;
inline constexpr std::uint32_t kUnsupportedCommand = 10006;
inline constexpr std::uint32_t kMemoryRangeInvalid = 10200;
inline constexpr std::uint32_t kMemoryReadFailed = 10201;
inline constexpr std::uint32_t kMemoryWriteFailed = 10202;
inline constexpr std::uint32_t kMemoryCumulativeWrite = 10203;  ///< was not erased before
inline constexpr std::uint32_t kMemoryNotConfigured = 10205;
inline constexpr std::uint32_t kMemoryAlignmentError = 10206;
inline constexpr std::uint32_t kMemoryVerifyFailed = 10207;
inline constexpr std::uint32_t kMemoryWriteProtected = 10208;
inline constexpr std::uint32_t kMemoryAddressError = 10209;
inline constexpr std::uint32_t kMemoryBlankCheckFailed = 10210;
inline constexpr std::uint32_t kMemoryUnsupportedCommand = 10214;
inline constexpr std::uint32_t kUnknownProperty = 10300;
inline constexpr std::uint32_t kReadOnlyProperty = 10301;
inline constexpr std::uint32_t kInvalidPropertyValue = 10302;
}  // namespace status

/// A command or a response: they have the same form. Of a response the first parameter is its
/// status.
struct Packet {
    Tag tag = Tag::GenericResponse;
    bool dataFollows = false;  ///< bit 0 of the flags
    std::uint8_t count = 0;  ///< of parameters
    std::array<std::uint32_t, kMaxParameters> parameters{};

    friend bool operator==(const Packet&, const Packet&) = default;
};

/// "tag with these parameters"; at most kMaxParameters.
Packet packet(Tag tag, std::span<const std::uint32_t> parameters) noexcept;
Packet commandOf(Tag tag, std::uint32_t a) noexcept;
Packet commandOf(Tag tag, std::uint32_t a, std::uint32_t b) noexcept;
Packet commandOf(Tag tag, std::uint32_t a, std::uint32_t b, std::uint32_t c) noexcept;

/// Bytes written; 0 when `into` is too small.
std::size_t encode(MutableBytes into, const Packet& packet) noexcept;
std::optional<Packet> decodePacket(Bytes payload) noexcept;

struct Report {
    std::uint8_t id = 0;
    Bytes payload;  ///< inside the report; empty means: the data phase ends here
};

/// Bytes written: `payload` and its header, then zeros up to `padTo`; 0 when it does not fit.
std::size_t encodeReport(MutableBytes into, std::uint8_t id, Bytes payload,
                         std::size_t padTo = 0) noexcept;
/// Nothing for an unknown id, or a length beyond the report's end.
std::optional<Report> decodeReport(Bytes report) noexcept;

/// Serial framing, for completeness: 0x5A, type, u16 length, u16 CRC, payload; each is ACKed.
namespace serial {
inline constexpr std::uint8_t kStart = 0x5A;
inline constexpr std::uint8_t kAck = 0xA1;
inline constexpr std::uint8_t kNak = 0xA2;
inline constexpr std::uint8_t kAckAbort = 0xA3;
inline constexpr std::uint8_t kCommand = 0xA4;
inline constexpr std::uint8_t kData = 0xA5;
inline constexpr std::uint8_t kPing = 0xA6;
inline constexpr std::uint8_t kPingResponse = 0xA7;
/// CRC-16/XMODEM over start, type, length and payload.
std::uint16_t frameCrc(std::uint8_t type, Bytes payload) noexcept;
}  // namespace serial

}  // namespace omv::protocol::loader::kboot
