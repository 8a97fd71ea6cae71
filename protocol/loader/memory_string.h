// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

// The memory that a DfuSe device has behind an alternate setting, as the name of that setting
// tells it (ST, UM0424 and what its boot loaders say):
//
//     @NAME/0xADDRESS/COUNT*SIZE UNIT TYPE,COUNT*...[/0xADDRESS/...]
//     @Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg
//
// UNIT: ' ' or 'B' bytes, 'K', 'M'. TYPE: 'a' to 'g', bit 0 readable, bit 1 erasable, bit 2
// writable.

namespace omv::protocol::loader {

/// Equal pages that follow each other.
struct MemoryRun {
    std::uint32_t address = 0;
    std::uint32_t pageSize = 0;
    std::uint32_t pageCount = 0;
    bool readable = false;
    bool erasable = false;
    bool writable = false;

    std::uint64_t end() const { return address + std::uint64_t{pageSize} * pageCount; }
    friend bool operator==(const MemoryRun&, const MemoryRun&) = default;
};

struct MemoryPage {
    std::uint32_t address = 0;
    std::uint32_t size = 0;
    bool readable = false;
    bool erasable = false;
    bool writable = false;

    std::uint64_t end() const { return std::uint64_t{address} + size; }
    friend bool operator==(const MemoryPage&, const MemoryPage&) = default;
};

class MemoryMap {
public:
    static constexpr std::size_t kMaxRuns = 32;
    static constexpr std::size_t kMaxName = 32;

    /// Nothing when there is no run to be understood. What cannot be understood behind one
    /// (chips with long lists cut their string off) ends the map: see complete(). A run counts
    /// only with its type, so that a number cut short is not taken for a smaller one. Runs that
    /// overlap are not understood.
    static std::optional<MemoryMap> parse(std::span<const char> text) noexcept;

    /// Without the spaces behind it. As long as the map.
    std::span<const char> name() const { return std::span(m_name).first(m_nameSize); }
    std::span<const MemoryRun> runs() const { return std::span(m_runs).first(m_count); }
    /// All of the string was understood.
    bool complete() const { return m_complete; }

    std::optional<MemoryPage> pageAt(std::uint64_t address) const noexcept;
    /// Where the memory without a gap that holds `address` and is all `wanted`
    /// (&MemoryRun::writable) ends: the first byte behind it. `address` itself when that is no such
    /// byte.
    std::uint64_t reach(std::uint64_t address, bool MemoryRun::*wanted) const noexcept;

private:
    friend class MemoryStringParser;

    std::array<char, kMaxName> m_name{};
    std::size_t m_nameSize = 0;
    std::array<MemoryRun, kMaxRuns> m_runs{};
    std::size_t m_count = 0;
    bool m_complete = false;
};

}  // namespace omv::protocol::loader
