// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace omv::vcam {

/// What a board's file says of an image, as far as this program needs it.
struct ImageKind {
    std::string role;  ///< "firmware", "bootloader", "romfs", ...
    std::string content;  ///< "cortex-m", "openmv-bootloader", "imx-ivt", ...
    std::string partition;
};

/// What stands in a partition of a board that was just bought: a small image with the headers of
/// the real one, for the board `board` only. `address`: of the partition; `stack`: where its
/// memory ends.
std::vector<std::uint8_t> soldImage(const ImageKind& kind, const std::string& board,
                                    std::uint32_t address, std::uint32_t stack);

/// Version of firmware and bootloader in it.
inline constexpr std::array<std::uint8_t, 3> kSoldFirmware{5, 0, 0};
inline constexpr std::array<std::uint8_t, 3> kSoldBootloader{1, 0, 3};

/// Whether this can be a bootloader: an image for this virtual board that is whole, or one
/// without that header that looks like the real thing.
bool soundBootloader(protocol::Bytes bytes, const ImageKind& kind, const std::string& board,
                     std::uint32_t address);

}  // namespace omv::vcam
