// SPDX-License-Identifier: MIT
// Pictures. A script paints over what the sensor saw, so that the right pixels are known.
#include "app/cli/selftest/board_script.h"

#include <algorithm>
#include <optional>
#include <sstream>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

using namespace std::chrono_literals;
using protocol::Opcode;

/// What is asked of the sensor. Some give less, to keep their aspect.
constexpr std::uint32_t kWidth = 320;
constexpr std::uint32_t kHeight = 240;
constexpr std::uint32_t kScaled = 64;  ///< side of the square to scale to
constexpr std::uint8_t kStream = protocol::channel::kStream;
/// The first frames after a change can be of before.
constexpr int kFramesTried = 10;

struct Picture {
    const char* format;  ///< of csi
    const char* left;  ///< colour of the left half, in Python
    const char* right;
    const char* loop;  ///< what follows the painting
};
constexpr Picture kGray{"GRAYSCALE", "200", "40", ""};
constexpr Picture kColor{"RGB565", "(255, 0, 0)", "(0, 0, 255)", ""};
/// Publishes faster than any sensor.
constexpr Picture kFast{"GRAYSCALE", "200", "40", "    while True:\n        img.flush()\n"};

/// Prints "ready" with width and height, or "skip" and why, then sends pictures for ever.
std::string pictures(const Picture& picture)
{
    return fmt::format("try:\n"
                       "    import csi\n"
                       "    camera = csi.CSI()\n"
                       "    camera.reset()\n"
                       "    camera.pixformat(csi.{0})\n"
                       "    camera.framesize(csi.QVGA)\n"
                       "    img = camera.snapshot()\n"
                       "except Exception as e:\n"
                       "    print('skip the sensor gives no QVGA {0}:', e)\n"
                       "    raise SystemExit\n"
                       "w = img.width()\n"
                       "h = img.height()\n"
                       "print('ready', w, h)\n"
                       "while True:\n"
                       "    img = camera.snapshot()\n"
                       "    img.draw_rectangle((0, 0, w // 2, h), color={1}, fill=True)\n"
                       "    img.draw_rectangle((w // 2, 0, w - w // 2, h), color={2}, fill=True)\n"
                       "{3}",
                       picture.format, picture.left, picture.right, picture.loop);
}

struct Size {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

/// As the script told it; too small or large ones are none.
std::optional<Size> sizeFrom(const std::string& ready)
{
    Size size;
    std::istringstream(ready) >> size.width >> size.height;
    const bool fits =
        size.width >= 64 && size.width <= kWidth && size.height >= 64 && size.height <= kHeight;
    return fits ? std::optional(size) : std::nullopt;
}

/// What is wrong with a frame of a picture of this size; empty: nothing.
using Judge = std::string (*)(const Frame& frame, Size size);

std::string sizeText(const Frame& frame)
{
    return fmt::format("{}x{} {} of {} bytes", frame.width, frame.height, name(frame.format),
                       frame.data().size());
}

/// Left and right of the middle, away from edges that compression blurs.
std::string wrongHalves(const Frame& frame, const RgbImage& halves, int tolerance)
{
    const auto image = toRgb(frame);
    if (!image)
        return sizeText(frame) + " that cannot be decoded: " + image.error().why;
    const std::uint32_t middle = frame.width / 2;
    for (const std::uint32_t y : {8U, frame.height / 2, frame.height - 8}) {
        for (const std::uint32_t x : {8U, middle - 8, middle + 8, frame.width - 8}) {
            const std::size_t half = x < middle ? 0 : 3;
            for (std::size_t c = 0; c < 3; ++c) {
                const int got = image->pixels[(std::size_t{y} * frame.width + x) * 3 + c];
                const int wanted = halves.pixels[half + c];
                if (std::abs(got - wanted) > tolerance)
                    return fmt::format("{} as colour {} at {},{} instead of {}", got, c, x, y,
                                       wanted);
            }
        }
    }
    return {};
}

std::string wrongPicture(const Frame& frame, Size size, PixelFormat format, const RgbImage& halves,
                         int tolerance)
{
    if (frame.width != size.width || frame.height != size.height || frame.format != format)
        return sizeText(frame);
    return wrongHalves(frame, halves, tolerance);
}

const RgbImage kGrayHalves{2, 1, {200, 200, 200, 40, 40, 40}};
const RgbImage kColorHalves{2, 1, {255, 0, 0, 0, 0, 255}};

std::string notJpeg(const Frame& frame, Size size)
{
    return wrongPicture(frame, size, PixelFormat::Jpeg, kGrayHalves, 16);
}

std::string notGray(const Frame& frame, Size size)
{
    return wrongPicture(frame, size, PixelFormat::Grayscale, kGrayHalves, 0);
}

std::string notColor(const Frame& frame, Size size)
{
    return wrongPicture(frame, size, PixelFormat::Rgb565, kColorHalves, 0);
}

/// Scaled down to fit the square, with its aspect: 320x240 becomes 64x48.
std::string notScaled(const Frame& frame, Size size)
{
    const std::uint32_t longer = std::max(size.width, size.height);
    const auto isNear = [&](std::uint32_t got, std::uint32_t whole) {
        const std::uint32_t wanted = whole * kScaled / longer;
        return got + 1 >= wanted && got <= std::min(wanted + 1, kScaled);
    };
    const bool right = isNear(frame.width, size.width) && isNear(frame.height, size.height) &&
        frame.format == PixelFormat::Grayscale &&
        frame.data().size() == std::size_t{frame.width} * frame.height;
    return right ? std::string() : sizeText(frame);
}

void dropOldFrames(Bench& bench)
{
    while (bench.camera().nextFrame(bench.call(1ms)))
        continue;
}

/// Passes when a frame comes that `judge` finds right.
Verdict mustShow(Bench& bench, const std::string& wanted, Size size, Judge judge)
{
    std::string last = "no frame";
    for (int i = 0; i < kFramesTried; ++i) {
        const auto frame = bench.camera().nextFrame(bench.call());
        if (!frame && frame.error().code == Errc::Timeout)
            break;
        if (!frame)
            return fail(frame.error());
        last = judge(*frame, size);
        if (last.empty())
            return pass(fmt::format("of {}x{}", size.width, size.height));
    }
    return fail(fmt::format("{} of {}x{}", wanted, size.width, size.height), last);
}

Verdict streams(Bench& bench, const Picture& picture, const StreamOptions& options,
                const std::string& wanted, Judge judge)
{
    if (bench.info().sensorIds.empty())
        return skip("the camera reports no sensor");
    if (auto on = bench.stream(options); !on)
        return fail(on.error());
    dropOldFrames(bench);
    const auto started = startScript(bench, pictures(picture));
    if (!started)
        return fail(started.error());
    if (!started->skip.empty())
        return skip(started->skip);
    const auto size = sizeFrom(started->ready);
    if (!size)
        return skip("the sensor's pictures are " + started->ready);
    return mustShow(bench, wanted, *size, judge);
}

Verdict streamsRaw(Bench& bench, const Picture& picture, std::uint32_t bytesPerPixel, Judge judge)
{
    const std::uint64_t needed = std::uint64_t{kWidth} * kHeight * bytesPerPixel + 64;
    if (std::uint64_t{bench.info().streamBufferKb} * 1024 < needed)
        return skip(fmt::format("a stream buffer of {} KB takes no {} raw bytes",
                                bench.info().streamBufferKb, needed));
    return streams(bench, picture, {.raw = true, .rawWidth = kWidth, .rawHeight = kHeight},
                   fmt::format("the painted {} picture", picture.format), judge);
}

Verdict jpeg(Bench& bench)
{
    return streams(bench, kGray, {}, "the painted picture as JPEG", notJpeg);
}

Verdict rawGray(Bench& bench)
{
    return streamsRaw(bench, kGray, 1, notGray);
}

Verdict rawColor(Bench& bench)
{
    return streamsRaw(bench, kColor, 2, notColor);
}

Verdict rawScaled(Bench& bench)
{
    return streams(bench, kGray, {.raw = true, .rawWidth = kScaled, .rawHeight = kScaled},
                   "a gray picture that fits 64x64", notScaled);
}

/// With a script that paints pictures, the wire is at hand and streaming is on.
Verdict onWire(Bench& bench, const Picture& picture, Verdict (*then)(Bench& bench))
{
    if (bench.info().sensorIds.empty())
        return skip("the camera reports no sensor");
    if (auto on = bench.stream({}); !on)
        return fail(on.error());
    const auto started = startScript(bench, pictures(picture));
    if (!started)
        return fail(started.error());
    if (!started->skip.empty())
        return skip(started->skip);
    if (auto wire = bench.useWire(); !wire)
        return fail(wire.error());
    return then(bench);
}

struct Granted {
    WirePacket reply;
    Bench::Clock::time_point asked;  ///< when the request went out that was granted
};

/// Asks until the lock is granted, or refused for another reason than being busy.
Result<Granted> lock(Bench& bench)
{
    for (;;) {
        const auto asked = Bench::Clock::now();
        auto reply = bench.wire().request({"LOCK", Opcode::ChannelLock, kStream});
        if (!reply)
            return Unexpected{reply.error()};
        if (!reply->isNak() || reply->status() != protocol::Status::Busy)
            return Granted{*std::move(reply), asked};
        if (auto paused = bench.wire().listen(1ms); !paused)
            return Unexpected{paused.error()};
        if (Bench::Clock::now() >= bench.deadline())
            return Unexpected{{Errc::Timeout, {}, "The lock was never granted", "always busy", {}}};
    }
}

Verdict unlock(Bench& bench)
{
    const auto reply = bench.wire().request({"UNLOCK", Opcode::ChannelUnlock, kStream});
    if (!reply)
        return fail(reply.error());
    return reply->isAck() ? pass() : fail("an ACK to UNLOCK", describe(*reply));
}

Verdict locksOnce(Bench& bench)
{
    const auto granted = lock(bench);
    if (!granted)
        return fail(granted.error());
    if (!granted->reply.isAck())
        return fail("LOCK granted or busy", describe(granted->reply));
    const auto second = bench.wire().request({"LOCK", Opcode::ChannelLock, kStream});
    if (!second)
        return fail(second.error());
    if (!second->isNak() || second->status() != protocol::Status::Busy)
        return fail("a second LOCK to be refused as busy (4)", describe(*second));
    const Verdict unlocked = unlock(bench);
    return unlocked.kind == Verdict::Kind::Passed ? unlock(bench) : unlocked;
}

/// From before a lock was asked for until after the next was granted: never shorter than the
/// time between the two grants, however slow this computer is.
Verdict keepsInterval(Bench& bench)
{
    constexpr int kGrants = 30;
    // The camera counts 10 whole milliseconds, which may be one less by the clock.
    constexpr auto kLeast = 9ms;
    std::optional<Bench::Clock::time_point> asked;
    auto shortest = Bench::Clock::duration::max();
    for (int i = 0; i < kGrants; ++i) {
        const auto granted = lock(bench);
        if (!granted)
            return fail(granted.error());
        if (asked)
            shortest = std::min(shortest, Bench::Clock::now() - *asked);
        asked = granted->asked;
        const Verdict unlocked = unlock(bench);
        if (unlocked.kind != Verdict::Kind::Passed)
            return unlocked;
    }
    const std::string text = fmt::format(
        "{:.1f} ms at the least", std::chrono::duration<double, std::milli>(shortest).count());
    return shortest < kLeast ? fail("10 ms or more between granted locks", text) : pass(text);
}

Verdict lockOnce(Bench& bench)
{
    return onWire(bench, kGray, locksOnce);
}

Verdict lockInterval(Bench& bench)
{
    return onWire(bench, kFast, keepsInterval);
}

}  // namespace

Checks streamChecks()
{
    const auto camera = Check::Needs::Camera;
    return {
        {"stream.jpeg", "a known picture arrives as JPEG", jpeg, camera, 30s},
        {"stream.raw-gray", "a known gray picture arrives exactly", rawGray, camera, 30s},
        {"stream.raw-rgb565", "a known colour picture arrives exactly", rawColor, camera, 30s},
        {"stream.raw-scaled", "raw pictures are scaled to what was asked for", rawScaled, camera,
         30s},
        {"stream.lock", "a frame is locked once, and unlocking is always allowed", lockOnce, camera,
         30s},
        {"stream.lock-interval", "locks are at least 10 ms apart", lockInterval, camera, 30s},
    };
}

}  // namespace omv::cli::selftest
