// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <array>
#include <cstddef>
#include <optional>

// The files of DFU: the suffix that a firmware file may have (DFU 1.1, appendix B), and ST's
// container of several images (UM0391). OpenMV's own .bin files have neither.

namespace omv::protocol::loader {

/// The checksum of the suffix: CRC-32, reflected (0xEDB88320), initial 0xFFFFFFFF and, unlike
/// zlib's, not inverted at the end. `seed`: that of the bytes before, to go on with it.
std::uint32_t dfuCrc(Bytes data, std::uint32_t seed = 0xFFFFFFFFu) noexcept;

/// The end of a DFU file.
///
///     0  2  bcdDevice, 0xFFFF: any
///     2  2  idProduct
///     4  2  idVendor
///     6  2  bcdDFU, 0x0100, or 0x011A: a DfuSe container
///     8  3  "UFD"
///    11  1  bLength, 16 (a longer one has more in front)
///    12  4  dwCRC of all before it
struct DfuSuffix {
    static constexpr std::size_t kWireSize = 16;

    std::uint16_t device = 0xFFFF;
    std::uint16_t product = 0xFFFF;
    std::uint16_t vendor = 0xFFFF;
    std::uint16_t version = 0x0100;

    friend bool operator==(const DfuSuffix&, const DfuSuffix&) = default;
};

enum class SuffixState : std::uint8_t {
    Absent,
    Good,
    Damaged,  ///< the signature is there, but length or checksum are wrong
};

struct DfuFile {
    SuffixState state = SuffixState::Absent;
    DfuSuffix suffix{};  ///< of a Good one
    Bytes payload{};  ///< the file without a Good suffix, else all of it
};

DfuFile splitDfuFile(Bytes file) noexcept;
/// What goes behind `payload` to make it a DFU file.
std::array<std::uint8_t, DfuSuffix::kWireSize> encodeSuffix(const DfuSuffix& suffix,
                                                            Bytes payload) noexcept;

/// One image of a DfuSe container.
struct DfuseElement {
    std::uint8_t target = 0;  ///< which of the targets, from 0
    std::uint8_t alternate = 0;
    std::span<const char> name{};  ///< of the target; empty: none
    std::uint32_t address = 0;
    Bytes data{};
};

enum class DfuseFileFault : std::uint8_t {
    None,
    NotDfuse,  ///< no such signature
    Version,
    Size,  ///< the size that the file says is not the one it has
    Truncated,  ///< a target or an element ends behind what holds it
    BadTarget,  ///< no such signature
    Leftover,  ///< bytes behind the last element or target
    Overflow,  ///< an element ends behind the last address
};

/// Walks through a DfuSe container without its suffix: DfuFile::payload. Sizes and counts are
/// believed only as far as the bytes are there.
///
///     while (auto element = file.next()) ...
///     if (file.fault() != DfuseFileFault::None) ...
class DfuseFile {
public:
    static constexpr std::size_t kPrefixSize = 11;
    static constexpr std::size_t kTargetSize = 274;
    static constexpr std::size_t kElementSize = 8;

    /// `payload`: borrowed; elements point into it.
    explicit DfuseFile(Bytes payload) noexcept;

    /// Nothing at the end, and after a fault.
    std::optional<DfuseElement> next() noexcept;
    DfuseFileFault fault() const { return m_fault; }
    std::uint8_t targets() const { return m_targets; }

private:
    bool enterTarget() noexcept;
    std::optional<DfuseElement> fail(DfuseFileFault fault) noexcept;

    Bytes m_left;
    Bytes m_elements{};  ///< of the target under way
    DfuseElement m_target{};
    std::uint32_t m_elementsLeft = 0;
    std::uint8_t m_targets = 0;
    std::uint8_t m_entered = 0;
    DfuseFileFault m_fault = DfuseFileFault::None;
};

}  // namespace omv::protocol::loader
