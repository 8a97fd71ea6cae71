// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/packet.h"

namespace omv::protocol {

struct Packet {
    PacketHeader header;
    Bytes payload;  ///< borrowed from the parser; valid until its next call
};

enum class ParseResult : std::uint8_t {
    NeedMore,  ///< nothing complete in the buffer: feed more
    Packet,  ///< `packet` is filled
    BadHeader,  ///< bytes dropped: header CRC or a payload size above the limit
    BadPayload,  ///< bytes dropped: payload CRC. `packet.header` is filled (its CRC held), payload
                 ///< not
};

/// Cuts a byte stream into packets. Does no I/O, owns no memory: bytes are read
/// straight into space(), packets come out of next(), and how the stream was
/// chopped never changes what comes out.
///
///     auto space = parser.space();
///     parser.commit(read(fd, space.data(), space.size()));
///     while ((result = parser.next(packet)) != ParseResult::NeedMore) ...
///
/// After damage it drops one byte and hunts again, since the next good packet
/// may start inside the span that a damaged one claimed. Not thread-safe.
class PacketParser {
public:
    /// `buffer`: borrowed for the parser's life; at least packetSize(maxPayload)
    /// bytes, larger means fewer reads. Packets with a larger payload than
    /// `maxPayload` are dropped as BadHeader.
    PacketParser(MutableBytes buffer, std::size_t maxPayload) noexcept;

    /// Where the next bytes go; never empty once next() said NeedMore. May move the unread bytes.
    MutableBytes space() noexcept;
    void commit(std::size_t count) noexcept;
    /// space() and commit() by copying; returns how many bytes were taken.
    std::size_t feed(Bytes chunk) noexcept;

    ParseResult next(Packet& packet) noexcept;

    /// Gives up on an incomplete packet at the front (a lost tail would make it
    /// swallow what follows): drops its first byte, so that next() hunts inside it.
    void abandonPartial() noexcept;
    void clear() noexcept;

    void setCheckCrc(bool on) noexcept { m_checkCrc = on; }
    void setMaxPayload(std::size_t bytes) noexcept;

    std::uint64_t bytesDropped() const noexcept { return m_dropped; }
    std::size_t bytesPending() const noexcept { return m_end - m_begin; }

private:
    Bytes pending() const noexcept { return Bytes(m_buffer).subspan(m_begin, m_end - m_begin); }
    void skipToSync() noexcept;
    void dropOne() noexcept;

    MutableBytes m_buffer;
    std::size_t m_maxPayload = 0;
    std::size_t m_begin = 0;  // of the bytes not yet consumed
    std::size_t m_end = 0;
    std::uint64_t m_dropped = 0;
    bool m_checkCrc = true;
};

}  // namespace omv::protocol
