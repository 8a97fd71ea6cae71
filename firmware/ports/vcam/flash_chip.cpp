// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/flash_chip.h"

#include "firmware/ports/vcam/mapped_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>

#include <fmt/format.h>

namespace omv::vcam {

FlashChip::FlashChip(FlashChipTraits traits, const std::string& path)
    : m_traits(std::move(traits))
{
    std::uint32_t at = m_traits.address;
    for (const auto& [bytes, count] : m_traits.units) {
        for (std::uint32_t i = 0; i < count; ++i, at += bytes)
            m_units.push_back({at, bytes});
    }
    m_size = at - m_traits.address;
    if (!map(path))
        m_problem =
            fmt::format("cannot use {}: {}", path.empty() ? "memory" : path, std::strerror(errno));
}

FlashChip::~FlashChip()
{
    if (m_bytes)
        ::munmap(m_bytes, m_size);
}

bool FlashChip::map(const std::string& path)
{
    UniqueFd file(path.empty() ? ::memfd_create("flash", MFD_CLOEXEC)
                               : ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    const auto before = file ? fitFile(file.get(), path, m_size, 0xFF) : std::nullopt;
    if (!before)
        return false;
    void* mapped = ::mmap(nullptr, m_size, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    if (mapped == MAP_FAILED)
        return false;
    m_bytes = static_cast<std::uint8_t*>(mapped);
    m_fresh = *before == 0;
    return true;
}

void FlashChip::wipe()
{
    if (!m_fresh)
        std::memset(m_bytes, 0xFF, m_size);
}

void FlashChip::stamp(std::uint32_t address, protocol::Bytes data)
{
    if (inside(address, data.size()))
        std::memcpy(m_bytes + (address - m_traits.address), data.data(), data.size());
}

FlashChip::Range FlashChip::extent() const
{
    return {m_traits.address, static_cast<std::uint32_t>(m_size)};
}

std::optional<FlashChip::Range> FlashChip::unitAt(std::uint32_t address) const
{
    const auto after = std::upper_bound(
        m_units.begin(), m_units.end(), address,
        [](std::uint32_t value, const Range& unit) { return value < unit.address; });
    if (after == m_units.begin() || address >= (after - 1)->end())
        return std::nullopt;
    return *(after - 1);
}

protocol::Duration FlashChip::eraseTime(const Range& range) const
{
    const auto units = std::count_if(m_units.begin(), m_units.end(), [&](const Range& unit) {
        return unit.address >= range.address && unit.address < range.end();
    });
    return m_traits.unitEraseTime * units;
}

protocol::Duration FlashChip::programTime(std::size_t size) const
{
    return m_traits.wordProgramTime * static_cast<std::int64_t>(size / m_traits.wordBytes);
}

bool FlashChip::inside(std::uint32_t address, std::size_t size) const
{
    return m_bytes && address >= m_traits.address && address - m_traits.address <= m_size &&
        size <= m_size - (address - m_traits.address);
}

bool FlashChip::erase(const Range& range)
{
    const auto first = unitAt(range.address);
    const bool whole = first && first->address == range.address && range.size > 0 &&
        unitAt(static_cast<std::uint32_t>(range.end() - 1)).value_or(Range{}).end() == range.end();
    if (m_dead || !whole || !inside(range.address, range.size))
        return false;
    std::memset(m_bytes + (range.address - m_traits.address), 0xFF, range.size);
    return true;
}

bool FlashChip::program(std::uint32_t address, protocol::Bytes data)
{
    const std::size_t word = m_traits.wordBytes;
    if (m_dead || address % word != 0 || data.size() % word != 0 || !inside(address, data.size()))
        return false;
    std::uint8_t* at = m_bytes + (address - m_traits.address);
    for (std::size_t i = 0; i < data.size(); i += word) {
        if (m_wordsLeft && (*m_wordsLeft)-- == 0) {
            // Neither what was there nor what should be.
            at[i] ^= 0x5A;
            m_wordsLeft.reset();
            m_dead = true;
            return false;
        }
        if (!programWord(at + i, data.subspan(i, word)))
            return false;
    }
    return true;
}

bool FlashChip::programWord(std::uint8_t* at, protocol::Bytes word) const
{
    const bool erased =
        std::all_of(at, at + word.size(), [](std::uint8_t byte) { return byte == 0xFF; });
    if (!erased && m_traits.overProgram == OverProgram::Fails)
        return false;
    const bool clears = m_traits.overProgram == OverProgram::ClearsBits;
    for (std::size_t i = 0; i < word.size(); ++i)
        at[i] = clears ? static_cast<std::uint8_t>(at[i] & word[i]) : word[i];
    return true;
}

bool FlashChip::read(std::uint32_t address, protocol::MutableBytes into) const
{
    if (m_dead || !inside(address, into.size()))
        return false;
    std::memcpy(into.data(), m_bytes + (address - m_traits.address), into.size());
    return true;
}

}  // namespace omv::vcam
