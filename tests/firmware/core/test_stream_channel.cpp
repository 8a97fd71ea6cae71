// SPDX-License-Identifier: MIT
#include "tests/firmware/core/core_fakes.h"
#include "tests/support/catch.h"

using namespace omv::firmware;
using namespace omv::protocol;
using namespace omv::test;

namespace {

constexpr std::size_t kHeader = FrameHeader::kWireSize;

struct Preview {
    explicit Preview(std::size_t size = 20000, StreamDefaults defaults = {})
        : memory(size)
        , channel(memory, defaults, codec, lock)
    {
        codec.lock = &lock;
    }
    bool enable(bool on = true) { return control(ioctl::kStreamControl, {on ? 1u : 0u}); }
    bool control(std::uint32_t request, const std::vector<std::uint32_t>& words)
    {
        std::vector<std::uint8_t> arguments;
        for (const auto word : words) {
            const auto four = encodeU32(word);
            arguments.insert(arguments.end(), four.begin(), four.end());
        }
        CHECK(channel.ioctlArgumentSize(request) == arguments.size());
        return channel.ioctl(request, arguments);
    }
    bool raw(std::uint32_t width, std::uint32_t height)
    {
        return control(ioctl::kStreamRawConfig, {width, height}) &&
            control(ioctl::kStreamRawControl, {1});
    }
    PublishResult publish(PixelFormat format, std::uint32_t width, std::uint32_t height,
                          std::size_t bytes = 0)
    {
        if (bytes == 0)
            bytes = static_cast<std::size_t>(imageBytes(format, width, height));
        pixels.assign(bytes, 0x11);
        return channel.publish({width, height, format, pixels}, 12.5f);
    }
    FrameHeader header()
    {
        return decodeFrameHeader(channel.view(0, kHeader)).value_or(FrameHeader{});
    }
    void take()
    {
        REQUIRE(channel.lock());
        channel.unlock();
    }

    std::vector<std::uint8_t> memory;
    std::vector<std::uint8_t> pixels;
    CountingLock lock;
    FakeCodec codec;
    StreamChannel channel;
};

}  // namespace

TEST_CASE("Streaming is off until the host switches it on")
{
    Preview preview;
    CHECK_FALSE(preview.channel.previewWanted());
    CHECK(preview.publish(PixelFormat::Grayscale, 8, 8) == PublishResult::NotWanted);
    preview.enable();
    CHECK(preview.channel.previewWanted());
    CHECK(preview.channel.shape() == Shape{{}, 3});
    CHECK(preview.channel.size() == 0);
    CHECK_FALSE(preview.channel.lock());
}

TEST_CASE("Exactly one frame is produced per unlock")
{
    Preview preview;
    preview.enable();
    CHECK(preview.publish(PixelFormat::Grayscale, 8, 8) == PublishResult::Published);
    CHECK(preview.channel.takeFrameEvent());
    CHECK_FALSE(preview.channel.takeFrameEvent());
    CHECK(preview.publish(PixelFormat::Grayscale, 8, 8) == PublishResult::NotWanted);
    preview.channel.unlock();  // not locked: no effect
    CHECK(preview.channel.size() == kHeader + 100);
    REQUIRE(preview.channel.lock());
    CHECK_FALSE(preview.channel.lock());
    CHECK(preview.publish(PixelFormat::Grayscale, 8, 8) == PublishResult::NotWanted);
    CHECK(preview.channel.unlock());
    CHECK(preview.channel.size() == 0);
    CHECK(preview.channel.view(0, 1).empty());
    CHECK(preview.channel.previewWanted());
    CHECK(preview.publish(PixelFormat::Grayscale, 8, 8) == PublishResult::Published);
}

TEST_CASE("The header says what the frame is, JPEG by default")
{
    Preview preview;
    preview.enable();
    REQUIRE(preview.publish(PixelFormat::Rgb565, 40, 30) == PublishResult::Published);
    CHECK(preview.header() ==
          FrameHeader{.width = 40,
                      .height = 30,
                      .format = PixelFormat::Jpeg,
                      .size = 100,
                      .offset = 32,
                      .fps = 12.5f});
    CHECK(preview.channel.shape() == Shape{{100, 0, 0, 0}, 1});
    CHECK(preview.codec.qualities == std::vector<int>{90});
    CHECK_FALSE(preview.codec.heldWhileWorking);
    CHECK(preview.channel.view(kHeader, 100).front() == 0x4A);
    CHECK(preview.channel.view(kHeader, 101).empty());
    CHECK(preview.channel.view(0xFFFFFFFF, 1).empty());
    CHECK(preview.channel.view(1, 0xFFFFFFFF).empty());
}

TEST_CASE("Raw frames keep their pixels, or are scaled down with their aspect ratio")
{
    Preview preview;
    preview.enable();
    preview.raw(32, 32);
    REQUIRE(preview.publish(PixelFormat::Rgb565, 32, 20) == PublishResult::Published);
    CHECK(preview.header().size == 2);
    CHECK(preview.channel.size() == kHeader + 32 * 20 * 2);
    CHECK(preview.channel.view(kHeader, 1).front() == 0x11);
    CHECK(preview.channel.shape() == Shape{{32, 20, 2, 0}, 3});
    preview.take();
    REQUIRE(preview.publish(PixelFormat::Rgb565, 64, 48) == PublishResult::Published);
    CHECK(preview.codec.scaledTo == std::pair{32u, 24u});
    CHECK(preview.header().width == 32);
    CHECK(preview.header().height == 24);
    preview.take();
    REQUIRE(preview.publish(PixelFormat::Grayscale, 48, 64) == PublishResult::Published);
    CHECK(preview.codec.scaledTo == std::pair{24u, 32u});
}

TEST_CASE("Raw falls back to JPEG when it does not fit, and for Bayer and YUV")
{
    Preview preview(4000);
    preview.enable();
    preview.raw(640, 480);
    REQUIRE(preview.publish(PixelFormat::Rgb565, 64, 48) == PublishResult::Published);
    CHECK(preview.header().format == PixelFormat::Jpeg);
    CHECK(preview.header().width == 64);
    for (const PixelFormat format : {PixelFormat::BayerBggr, PixelFormat::Yuv422}) {
        preview.take();
        REQUIRE(preview.publish(format, 16, 16) == PublishResult::Published);
        CHECK(preview.header().format == PixelFormat::Jpeg);
    }
}

TEST_CASE("A JPEG that does not fit is dropped and the quality halved for 60 frames")
{
    Preview preview(1000);
    preview.enable();
    preview.codec.jpegSize = 5000;
    CHECK(preview.publish(PixelFormat::Rgb565, 640, 480) == PublishResult::TooLarge);
    CHECK(preview.channel.size() == 0);
    CHECK(preview.publish(PixelFormat::Rgb565, 640, 480) == PublishResult::TooLarge);
    preview.codec.jpegSize = 100;
    for (int i = 0; i < 61; ++i) {
        REQUIRE(preview.publish(PixelFormat::Rgb565, 640, 480) == PublishResult::Published);
        preview.take();
    }
    const auto& used = preview.codec.qualities;
    CHECK(used[0] == 50);
    CHECK(used[1] == 25);
    CHECK(std::count(used.begin(), used.end(), 12) == 60);
    CHECK(used.back() == 50);
}

TEST_CASE("Compressed frames pass as they are, or are dropped when too large")
{
    Preview preview(1000);
    preview.enable();
    preview.raw(640, 480);
    REQUIRE(preview.publish(PixelFormat::Png, 64, 48, 500) == PublishResult::Published);
    CHECK(preview.header().format == PixelFormat::Png);
    CHECK(preview.header().size == 500);
    CHECK(preview.channel.view(kHeader + 499, 1).front() == 0x11);
    preview.take();
    CHECK(preview.publish(PixelFormat::Jpeg, 64, 48, 969) == PublishResult::TooLargeCompressed);
    CHECK(preview.publish(PixelFormat::Jpeg, 64, 48, 968) == PublishResult::Published);
}

TEST_CASE("STREAM_CTRL drops a waiting or locked frame, also one in the making")
{
    static Preview* s_preview = nullptr;
    Preview preview;
    s_preview = &preview;
    preview.enable();
    preview.publish(PixelFormat::Grayscale, 8, 8);
    REQUIRE(preview.channel.lock());
    preview.enable();
    CHECK(preview.channel.size() == 0);
    CHECK(preview.channel.previewWanted());
    preview.codec.onEncode = [] { s_preview->enable(); };
    CHECK(preview.publish(PixelFormat::Grayscale, 8, 8) == PublishResult::NotWanted);
    preview.codec.onEncode = nullptr;
    CHECK(preview.channel.size() == 0);
    CHECK(preview.publish(PixelFormat::Grayscale, 8, 8) == PublishResult::Published);
}

TEST_CASE("A soft reboot restores the board's raw size and source; streaming stays on")
{
    Preview preview(20000, {.rawWidth = 16, .rawHeight = 8});
    preview.enable();
    preview.control(ioctl::kStreamSource, {0x54});
    CHECK(preview.channel.source() == 0x54);
    preview.raw(100, 100);
    preview.channel.softReset();
    CHECK(preview.channel.source() == 0);
    REQUIRE(preview.publish(PixelFormat::Grayscale, 32, 8) == PublishResult::Published);
    CHECK(preview.header().width == 16);
    CHECK(preview.header().height == 4);
    preview.channel.powerReset();
    CHECK_FALSE(preview.channel.previewWanted());
    CHECK(preview.channel.size() == 0);
}
