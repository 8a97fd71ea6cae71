// SPDX-License-Identifier: MIT
#pragma once

#include "tests/protocol/fakes.h"

// Recorded sessions (tests/vectors/*.jsonl) as packets, and variations of them.

namespace omv::protocol::test {

/// A packet of a recording. Some host packets are wrong on purpose.
struct RecordedPacket {
    Time time = 0;
    bool fromHost = false;
    OwnedPacket packet;
    std::uint32_t crcDamage = 0;  ///< what the payload CRC was xored with
    std::size_t cutTo = 0;  ///< only the first bytes were sent; 0: all of them

    ByteVector wire() const;
    bool isEvent() const { return packet.header.has(flag::kEvent); }
    bool isAck() const { return packet.header.has(flag::kAck); }
};

struct Recording {
    std::vector<RecordedPacket> packets;
    ByteVector hostBytes;  ///< as in the file
    ByteVector deviceBytes;

    /// Payloads of the device's answers to `opcode` on `channel`, fragments joined.
    std::vector<ByteVector> replies(Opcode opcode, std::uint8_t channel) const;
};

/// `name`: of a file in tests/vectors.
Recording loadRecording(const std::string& name);

/// The same session as it would have gone if after each SYNC `shift` requests
/// with an unknown opcode had come first (so that all later sequence numbers
/// move), and if channels had other contents: every byte read from channels,
/// or written to channels above 3, is xored with `mask`.
Recording varied(const Recording& recording, int shift, std::uint8_t mask);

ByteVector masked(ByteVector bytes, std::uint8_t mask);

}  // namespace omv::protocol::test
