// SPDX-License-Identifier: MIT
#include "widgets/frame/pixel_view.h"

#include <algorithm>

namespace omv::ui {

PixelView PixelView::part(int x, int y, int partWidth, int partHeight) const
{
    const int left = std::clamp(x, 0, width);
    const int top = std::clamp(y, 0, height);
    PixelView view = *this;
    view.width = std::clamp(partWidth - (left - x), 0, width - left);
    view.height = std::clamp(partHeight - (top - y), 0, height - top);
    if (!empty())
        view.data = row(top) + std::ptrdiff_t{left} * pixelSize();
    return view;
}

}  // namespace omv::ui
