// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <array>
#include <optional>

namespace omv::protocol::loader {

/// Header that makes a file firmware for a virtual board. It lies where a real image has none of
/// its own, so that the file may also have the vector table or boot header of the real one.
///
///     offset 0x200  8  "OMVSIM1\0"
///                   3  version: major, minor, patch
///                   1  0
///                  24  id of the board, filled up with zeros
///                   4  LE  length of the image; what follows it does not count
///                   4  LE  CRC-32 (protocol V2's) of the image without these four bytes
struct SimulatedImage {
    static constexpr std::size_t kOffset = 0x200;
    static constexpr std::size_t kHeaderBytes = 44;
    static constexpr std::size_t kBoardBytes = 24;

    std::array<std::uint8_t, 3> version{};
    std::array<char, kBoardBytes> board{};
    std::uint32_t length = 0;
    bool sound = false;  ///< all of it is there and its CRC is right
};

/// Nothing: no such header.
std::optional<SimulatedImage> parseSimulatedImage(Bytes image) noexcept;

/// Writes header and CRC into `image`, which has room for the header. `length` and `sound` of
/// `header` do not matter.
void sealSimulatedImage(MutableBytes image, const SimulatedImage& header) noexcept;

}  // namespace omv::protocol::loader
