// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/color_convert.h"
#include "widgets/frame/pixel_view.h"

#include <type_traits>

// Pixels of both layouts for code that must be fast: one instance of it for each.

namespace omv::ui {

template<PixelLayout layout>
struct PixelAccess {
    static constexpr int kSize = layout == PixelLayout::Rgb888 ? 3 : 4;
    static constexpr int kRed = layout == PixelLayout::Rgb888 ? 0 : 2;
    static constexpr int kBlue = 2 - kRed;

    static color::Rgb at(const std::uint8_t* pixel)
    {
        return {pixel[kRed], pixel[1], pixel[kBlue]};
    }
};

/// Calls `function(PixelAccess<layout>{})`.
template<typename Function>
auto withLayout(PixelLayout layout, Function&& function)
{
    if (layout == PixelLayout::Rgb888)
        return function(PixelAccess<PixelLayout::Rgb888>{});
    return function(PixelAccess<PixelLayout::Rgb32>{});
}

}  // namespace omv::ui
