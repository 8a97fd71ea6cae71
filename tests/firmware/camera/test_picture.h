// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <cstdint>
#include <vector>

namespace omv::test {

/// A small picture of its own, black at first.
class Picture {
public:
    Picture(int width, int height, firmware::PixelFormat format)
        : m_width(width)
        , m_height(height)
        , m_format(format)
        , m_bytes(protocol::rowBytes(format, static_cast<std::uint32_t>(width)) *
                  static_cast<std::size_t>(height))
    {
    }

    firmware::Canvas canvas() const
    {
        return {m_width, m_height, m_format, m_bytes.data(), m_bytes.size()};
    }

    Picture& fill(const firmware::Rect& rect, std::uint32_t value)
    {
        for (int y = rect.y; y < rect.bottom(); ++y)
            firmware::fillSpan(canvas(), rect.x, rect.right(), y, value);
        return *this;
    }

    /// Sets the pixels for which `inside(x, y)` holds.
    template<typename Inside>
    Picture& fillWhere(Inside inside, std::uint32_t value)
    {
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                if (inside(x, y))
                    firmware::setPixel(canvas(), x, y, value);
            }
        }
        return *this;
    }

private:
    int m_width;
    int m_height;
    firmware::PixelFormat m_format;
    mutable std::vector<std::uint8_t> m_bytes;  // a Canvas is always writable
};

}  // namespace omv::test
