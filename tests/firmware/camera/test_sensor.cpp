// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "firmware/camera/codecs.h"
#include "firmware/camera/frame_counter.h"
#include "firmware/camera/sensor.h"

#include <algorithm>

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

constexpr std::size_t kAe3Pool = std::size_t{2512} * 1024;
constexpr std::size_t kBigPool = std::size_t{23} * 1024 * 1024;
constexpr std::uint32_t kPag7936 = 0x7936;
constexpr std::uint32_t kOv5640 = 0x56;

struct Rig {
    explicit Rig(std::uint32_t chip, double fps = 30, std::size_t pool = kBigPool,
                 bool limits = true)
        : scene(makeScene("synthetic", 7, problem))
        , timeline(fps)
        , sensor(*sensorType(chip), *scene, timeline,
                 {.defaultFps = fps, .poolBytes = pool, .limits = limits})
    {
    }
    void start(PixelFormat format, int size, Size custom = {})
    {
        REQUIRE(sensor.setFormat(format) == CsiError::None);
        REQUIRE(sensor.setFrameSize(size, custom, now) == CsiError::None);
    }
    Canvas shoot()
    {
        now = std::max(now, sensor.nextFrameTime(now));
        REQUIRE(sensor.capture(now) == CsiError::None);
        return sensor.current();
    }
    std::uint32_t counter()
    {
        const Canvas c = shoot();
        const auto read = readFrameCounter({c.data, c.size}, static_cast<std::uint32_t>(c.width),
                                           static_cast<std::uint32_t>(c.height), c.format);
        REQUIRE(read);
        return *read;
    }

    std::string problem;
    std::unique_ptr<Scene> scene;
    Timeline timeline;
    Sensor sensor;
    std::int64_t now = 1234567;
};

}  // namespace

TEST_CASE("A PAG7936 has three sizes of its own and three formats", "[sensor]")
{
    Rig rig(kPag7936, 60, kAe3Pool);
    for (const PixelFormat format : {PixelFormat::Jpeg, PixelFormat::Yuv422, PixelFormat::Binary})
        CHECK(rig.sensor.setFormat(format) == CsiError::ControlFailed);
    for (int number = 2; number < kFrameSizeCount; ++number) {
        const bool known =
            number == kFrameSizeQvga || number == kFrameSizeVga || number == kFrameSizeHd;
        CAPTURE(number);
        CHECK((rig.sensor.setFrameSize(number, {}, 0) == CsiError::None) == known);
    }
    CHECK(rig.sensor.setFrameSize(kFrameSizeCustom, {320, 200}, 0) == CsiError::ControlFailed);
    CHECK(rig.sensor.setFrameSize(kFrameSizeVga, {}, 0) == CsiError::None);
    CHECK(rig.sensor.frameSize().height == 400);
}

TEST_CASE("An OV5640 takes any size that its driver can scale to", "[sensor]")
{
    Rig rig(kOv5640);
    CHECK(rig.sensor.setFormat(PixelFormat::Yuv422) == CsiError::None);
    CHECK(rig.sensor.format() == PixelFormat::Yvu422);
    CHECK(rig.sensor.setFrameSize(kFrameSizeQqcif, {}, 0) == CsiError::None);
    CHECK(rig.sensor.setFormat(PixelFormat::Grayscale) == CsiError::ControlFailed);
    CHECK(rig.sensor.setFrameSize(kFrameSizeQqqqvga, {}, 0) == CsiError::ControlFailed);
    CHECK(rig.sensor.setFrameSize(kFrameSizeCustom, {2592, 1944}, 0) == CsiError::None);
    CHECK(rig.sensor.setFrameSize(kFrameSizeCustom, {2593, 1944}, 0) == CsiError::ControlFailed);
    CHECK(rig.sensor.setFormat(PixelFormat::Jpeg) == CsiError::None);
    CHECK(rig.sensor.setFrameSize(kFrameSizeCustom, {324, 240}, 0) == CsiError::ControlFailed);
}

TEST_CASE("Nothing is captured before format and size are set", "[sensor]")
{
    Rig rig(kOv5640);
    CHECK(rig.sensor.ready() == CsiError::InvalidPixelFormat);
    CHECK(rig.sensor.capture(0) == CsiError::InvalidPixelFormat);
    REQUIRE(rig.sensor.setFormat(PixelFormat::Rgb565) == CsiError::None);
    CHECK(rig.sensor.ready() == CsiError::InvalidFrameSize);
}

TEST_CASE("Frames come at the frame rate, one after the other", "[sensor]")
{
    Rig rig(kPag7936, 60, kAe3Pool);
    rig.start(PixelFormat::Grayscale, kFrameSizeQvga);
    std::uint32_t last = rig.counter();
    std::int64_t time = rig.now;
    for (int i = 0; i < 100; ++i) {
        CHECK(rig.counter() == ++last);
        CHECK(rig.now - time >= 16666);
        CHECK(rig.now - time <= 16667);
        time = rig.now;
    }
    REQUIRE(rig.sensor.setFrameRate(500, rig.now) == CsiError::None);
    CHECK(rig.sensor.frameRate() == 240);
    rig.shoot();
    time = rig.now;
    rig.shoot();
    CHECK(rig.now - time <= 4167);
}

TEST_CASE("A slow reader gets the newest frame, at once", "[sensor]")
{
    Rig rig(kPag7936, 60, kAe3Pool);
    rig.start(PixelFormat::Grayscale, kFrameSizeQvga);
    const std::uint32_t first = rig.counter();
    rig.now += 10 * 16667;
    const std::int64_t asked = rig.now;
    CHECK(rig.counter() == first + 10);
    CHECK(rig.now == asked);
}

TEST_CASE("With limits lifted each request gets another frame without waiting", "[sensor]")
{
    Rig rig(kPag7936, 60, kAe3Pool, false);
    rig.start(PixelFormat::Grayscale, kFrameSizeQvga);
    const std::uint32_t first = rig.counter();
    const std::int64_t time = rig.now;
    for (std::uint32_t i = 1; i < 50; ++i)
        CHECK(rig.counter() == first + i);
    CHECK(rig.now == time);
}

TEST_CASE("A frame is the scene, bit by bit", "[sensor]")
{
    const auto [chip, format] =
        GENERATE(table<std::uint32_t, PixelFormat>({{kPag7936, PixelFormat::Grayscale},
                                                    {kPag7936, PixelFormat::Rgb565},
                                                    {kOv5640, PixelFormat::Grayscale},
                                                    {kOv5640, PixelFormat::Rgb565}}));
    Rig rig(chip);
    rig.start(format, kFrameSizeQvga);
    const std::uint32_t counter = rig.counter();
    const Canvas frame = rig.sensor.current();
    const auto truth = renderFrame(7, counter, static_cast<std::uint32_t>(frame.width),
                                   static_cast<std::uint32_t>(frame.height), format);
    CHECK(std::ranges::equal(protocol::Bytes(frame.data, frame.size), truth));
}

TEST_CASE("Frame buffers are three, two or one as memory allows", "[sensor]")
{
    Rig rig(kPag7936, 60, kAe3Pool);
    rig.start(PixelFormat::Rgb565, kFrameSizeQvga);
    CHECK(rig.sensor.bufferCount() == 3);
    rig.start(PixelFormat::Rgb565, kFrameSizeHd);
    CHECK(rig.sensor.bufferCount() == 1);
    CHECK(rig.sensor.setBufferCount(2) == CsiError::FrameBuffer);
    CHECK(rig.sensor.bufferCount() == 1);
    Rig small(kOv5640, 30, 1000);
    REQUIRE(small.sensor.setFormat(PixelFormat::Rgb565) == CsiError::None);
    CHECK(small.sensor.setFrameSize(kFrameSizeQvga, {}, 0) == CsiError::FrameBuffer);
}

TEST_CASE("Mirror, flip, transpose and window turn and cut the picture", "[sensor]")
{
    Rig rig(kOv5640);
    rig.start(PixelFormat::Grayscale, kFrameSizeQvga);
    const std::uint32_t counter = rig.counter();
    const auto plain = renderFrame(7, counter, 320, 240, PixelFormat::Grayscale);
    const auto again = [&] {
        rig.now = rig.timeline.timeOf(counter);
        REQUIRE(rig.sensor.capture(rig.now) == CsiError::None);
        return rig.sensor.current();
    };
    REQUIRE(rig.sensor.setOrientation({.mirror = true}) == CsiError::None);
    CHECK(pixel(again(), 319 - 100, 200) == plain[200 * 320 + 100]);
    REQUIRE(rig.sensor.setOrientation({.flip = true}) == CsiError::None);
    CHECK(pixel(again(), 100, 239 - 200) == plain[200 * 320 + 100]);
    REQUIRE(rig.sensor.setOrientation({.transpose = true}) == CsiError::None);
    CHECK(again().width == 240);
    CHECK(pixel(again(), 200, 100) == plain[200 * 320 + 100]);
    REQUIRE(rig.sensor.setOrientation({}) == CsiError::None);
    REQUIRE(rig.sensor.setWindow({90, 190, 1000, 1000}) == CsiError::None);
    CHECK(rig.sensor.window() == Rect{90, 190, 230, 50});
    CHECK(again().width == 230);
    CHECK(pixel(again(), 10, 10) == plain[200 * 320 + 100]);
    CHECK(rig.sensor.setFormat(PixelFormat::Jpeg) == CsiError::PixelFormatUnsupported);
}

TEST_CASE("A manual exposure changes the brightness, the automatic does not", "[sensor]")
{
    Rig rig(kOv5640);
    rig.start(PixelFormat::Grayscale, kFrameSizeQvga);
    const auto level = [&] {
        rig.now = rig.timeline.timeOf(100);
        REQUIRE(rig.sensor.capture(rig.now) == CsiError::None);
        return pixel(rig.sensor.current(), 310, 30);
    };
    const auto before = level();
    rig.sensor.setExposureUs(rig.sensor.exposureUs());
    CHECK(level() == before);
    rig.sensor.setExposureUs(rig.sensor.exposureUs() / 2);
    CHECK(std::abs(int(level()) - int(before / 2)) <= 1);
    rig.sensor.controls().exposureUs.reset();
    CHECK(level() == before);
}

TEST_CASE("A sensor's JPEG is a JPEG", "[sensor]")
{
    Rig rig(kOv5640);
    rig.start(PixelFormat::Jpeg, kFrameSizeVga);
    const Canvas frame = rig.shoot();
    CHECK(frame.format == PixelFormat::Jpeg);
    const auto size = compressedSize({frame.data, frame.size}, PixelFormat::Jpeg);
    REQUIRE(size);
    CHECK(size->width == 640);
}

TEST_CASE("The readout window zooms and is clamped", "[sensor]")
{
    Rig rig(kOv5640);
    rig.start(PixelFormat::Grayscale, kFrameSizeQvga);
    const auto whole = renderFrame(7, 100, 648, 486, PixelFormat::Grayscale);
    REQUIRE(rig.sensor.setReadoutWindow({648, 486, 1296, 972}) == CsiError::None);
    CHECK(rig.sensor.readoutWindow() == Rect{648, 486, 1296, 972});
    REQUIRE(rig.sensor.setFrameSize(kFrameSizeCustom, {324, 243}, rig.now) == CsiError::None);
    rig.now = rig.timeline.timeOf(100);
    REQUIRE(rig.sensor.capture(rig.now) == CsiError::None);
    CHECK(pixel(rig.sensor.current(), 200, 150) == whole[(150 + 243) * 648 + 200 + 324]);
    REQUIRE(rig.sensor.setReadoutWindow({5000, -3, 10, 10}) == CsiError::None);
    CHECK(rig.sensor.readoutWindow() == Rect{(2592 - 324) / 2, -3, 324, 243});
    // A larger frame makes it grow as far as needed, and moves it inside.
    REQUIRE(rig.sensor.setFrameSize(kFrameSizeCustom, {2000, 1500}, rig.now) == CsiError::None);
    CHECK(rig.sensor.readoutWindow() == Rect{(2592 - 2000) / 2, -3, 2000, 1500});
    Rig other(kPag7936);
    CHECK(other.sensor.setReadoutWindow({0, 0, 10, 10}) == CsiError::ControlUnsupported);
}
