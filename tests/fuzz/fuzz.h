// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace omv::fuzz {

/// An invariant: what breaks it is a finding, with or without a sanitizer.
inline void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken invariant: %s\n", what);
    std::abort();
}

/// Takes an input apart into small decisions. An empty input reads as zeros.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size)
        : m_left(data, size)
    {
    }

    bool empty() const { return m_left.empty(); }

    std::uint8_t byte()
    {
        if (m_left.empty())
            return 0;
        const std::uint8_t first = m_left[0];
        m_left = m_left.subspan(1);
        return first;
    }

    std::uint16_t word()
    {
        const std::uint8_t low = byte();
        return static_cast<std::uint16_t>(low | byte() << 8);
    }

    /// Up to `count` bytes, fewer at the end.
    std::span<const std::uint8_t> bytes(std::size_t count)
    {
        const auto taken = m_left.first(count < m_left.size() ? count : m_left.size());
        m_left = m_left.subspan(taken.size());
        return taken;
    }

    std::span<const std::uint8_t> rest() { return bytes(m_left.size()); }

private:
    std::span<const std::uint8_t> m_left;
};

/// What a loader's protocol has to be tried: its codec takes bytes, its machine and the device
/// decisions. The first byte says which.
template<typename Codec, typename Machine, typename Device>
void checkProtocol(Input input, Codec checkCodec, Machine checkMachine, Device checkDevice)
{
    switch (input.byte() % 3) {
    case 0: {
        const auto rest = input.rest();
        checkCodec({rest.begin(), rest.end()});
        break;
    }
    case 1: checkMachine(input); break;
    default: checkDevice(input); break;
    }
}

}  // namespace omv::fuzz
