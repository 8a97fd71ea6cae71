// SPDX-License-Identifier: MIT
#pragma once

#include <random>
#include <vector>

#include "protocol/packet_parser.h"

namespace omv::test {

/// Drops, damages and repeats whole packets by chance. Takes chunks of whole packets.
class BadLine {
public:
    struct Chances {
        double drop = 0;
        double damage = 0;
        double repeat = 0;
    };

    BadLine(const Chances& chances, unsigned seed)
        : m_chances(chances)
        , m_random(seed)
    {
    }

    bool operator()(std::vector<std::uint8_t>& chunk)
    {
        std::vector<std::uint8_t> memory(chunk.size() + 64);
        protocol::PacketParser parser(memory, 0xFFFF);
        parser.setCheckCrc(false);
        parser.feed(chunk);
        std::vector<std::uint8_t> out;
        protocol::Packet packet;
        for (std::size_t at = 0; parser.next(packet) == protocol::ParseResult::Packet;) {
            const std::size_t size = protocol::packetSize(packet.header.payloadSize);
            pass({chunk.begin() + static_cast<std::ptrdiff_t>(at),
                  chunk.begin() + static_cast<std::ptrdiff_t>(at + size)},
                 out);
            at += size;
        }
        chunk = std::move(out);
        return !chunk.empty();
    }

private:
    bool chance(double of) { return std::uniform_real_distribution<>(0, 1)(m_random) < of; }

    void pass(std::vector<std::uint8_t> packet, std::vector<std::uint8_t>& out)
    {
        if (chance(m_chances.drop))
            return;
        if (chance(m_chances.damage))
            packet[m_random() % packet.size()] ^= static_cast<std::uint8_t>(1u << m_random() % 8);
        for (int i = 0; i < (chance(m_chances.repeat) ? 2 : 1); ++i)
            out.insert(out.end(), packet.begin(), packet.end());
    }

    Chances m_chances;
    std::mt19937 m_random;
};

}  // namespace omv::test
