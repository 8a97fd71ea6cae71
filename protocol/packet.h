// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/wire.h"

#include <array>
#include <optional>

namespace omv::protocol {

/// The fixed start of every packet. All integers are little-endian.
///
///     offset  size  field
///          0     2  sync         0xD5AA (bytes AA D5)
///          2     1  sequence     wraps from 255 to 0
///          3     1  channel      0 is the protocol itself
///          4     1  flags        see flag::
///          5     1  opcode       see Opcode; unknown values stay as they are
///          6     2  payloadSize  bytes; 0 means no payload and no payload CRC
///          8     2  CRC-16 over bytes 0..7; 0 when CRC is switched off
///         10     N  payload
///       10+N     4  CRC-32 over the payload, present whenever N > 0
///                   (with CRC switched off its value means nothing)
///
/// Source: OpenMV protocol specification 1.0.2; recorded bytes in tests/vectors.
struct PacketHeader {
    std::uint8_t sequence = 0;
    std::uint8_t channel = 0;
    std::uint8_t flags = 0;
    std::uint8_t opcode = 0;
    std::uint16_t payloadSize = 0;

    bool has(std::uint8_t bits) const noexcept { return (flags & bits) != 0; }
    bool is(Opcode op) const noexcept { return opcode == static_cast<std::uint8_t>(op); }

    friend bool operator==(const PacketHeader&, const PacketHeader&) = default;
};

using HeaderBytes = std::array<std::uint8_t, kHeaderSize>;

/// Bytes that a packet with this payload size takes on the wire.
constexpr std::size_t packetSize(std::size_t payloadSize) noexcept
{
    return kHeaderSize + (payloadSize ? payloadSize + kPayloadCrcSize : 0);
}

HeaderBytes encodeHeader(const PacketHeader& header, bool withCrc = true) noexcept;

/// The header, or nothing when the sync word or (if `checkCrc`) the CRC is
/// wrong: nothing may be learnt from bytes that failed.
std::optional<PacketHeader> decodeHeader(std::span<const std::uint8_t, kHeaderSize> wire,
                                         bool checkCrc = true) noexcept;

/// Writes a whole packet. `header.payloadSize` is ignored: the payload is
/// `head` followed by `body`. Returns the bytes written, or 0 if they do not
/// fit `out` or the 16-bit size field.
std::size_t encodePacket(MutableBytes out, PacketHeader header, Bytes head = {}, Bytes body = {},
                         bool withCrc = true) noexcept;

}  // namespace omv::protocol
