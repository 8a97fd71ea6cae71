// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// The layout of FAT volumes (Microsoft, FAT General Overview of On-Disk Format 1.03).

namespace omv::vcam::fat {

inline constexpr std::size_t kEntryBytes = 32;
inline constexpr std::uint32_t kLeastFat16 = 4085;  // clusters
inline constexpr std::uint32_t kLeastFat32 = 65525;
inline constexpr std::uint8_t kFolder = 0x10;
inline constexpr std::uint8_t kVolumeLabel = 0x08;
inline constexpr std::uint8_t kLongName = 0x0F;
inline constexpr std::uint8_t kDeleted = 0xE5;
inline constexpr std::uint8_t kLastLongName = 0x40;
inline constexpr std::size_t kLettersEach = 13;  // of a long name, in one entry
inline constexpr std::size_t kLongestName = 255;

/// Where in an entry its letters are.
inline constexpr std::array<std::uint8_t, kLettersEach> kLetterAt{1,  3,  5,  7,  9,  14, 16,
                                                                  18, 20, 22, 24, 28, 30};

using ShortName = std::array<std::uint8_t, 11>;

inline std::uint32_t load(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t size)
{
    std::uint32_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = value << 8 | bytes[at + i];
    return value;
}

inline void store(std::span<std::uint8_t> bytes, std::size_t at, std::size_t size,
                  std::uint32_t value)
{
    for (std::size_t i = 0; i < size; ++i, value >>= 8)
        bytes[at + i] = static_cast<std::uint8_t>(value);
}

/// Ties the entries of a long name to the short one behind them.
inline std::uint8_t checksum(std::span<const std::uint8_t> shortName)
{
    std::uint8_t sum = 0;
    for (std::size_t i = 0; i < ShortName().size(); ++i)
        sum = static_cast<std::uint8_t>((sum << 7 | sum >> 1) + shortName[i]);
    return sum;
}

/// A name that FAT can have.
bool isLegal(std::string_view name);
/// Nothing: that is no UTF-8, or too long.
std::optional<std::u16string> toUtf16(std::string_view text);
/// Nothing: half a surrogate pair.
std::optional<std::string> toUtf8(std::u16string_view text);

}  // namespace omv::vcam::fat
