// SPDX-License-Identifier: MIT
#include "firmware/modules/display_screen.h"

#include <algorithm>

namespace omv::firmware {

namespace {

std::size_t bytesOf(int width, int height)
{
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 2;
}

}  // namespace

void Screen::open(const std::string& kind, int width, int height)
{
    const std::scoped_lock lock(m_mutex);
    m_state = {};
    m_state.kind = kind;
    m_state.width = width;
    m_state.height = height;
    m_pixels.assign(bytesOf(width, height), 0);
}

void Screen::close()
{
    const std::scoped_lock lock(m_mutex);
    m_state = {};
    m_pixels.clear();
}

bool Screen::isOpen() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_state.kind.empty();
}

Screen::State Screen::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

void Screen::show(const std::vector<std::uint8_t>& pixels)
{
    const std::scoped_lock lock(m_mutex);
    if (pixels.size() != m_pixels.size())
        return;
    m_pixels = pixels;
    m_state.on = true;
    ++m_state.frames;
}

void Screen::clear(bool off)
{
    const std::scoped_lock lock(m_mutex);
    std::ranges::fill(m_pixels, std::uint8_t{0});
    m_state.on = !off;
}

void Screen::setBacklight(int percent)
{
    const std::scoped_lock lock(m_mutex);
    m_state.backlight = percent;
}

std::vector<std::uint8_t> Screen::png() const
{
    std::vector<std::uint8_t> pixels;
    State state;
    {
        const std::scoped_lock lock(m_mutex);
        pixels = m_pixels;
        state = m_state;
    }
    if (state.kind.empty())
        return {};
    const Canvas canvas{state.width, state.height, PixelFormat::Rgb565, pixels.data(),
                        pixels.size()};
    return encodePng(canvas).value_or(std::vector<std::uint8_t>{});
}

}  // namespace omv::firmware
