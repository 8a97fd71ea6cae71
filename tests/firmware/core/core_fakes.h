// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/camera_core.h"

#include <algorithm>
#include <string>
#include <vector>

namespace omv::test {

/// Counts, so that a test sees that no lock is held where none may be.
class CountingLock final : public firmware::Lock {
public:
    void lock() override { ++held; }
    void unlock() override { --held; }
    int held = 0;
};

/// "Compresses" to a fixed size and "scales" by filling with the pixel count.
class FakeCodec final : public firmware::FrameCodec {
public:
    std::size_t encodeJpeg(const firmware::FrameView&, int quality,
                           protocol::MutableBytes out) override
    {
        qualities.push_back(quality);
        heldWhileWorking = heldWhileWorking || (lock && lock->held);
        if (onEncode)
            onEncode();
        if (jpegSize > out.size())
            return 0;
        std::fill_n(out.begin(), jpegSize, std::uint8_t{0x4A});
        return jpegSize;
    }
    bool scale(const firmware::FrameView&, std::uint32_t width, std::uint32_t height,
               protocol::MutableBytes out) override
    {
        scaledTo = {width, height};
        std::fill(out.begin(), out.end(), std::uint8_t{0x5C});
        return true;
    }

    std::size_t jpegSize = 100;
    std::vector<int> qualities;
    std::pair<std::uint32_t, std::uint32_t> scaledTo{0, 0};
    CountingLock* lock = nullptr;
    bool heldWhileWorking = false;
    void (*onEncode)() = nullptr;
};

class FakeScripts final : public firmware::ScriptControl {
public:
    bool scriptRunning() override { return running; }
    void stopScript() override { ++stops; }
    void startScript(protocol::Bytes text) override
    {
        started.assign(text.begin(), text.end());
        running = true;
    }

    bool running = false;
    int stops = 0;
    std::string started;
};

inline protocol::Bytes bytesOf(const std::string& text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace omv::test
