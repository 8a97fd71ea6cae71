// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/image.h>

#include <vector>

namespace omv::flasher {

/// Files as a release has them for this board, for its virtual twin: of the right kinds and for
/// the right places, with `version` in what is firmware. No real board runs them, and check()
/// refuses them for another one.
OPENMV_API std::vector<Image> simulatedRelease(const FlashBoard& board,
                                               const FirmwareVersion& version);

/// A zip with these files in the board's folder, as stable releases have it. Errors: System.
OPENMV_API Result<std::vector<std::uint8_t>> zipRelease(const FlashBoard& board,
                                                        std::span<const Image> images);

}  // namespace omv::flasher
