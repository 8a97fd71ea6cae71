// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/flash_model.h"
#include "firmware/ports/vcam/unique_fd.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omv::vcam {

/// What programming does where it was not erased.
enum class OverProgram { Fails, ClearsBits, Replaces };

struct FlashChipTraits {
    std::string name;
    std::uint32_t address = 0;
    /// Bytes and count of what is erased together, in order.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> units;
    std::uint32_t wordBytes = 1;
    OverProgram overProgram = OverProgram::Fails;
    protocol::Duration unitEraseTime = 0;
    protocol::Duration wordProgramTime = 0;
};

/// A flash memory in a file, or in memory only. Not thread-safe.
class FlashChip final : public firmware::loaders::FlashModel {
public:
    /// `path`: empty = in memory. A new file is erased: all 0xFF.
    FlashChip(FlashChipTraits traits, const std::string& path);
    ~FlashChip();
    FlashChip(const FlashChip&) = delete;
    FlashChip& operator=(const FlashChip&) = delete;

    /// Empty: it can be used.
    const std::string& problem() const { return m_problem; }
    const FlashChipTraits& traits() const { return m_traits; }
    /// It was not there before.
    bool fresh() const { return m_fresh; }
    /// All 0xFF, at once. Before anything else is done with it.
    void wipe();
    /// As the factory does: whatever stood there, and whether or not the power is on.
    void stamp(std::uint32_t address, protocol::Bytes data);

    /// Power goes after so many words were programmed; nothing works then until powerUp().
    void cutPowerAfter(std::uint64_t words) { m_wordsLeft = words; }
    bool dead() const { return m_dead; }
    void powerUp() { m_dead = false; }

    Range extent() const override;
    std::optional<Range> unitAt(std::uint32_t address) const override;
    std::uint32_t wordSize() const override { return m_traits.wordBytes; }
    protocol::Duration eraseTime(const Range& range) const override;
    protocol::Duration programTime(std::size_t size) const override;
    bool erase(const Range& range) override;
    bool program(std::uint32_t address, protocol::Bytes data) override;
    bool read(std::uint32_t address, protocol::MutableBytes into) const override;

private:
    bool map(const std::string& path);
    bool inside(std::uint32_t address, std::size_t size) const;
    bool programWord(std::uint8_t* at, protocol::Bytes word) const;

    FlashChipTraits m_traits;
    std::vector<Range> m_units;
    std::string m_problem;
    std::uint8_t* m_bytes = nullptr;
    std::size_t m_size = 0;
    bool m_fresh = false;
    std::optional<std::uint64_t> m_wordsLeft;
    bool m_dead = false;
};

}  // namespace omv::vcam
