// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/codes.h"

#include <cstdint>

// What the reader does not say of a QR code, from its code words.

namespace omv::firmware {

constexpr int kQrVersions = 40;

/// How many code words of data a version holds. `level`: L 0, M 1, Q 2, H 3.
int qrDataWords(int version, int level);

struct QrContent {
    int dataType = 0;
    int eci = 0;
};
QrContent qrContent(const std::vector<std::uint8_t>& dataWords, int version);

}  // namespace omv::firmware
