// SPDX-License-Identifier: MIT
#include "libopenmv/src/frame_codecs.h"

namespace omv {

namespace {

/// Parity of the column and row that have the red pixels.
struct RedSite {
    std::uint32_t x = 0;
    std::uint32_t y = 0;
};

RedSite redSite(PixelFormat format)
{
    switch (format) {
    case PixelFormat::BayerRggb: return {0, 0};
    case PixelFormat::BayerGrbg: return {1, 0};
    case PixelFormat::BayerGbrg: return {0, 1};
    default: return {1, 1};
    }
}

/// The pixels around one, mirrored at the borders so that neighbours keep their colour.
class Neighbours {
public:
    Neighbours(const Frame& frame, std::uint32_t x, std::uint32_t y)
        : m_data(frame.data().data())
        , m_columns{before(x, frame.width), x, after(x, frame.width)}
        , m_rows{before(y, frame.height) * std::size_t{frame.width}, y * std::size_t{frame.width},
                 after(y, frame.height) * std::size_t{frame.width}}
    {
    }

    unsigned self() const { return at(1, 1); }
    unsigned horizontal() const { return (at(0, 1) + at(2, 1) + 1) / 2; }
    unsigned vertical() const { return (at(1, 0) + at(1, 2) + 1) / 2; }
    unsigned cross() const { return (at(0, 1) + at(2, 1) + at(1, 0) + at(1, 2) + 2) / 4; }
    unsigned diagonal() const { return (at(0, 0) + at(2, 0) + at(0, 2) + at(2, 2) + 2) / 4; }

private:
    static std::uint32_t before(std::uint32_t i, std::uint32_t size)
    {
        return i > 0 ? i - 1 : (size > 1 ? 1 : 0);
    }
    static std::uint32_t after(std::uint32_t i, std::uint32_t size)
    {
        return i + 1 < size ? i + 1 : (size > 1 ? size - 2 : 0);
    }
    unsigned at(std::size_t column, std::size_t row) const
    {
        return m_data[m_rows[row] + m_columns[column]];
    }

    const std::uint8_t* m_data;
    std::uint32_t m_columns[3];
    std::size_t m_rows[3];
};

void store(std::uint8_t* out, unsigned red, unsigned green, unsigned blue)
{
    out[0] = static_cast<std::uint8_t>(red);
    out[1] = static_cast<std::uint8_t>(green);
    out[2] = static_cast<std::uint8_t>(blue);
}

void decodePixel(const Neighbours& near, bool redColumn, bool redRow, std::uint8_t* out)
{
    if (redColumn && redRow) {
        store(out, near.self(), near.cross(), near.diagonal());
    } else if (!redColumn && !redRow) {
        store(out, near.diagonal(), near.cross(), near.self());
    } else if (redRow) {
        store(out, near.horizontal(), near.self(), near.vertical());
    } else {
        store(out, near.vertical(), near.self(), near.horizontal());
    }
}

}  // namespace

void decodeBayer(const Frame& frame, RgbImage& image)
{
    resizeTo(frame, image);
    const RedSite red = redSite(frame.format);
    std::uint8_t* out = image.pixels.data();
    for (std::uint32_t y = 0; y < frame.height; ++y) {
        for (std::uint32_t x = 0; x < frame.width; ++x, out += 3) {
            decodePixel(Neighbours(frame, x, y), (x & 1) == red.x, (y & 1) == red.y, out);
        }
    }
}

}  // namespace omv
