// SPDX-License-Identifier: MIT
#include <openmv/frame_decoder.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/libopenmv/frame_helpers.h"
#include "tests/support/catch.h"

using omv::Frame;
using omv::FrameDecoder;
using omv::PixelFormat;
using omv::RgbImage;
using omv::Status;
using omv::test::makeFrame;

namespace {

constexpr auto kPatience = std::chrono::seconds(20);

/// What a decoder gave, and a gate that holds its thread inside the callback.
class Sink {
public:
    FrameDecoder::Callback callback()
    {
        return [this](const Frame& frame, Status status, RgbImage& image) {
            std::unique_lock lock(m_mutex);
            m_numbers.push_back(frame.number);
            m_good.push_back(status.has_value());
            m_reds.push_back(status ? image.pixels.at(0) : 0);
            m_changed.notify_all();
            m_changed.wait_for(lock, kPatience, [this] { return m_open; });
        };
    }

    bool waitFor(std::size_t frames)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience,
                                  [this, frames] { return m_numbers.size() >= frames; });
    }

    void setOpen(bool open)
    {
        const std::lock_guard lock(m_mutex);
        m_open = open;
        m_changed.notify_all();
    }

    std::vector<std::uint64_t> numbers() const
    {
        const std::lock_guard lock(m_mutex);
        return m_numbers;
    }
    std::vector<bool> good() const
    {
        const std::lock_guard lock(m_mutex);
        return m_good;
    }
    std::vector<int> reds() const
    {
        const std::lock_guard lock(m_mutex);
        return m_reds;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = true;
    std::vector<std::uint64_t> m_numbers;
    std::vector<bool> m_good;
    std::vector<int> m_reds;
};

/// A single gray pixel, as bright as its number.
Frame numbered(std::uint8_t number)
{
    Frame frame = makeFrame(PixelFormat::Grayscale, 1, 1, {number});
    frame.number = number;
    return frame;
}

using Numbers = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("frames are decoded on another thread, in order")
{
    std::atomic<bool> elsewhere{false};
    const auto here = std::this_thread::get_id();
    Sink sink;
    FrameDecoder decoder(
        [&, inner = sink.callback()](const Frame& frame, Status status, RgbImage& image) {
            elsewhere = std::this_thread::get_id() != here;
            inner(frame, std::move(status), image);
        },
        100);
    for (std::uint8_t number = 1; number <= 50; ++number) {
        decoder.put(numbered(number));
    }
    REQUIRE(sink.waitFor(50));
    CHECK(elsewhere);
    CHECK(decoder.dropped() == 0);
    for (std::size_t i = 0; i < 50; ++i) {
        CHECK(sink.numbers()[i] == i + 1);
        CHECK(sink.reds()[i] == static_cast<int>(i + 1));
    }
}

TEST_CASE("the newest frame wins while one is being decoded")
{
    Sink sink;
    sink.setOpen(false);
    FrameDecoder decoder(sink.callback());
    decoder.put(numbered(1));
    REQUIRE(sink.waitFor(1));
    for (std::uint8_t number = 2; number <= 9; ++number) {
        decoder.put(numbered(number));
    }
    CHECK(decoder.dropped() == 7);
    sink.setOpen(true);
    REQUIRE(sink.waitFor(2));
    CHECK(sink.numbers() == Numbers{1, 9});
}

TEST_CASE("as many frames wait as were asked for, the oldest are dropped")
{
    Sink sink;
    sink.setOpen(false);
    FrameDecoder decoder(sink.callback(), 3);
    decoder.put(numbered(1));
    REQUIRE(sink.waitFor(1));
    for (std::uint8_t number = 2; number <= 6; ++number) {
        decoder.put(numbered(number));
    }
    sink.setOpen(true);
    REQUIRE(sink.waitFor(4));
    CHECK(sink.numbers() == Numbers{1, 4, 5, 6});
    CHECK(decoder.dropped() == 2);
}

TEST_CASE("a damaged frame is told and the next one is decoded")
{
    Sink sink;
    FrameDecoder decoder(sink.callback(), 10);
    decoder.put(makeFrame(PixelFormat::Jpeg, 8, 8, {1, 2, 3}));
    decoder.put(numbered(2));
    REQUIRE(sink.waitFor(2));
    CHECK(sink.good() == std::vector<bool>{false, true});
    CHECK(sink.reds()[1] == 2);
}

TEST_CASE("an image that was moved away is not touched again")
{
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<RgbImage> kept;
    FrameDecoder decoder(
        [&](const Frame&, Status, RgbImage& image) {
            const std::lock_guard lock(mutex);
            kept.push_back(std::move(image));
            changed.notify_all();
        },
        10);
    for (std::uint8_t number = 1; number <= 3; ++number) {
        decoder.put(numbered(number));
    }
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, kPatience, [&] { return kept.size() == 3; }));
    for (std::uint8_t i = 0; i < 3; ++i) {
        CHECK(kept[i].width == 1);
        CHECK(kept[i].pixels == std::vector<std::uint8_t>(3, static_cast<std::uint8_t>(i + 1)));
    }
}

TEST_CASE("a decoder ends with frames still waiting, and when it never had one")
{
    Sink sink;
    {
        FrameDecoder decoder(sink.callback(), 100);
        sink.setOpen(false);
        for (std::uint8_t number = 1; number <= 100; ++number) {
            decoder.put(numbered(number));
        }
        sink.setOpen(true);
    }
    const Numbers decoded = sink.numbers();
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        CHECK(decoded[i] == i + 1);
    }
    const FrameDecoder idle([](const Frame&, Status, RgbImage&) {});
    CHECK(idle.dropped() == 0);
}

TEST_CASE("frames may be put by several threads at once")
{
    constexpr std::uint8_t kEach = 50;
    Sink sink;
    FrameDecoder decoder(sink.callback(), 1000);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&decoder] {
                for (std::uint8_t number = 1; number <= kEach; ++number) {
                    decoder.put(numbered(number));
                }
            });
        }
    }
    CHECK(sink.waitFor(4 * kEach));
    CHECK(decoder.dropped() == 0);
}
