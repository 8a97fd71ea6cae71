// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

// Rows of pixels to packed RGB, in two ways that give the same bytes: pixel by pixel
// on any machine, and by vectors where the processor has them.

namespace omv {

/// `in`: little-endian, red in bits 15..11. Bits are replicated.
void expandRgb565(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out);
void expandGrayscale(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out);
/// One row of Y C0 Y C1 groups from pixel `first` (even) on. An odd last pixel has only
/// its own C0; it borrows C1 from the group before. `vFirst`: C0 is V.
void expandYuv422(const std::uint8_t* row, std::size_t first, std::size_t pixels, bool vFirst,
                  std::uint8_t* out);

// The same by vectors: as many pixels from the front as fill them. They return how
// many, 0 on a processor without SSSE3; the functions above do the rest.

std::size_t expandRgb565Vectors(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out);
std::size_t expandGrayscaleVectors(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out);
std::size_t expandYuv422Vectors(const std::uint8_t* row, std::size_t pixels, bool vFirst,
                                std::uint8_t* out);

}  // namespace omv
