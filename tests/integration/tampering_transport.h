// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <functional>
#include <vector>

#include "protocol/packet_parser.h"

namespace omv::test {

/// A packet on its way, to be changed.
struct TamperedPacket {
    protocol::PacketHeader header;
    std::vector<std::uint8_t> payload;

    bool is(protocol::Opcode opcode) const { return header.is(opcode); }
    bool isNak() const { return header.has(protocol::flag::kNak); }
    std::string text() const { return {payload.begin(), payload.end()}; }
};

/// Changes the packet, or answers false to let it vanish.
using Tamper = std::function<bool(TamperedPacket& packet)>;

/// A camera that misbehaves: what it sends, or what reaches it, is taken apart, changed and put
/// together again with a right CRC.
class TamperingTransport final : public Transport {
public:
    enum class Direction { FromCamera, ToCamera };

    TamperingTransport(std::unique_ptr<Transport> inner, Direction direction, Tamper tamper);

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override;
    Result<std::size_t> read(std::span<std::uint8_t> into) override;
    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override;
    void wake() override { m_inner->wake(); }
    std::string description() const override { return m_inner->description(); }

private:
    void change(std::span<const std::uint8_t> bytes);
    Status fetch();

    std::unique_ptr<Transport> m_inner;
    Direction m_direction;
    Tamper m_tamper;
    std::vector<std::uint8_t> m_buffer;
    protocol::PacketParser m_parser;
    std::vector<std::uint8_t> m_changed;  // not yet passed on
};

}  // namespace omv::test
