// SPDX-License-Identifier: MIT
// Pictures. A script paints over what the sensor saw, so that the right pixels are known.
#include "app/cli/selftest/board_script.h"

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

using namespace std::chrono_literals;
namespace ioctl = protocol::ioctl;
using protocol::Opcode;

constexpr std::uint32_t kWidth = 320;
constexpr std::uint32_t kHeight = 240;
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

/// Prints "ready", or "skip" and why, then sends 320x240 pictures for ever.
std::string pictures(const Picture& picture)
{
    return fmt::format("try:\n"
                       "    import csi\n"
                       "    camera = csi.CSI()\n"
                       "    camera.reset()\n"
                       "    camera.pixformat(csi.{0})\n"
                       "    camera.framesize(csi.QVGA)\n"
                       "    img = camera.snapshot()\n"
                       "    if (img.width(), img.height()) != ({1}, {2}):\n"
                       "        raise ValueError('%dx%d pictures' % (img.width(), img.height()))\n"
                       "except Exception as e:\n"
                       "    print('skip the sensor does no {1}x{2} {0}:', e)\n"
                       "    raise SystemExit\n"
                       "print('ready')\n"
                       "while True:\n"
                       "    img = camera.snapshot()\n"
                       "    img.draw_rectangle((0, 0, {3}, {2}), color={4}, fill=True)\n"
                       "    img.draw_rectangle(({3}, 0, {3}, {2}), color={5}, fill=True)\n"
                       "{6}",
                       picture.format, kWidth, kHeight, kWidth / 2, picture.left, picture.right,
                       picture.loop);
}

/// What is wrong with a frame; empty: nothing.
using Judge = std::string (*)(const Frame& frame);

std::string sizeText(const Frame& frame)
{
    return fmt::format("{}x{} {} of {} bytes", frame.width, frame.height, name(frame.format),
                       frame.data().size());
}

std::string wrongSize(const Frame& frame, PixelFormat format)
{
    if (frame.width == kWidth && frame.height == kHeight && frame.format == format)
        return {};
    return sizeText(frame);
}

/// Left and right of the middle, away from edges that compression blurs.
std::string wrongHalves(const Frame& frame, const RgbImage& left, int tolerance)
{
    const auto image = toRgb(frame);
    if (!image)
        return sizeText(frame) + " that cannot be decoded: " + image.error().why;
    for (const std::uint32_t y : {8U, kHeight / 2, kHeight - 8}) {
        for (const std::uint32_t x : {8U, kWidth / 2 - 8, kWidth / 2 + 8, kWidth - 8}) {
            const std::size_t wanted = x < kWidth / 2 ? 0 : 3;
            for (std::size_t c = 0; c < 3; ++c) {
                const int got = image->pixels[(std::size_t{y} * kWidth + x) * 3 + c];
                if (std::abs(got - left.pixels[wanted + c]) > tolerance)
                    return fmt::format("{} as colour {} at {},{} instead of {}", got, c, x, y,
                                       left.pixels[wanted + c]);
            }
        }
    }
    return {};
}

const RgbImage& grayHalves()
{
    static const RgbImage image{2, 1, {200, 200, 200, 40, 40, 40}};
    return image;
}

std::string notJpeg(const Frame& frame)
{
    const std::string wrong = wrongSize(frame, PixelFormat::Jpeg);
    return wrong.empty() ? wrongHalves(frame, grayHalves(), 16) : wrong;
}

std::string notGray(const Frame& frame)
{
    const std::string wrong = wrongSize(frame, PixelFormat::Grayscale);
    return wrong.empty() ? wrongHalves(frame, grayHalves(), 0) : wrong;
}

std::string notColor(const Frame& frame)
{
    static const RgbImage halves{2, 1, {255, 0, 0, 0, 0, 255}};
    const std::string wrong = wrongSize(frame, PixelFormat::Rgb565);
    return wrong.empty() ? wrongHalves(frame, halves, 0) : wrong;
}

/// 320x240 in 64x64 is 64x48.
std::string notScaled(const Frame& frame)
{
    const bool right = frame.width == 64 && frame.height == 48 &&
        frame.format == PixelFormat::Grayscale && frame.data().size() == 64 * 48;
    return right ? std::string() : sizeText(frame);
}

void dropOldFrames(Bench& bench)
{
    while (bench.camera().nextFrame(bench.call(1ms)))
        continue;
}

/// Passes when a frame comes that `judge` finds right.
Verdict mustShow(Bench& bench, const std::string& wanted, Judge judge)
{
    std::string last = "no frame";
    for (int i = 0; i < kFramesTried; ++i) {
        const auto frame = bench.camera().nextFrame(bench.call());
        if (!frame && frame.error().code == Errc::Timeout)
            break;
        if (!frame)
            return fail(frame.error());
        last = judge(*frame);
        if (last.empty())
            return pass();
    }
    return fail(wanted, last);
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
    return mustShow(bench, wanted, judge);
}

Verdict streamsRaw(Bench& bench, const Picture& picture, std::uint32_t bytesPerPixel, Judge judge)
{
    const std::uint64_t needed = std::uint64_t{kWidth} * kHeight * bytesPerPixel + 64;
    if (std::uint64_t{bench.info().streamBufferKb} * 1024 < needed)
        return skip(fmt::format("a stream buffer of {} KB takes no {} raw bytes",
                                bench.info().streamBufferKb, needed));
    return streams(
        bench, picture, {.raw = true, .rawWidth = kWidth, .rawHeight = kHeight},
        fmt::format("a {}x{} {} frame with the painted halves", kWidth, kHeight, picture.format),
        judge);
}

Verdict jpeg(Bench& bench)
{
    return streams(bench, kGray, {},
                   fmt::format("a {}x{} JPEG frame with the painted halves", kWidth, kHeight),
                   notJpeg);
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
    return streams(bench, kGray, {.raw = true, .rawWidth = 64, .rawHeight = 64},
                   "a 64x48 GRAYSCALE frame", notScaled);
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

/// Asks until the lock is granted.
Result<WirePacket> lock(Bench& bench)
{
    for (;;) {
        auto reply = bench.wire().request({"LOCK", Opcode::ChannelLock, kStream});
        const bool busy = reply && reply->isNak() && reply->status() == protocol::Status::Busy;
        if (!busy)
            return reply;
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
    if (!granted->isAck())
        return fail("LOCK granted or busy", describe(*granted));
    const auto second = bench.wire().request({"LOCK", Opcode::ChannelLock, kStream});
    if (!second)
        return fail(second.error());
    if (!second->isNak() || second->status() != protocol::Status::Busy)
        return fail("a second LOCK to be refused as busy (4)", describe(*second));
    const Verdict unlocked = unlock(bench);
    return unlocked.kind == Verdict::Kind::Passed ? unlock(bench) : unlocked;
}

/// Measured from before the first question to after the last answer, which cannot be
/// shorter than the time between the first and the last grant.
Verdict keepsInterval(Bench& bench)
{
    constexpr int kGrants = 20;
    const auto begin = Bench::Clock::now();
    auto end = begin;
    for (int i = 0; i < kGrants; ++i) {
        const auto granted = lock(bench);
        if (!granted)
            return fail(granted.error());
        end = Bench::Clock::now();
        const Verdict unlocked = unlock(bench);
        if (unlocked.kind != Verdict::Kind::Passed)
            return unlocked;
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(end - begin);
    const std::string text = fmt::format("{} locks in {} ms", kGrants, took.count());
    if (took < (kGrants - 1) * 10ms)
        return fail("10 ms or more between granted locks", text);
    return pass(text);
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
        {"stream.jpeg", "a known picture arrives as JPEG", jpeg, camera, 15s},
        {"stream.raw-gray", "a known gray picture arrives exactly", rawGray, camera, 15s},
        {"stream.raw-rgb565", "a known colour picture arrives exactly", rawColor, camera, 15s},
        {"stream.raw-scaled", "raw pictures are scaled to what was asked for", rawScaled, camera,
         15s},
        {"stream.lock", "a frame is locked once, and unlocking is always allowed", lockOnce, camera,
         15s},
        {"stream.lock-interval", "locks are at least 10 ms apart", lockInterval, camera, 15s},
    };
}

}  // namespace omv::cli::selftest
