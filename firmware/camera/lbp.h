// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <array>
#include <optional>

namespace omv::firmware {

/// Histograms of uniform local binary patterns: 7 x 7 regions, 58 patterns and the rest each.
constexpr int kLbpRegions = 7;
constexpr std::size_t kLbpBins = 59;
constexpr std::size_t kLbpBytes = kLbpRegions * kLbpRegions * kLbpBins;
using LbpDescriptor = std::array<std::uint8_t, kLbpBytes>;

/// Of a raw picture. Counters have 8 bits and wrap. Nothing when `roi` is below 7 x 7.
std::optional<LbpDescriptor> lbpDescriptor(const Canvas& picture, const Rect& roi);
/// Chi-square distance; regions that tell faces apart (the eyes) weigh more.
int lbpDistance(const LbpDescriptor& a, const LbpDescriptor& b);

}  // namespace omv::firmware
