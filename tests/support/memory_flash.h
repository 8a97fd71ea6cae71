// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/flash_model.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

namespace omv::test {

/// What a program operation does where it was not erased.
enum class OverProgram : std::uint8_t {
    Fails,  ///< internal flash with ECC
    ClearsBits,  ///< NOR
    Replaces,  ///< MRAM
};

struct MemoryFlashTraits {
    std::uint32_t address = 0;
    /// Size and count of the units, in order.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> units{};
    std::uint32_t wordSize = 4;
    OverProgram overProgram = OverProgram::Fails;
    protocol::Duration unitEraseTime = 0;
    protocol::Duration wordProgramTime = 0;
};

/// A flash memory in a vector. Power can be cut in the middle of an operation: after a number of
/// small pieces of work (a word programmed, or 1/64 of an erase).
class MemoryFlash final : public firmware::loaders::FlashModel {
public:
    static constexpr std::uint64_t kNoCut = ~std::uint64_t{0};
    static constexpr std::uint64_t kEraseWork = 64;

    explicit MemoryFlash(const MemoryFlashTraits& traits)
        : m_traits(traits)
    {
        std::uint32_t at = traits.address;
        for (const auto& [size, count] : traits.units) {
            for (std::uint32_t i = 0; i < count; ++i, at += size)
                m_units.push_back({at, size});
        }
        m_bytes.assign(at - traits.address, 0xFF);
    }

    // What the test does with it.
    std::vector<std::uint8_t>& bytes() { return m_bytes; }
    std::vector<std::uint8_t> part(std::uint32_t address, std::size_t size) const
    {
        const auto from = m_bytes.begin() + static_cast<std::ptrdiff_t>(address - m_traits.address);
        return {from, from + static_cast<std::ptrdiff_t>(size)};
    }
    /// Bytes of which none is 0xFF for long.
    void scribble(std::uint32_t seed)
    {
        constexpr std::size_t kBlock = 4093;
        std::mt19937 random(seed);
        std::array<std::uint8_t, kBlock> block{};
        for (auto& byte : block)
            byte = static_cast<std::uint8_t>(random());
        for (std::size_t i = 0; i < m_bytes.size(); i += kBlock) {
            block[0] = static_cast<std::uint8_t>(i >> 12);
            std::memcpy(&m_bytes[i], block.data(), std::min(kBlock, m_bytes.size() - i));
        }
    }
    void cutAfter(std::uint64_t work, std::uint32_t seed = 1)
    {
        m_workLeft = work;
        m_random.seed(seed);
    }
    bool dead() const { return m_dead; }
    void powerUp()
    {
        m_dead = false;
        m_workLeft = kNoCut;
    }
    /// Since it was made.
    std::uint64_t work() const { return m_work; }
    std::size_t erases() const { return m_erases; }
    std::size_t programs() const { return m_programs; }
    void failNext() { m_failNext = true; }

    Range extent() const override
    {
        return {m_traits.address, static_cast<std::uint32_t>(m_bytes.size())};
    }
    std::optional<Range> unitAt(std::uint32_t address) const override
    {
        const auto after = std::upper_bound(
            m_units.begin(), m_units.end(), address,
            [](std::uint32_t value, const Range& unit) { return value < unit.address; });
        if (after == m_units.begin() || address >= (after - 1)->end())
            return std::nullopt;
        return *(after - 1);
    }
    std::uint32_t wordSize() const override { return m_traits.wordSize; }

    protocol::Duration eraseTime(const Range& range) const override
    {
        return m_traits.unitEraseTime * unitsIn(range);
    }
    protocol::Duration programTime(std::size_t size) const override
    {
        return m_traits.wordProgramTime * static_cast<std::int64_t>(size / m_traits.wordSize);
    }

    bool erase(const Range& range) override
    {
        ++m_erases;
        const auto first = unitAt(range.address);
        const auto last = unitAt(static_cast<std::uint32_t>(range.end() - 1));
        if (m_dead || failed() || !first || !last || first->address != range.address ||
            last->end() != range.end())
            return false;
        const std::uint64_t work = kEraseWork * static_cast<std::uint64_t>(unitsIn(range));
        const std::uint64_t done = spend(work);
        const auto begin = m_bytes.begin() + offset(range.address);
        const auto half = begin + static_cast<std::ptrdiff_t>(range.size * done / work);
        std::fill(begin, half, std::uint8_t{0xFF});
        // What an interrupted erase leaves is neither the old nor erased.
        for (auto at = half; m_dead && at != begin + static_cast<std::ptrdiff_t>(range.size); ++at)
            *at = static_cast<std::uint8_t>(m_random());
        return !m_dead;
    }

    bool program(std::uint32_t address, protocol::Bytes data) override
    {
        ++m_programs;
        const bool aligned =
            address % m_traits.wordSize == 0 && data.size() % m_traits.wordSize == 0;
        if (m_dead || failed() || !aligned || !inside(address, data.size()))
            return false;
        for (std::size_t at = 0; at < data.size(); at += m_traits.wordSize) {
            if (!programWord(address + static_cast<std::uint32_t>(at),
                             data.subspan(at, m_traits.wordSize)))
                return false;
        }
        return true;
    }

    bool read(std::uint32_t address, protocol::MutableBytes into) const override
    {
        if (m_dead || !inside(address, into.size()))
            return false;
        std::memcpy(into.data(), &m_bytes[address - m_traits.address], into.size());
        return true;
    }

private:
    std::ptrdiff_t offset(std::uint32_t address) const
    {
        return static_cast<std::ptrdiff_t>(address - m_traits.address);
    }
    bool inside(std::uint32_t address, std::size_t size) const
    {
        return address >= m_traits.address && size <= extent().end() - address &&
            address < extent().end();
    }
    std::int64_t unitsIn(const Range& range) const
    {
        return std::count_if(m_units.begin(), m_units.end(), [&range](const Range& unit) {
            return unit.address >= range.address && unit.address < range.end();
        });
    }
    bool failed() { return std::exchange(m_failNext, false); }

    /// How much of it power was there for.
    std::uint64_t spend(std::uint64_t work)
    {
        const std::uint64_t done = std::min(work, m_workLeft);
        m_work += done;
        if (m_workLeft != kNoCut)
            m_workLeft -= done;
        m_dead = done < work;
        return done;
    }

    bool programWord(std::uint32_t address, protocol::Bytes word)
    {
        std::uint8_t* at = &m_bytes[address - m_traits.address];
        if (spend(1) == 0) {
            for (std::size_t i = 0; i < word.size(); ++i)
                at[i] = static_cast<std::uint8_t>(m_random());
            return false;
        }
        const bool erased =
            std::all_of(at, at + word.size(), [](std::uint8_t byte) { return byte == 0xFF; });
        if (!erased && m_traits.overProgram == OverProgram::Fails)
            return false;
        const bool clears = m_traits.overProgram == OverProgram::ClearsBits;
        for (std::size_t i = 0; i < word.size(); ++i)
            at[i] = clears ? at[i] & word[i] : word[i];
        return true;
    }

    MemoryFlashTraits m_traits;
    std::vector<Range> m_units;
    std::vector<std::uint8_t> m_bytes;
    std::mt19937 m_random;
    std::uint64_t m_workLeft = kNoCut;
    std::uint64_t m_work = 0;
    std::size_t m_erases = 0;
    std::size_t m_programs = 0;
    bool m_dead = false;
    bool m_failNext = false;
};

}  // namespace omv::test
