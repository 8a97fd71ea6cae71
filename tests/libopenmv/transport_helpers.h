// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <algorithm>
#include <array>
#include <vector>

namespace omv::test {

using Bytes = std::vector<std::uint8_t>;

/// A deadline that a healthy test never reaches.
inline Transport::Clock::time_point soon()
{
    return Transport::Clock::now() + std::chrono::seconds(20);
}

/// Bytes that differ from their neighbours and do not repeat every 256.
inline Bytes counting(std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::uint8_t>(i * 31 + (i >> 8));
    }
    return bytes;
}

/// One read of at most 4096 bytes; empty when nothing is there or the read fails.
inline Bytes readSome(Transport& transport)
{
    Bytes buffer(4096);
    const auto got = transport.read(buffer);
    buffer.resize(got ? *got : 0);
    return buffer;
}

/// Waits for and reads `size` bytes; fewer when the transport fails or is silent.
inline Bytes readExactly(Transport& transport, std::size_t size)
{
    Bytes received;
    while (received.size() < size) {
        const auto ready = transport.wait(false, soon());
        const Bytes some = ready && ready->readable ? readSome(transport) : Bytes();
        if (!ready || !ready->readable) {
            break;
        }
        received.insert(received.end(), some.begin(), some.end());
    }
    return received;
}

/// Sends `bytes` in writes of at most `chop`, reads on the other side as they come.
inline Bytes pump(Transport& from, Transport& to, const Bytes& bytes, std::size_t chop)
{
    Bytes received;
    std::size_t sent = 0;
    while (received.size() < bytes.size()) {
        const auto rest = std::span(bytes).subspan(sent);
        const auto put = from.write(rest.first(std::min(chop, rest.size())));
        if (!put) {
            break;
        }
        sent += *put;
        const auto ready = to.wait(false, soon());
        if (!ready || !ready->readable) {
            break;
        }
        const Bytes some = readSome(to);
        received.insert(received.end(), some.begin(), some.end());
    }
    return received;
}

}  // namespace omv::test
