// SPDX-License-Identifier: MIT
#pragma once

#include "tests/protocol/fakes.h"

#include <deque>
#include <random>

namespace omv::protocol::test {

struct Faults {
    double drop = 0;  ///< chance that a piece put in loses a run of bytes
    double damage = 0;  ///< chance that one bit of it flips
    double duplicate = 0;  ///< chance that a run of it comes twice
    std::size_t chop = 4096;  ///< largest piece that comes out
};

/// A byte stream in virtual time that spoils what goes through, the same way
/// for the same seed. Faults are counted per 256 bytes.
class FaultyPipe {
public:
    FaultyPipe(const Faults& faults, std::uint32_t seed)
        : m_faults(faults)
        , m_random(seed)
    {
    }

    std::size_t put(Bytes bytes)
    {
        const std::size_t count = std::min<std::size_t>(bytes.size(), 65536);
        for (std::size_t at = 0; at < count; at += kUnit)
            putUnit(bytes.subspan(at, std::min(kUnit, count - at)));
        return count;
    }

    ByteVector get()
    {
        const std::size_t count = std::min(m_faults.chop, m_bytes.size());
        ByteVector chunk(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(count));
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(count));
        return chunk;
    }

    void putBack(Bytes bytes) { m_bytes.insert(m_bytes.begin(), bytes.begin(), bytes.end()); }

private:
    static constexpr std::size_t kUnit = 256;

    bool happens(double chance)
    {
        return std::uniform_real_distribution<>(0, 1)(m_random) < chance;
    }
    std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
    }

    void putUnit(Bytes unit)
    {
        ByteVector bytes = toVector(unit);
        if (happens(m_faults.drop)) {
            const std::size_t from = below(bytes.size());
            const std::size_t count = 1 + below(bytes.size() - from);
            const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
            bytes.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
        }
        if (!bytes.empty() && happens(m_faults.damage))
            bytes[below(bytes.size())] ^= static_cast<std::uint8_t>(1u << below(8));
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        if (!bytes.empty() && happens(m_faults.duplicate)) {
            const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size()));
            m_bytes.insert(m_bytes.end(), from, bytes.end());
        }
    }

    Faults m_faults;
    std::mt19937 m_random;
    std::deque<std::uint8_t> m_bytes;
};

}  // namespace omv::protocol::test
