// SPDX-License-Identifier: MIT
// What a received frame costs the host, from the socket to RGB pixels: a virtual
// camera in a process of its own, the SDK in this one. docs/performance.md says how
// to read it.
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <openmv/camera.h>
#include <openmv/frame.h>

#include "tests/bench/counting_transport.h"
#include "tests/bench/cpu_time.h"
#include "tests/bench/floor.h"
#include "tests/bench/many_cameras.h"
#include "tests/support/vcam_process.h"

namespace omv::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t kPayload = 4082;
constexpr std::size_t kPacket = kPayload + 14;
constexpr int kWarmUp = 10;

/// One kind of frame. The script takes one picture and sends it again and again, so
/// that the camera's process, which shares the machine, costs little.
struct Case {
    std::string name;
    PixelFormat format;
    std::uint32_t width;
    std::uint32_t height;
    double target;  ///< milliseconds of processor time a frame
    int pause;  ///< milliseconds between frames, so that all of them are taken
    std::string prepare;  ///< Python: makes `image`
};

std::string snapshot(std::string_view format, std::string_view size)
{
    return fmt::format("import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.{})\n"
                       "c.framesize({})\nimage = c.snapshot()\n",
                       format, size);
}

/// The best quality of at most 61440 bytes.
constexpr std::string_view kCompress = R"(quality = 100
raw = image
image = raw.copy().to_jpeg(quality=quality)
while image.size() > 61440:
    quality -= 1
    image = raw.copy().to_jpeg(quality=quality)
)";

std::vector<Case> allCases()
{
    return {
        {"320x240 RGB565", PixelFormat::Rgb565, 320, 240, 0.15, 4, snapshot("RGB565", "csi.QVGA")},
        {"640x480 gray", PixelFormat::Grayscale, 640, 480, 0.3, 4,
         snapshot("GRAYSCALE", "csi.VGA")},
        {"1280x800 RGB565", PixelFormat::Rgb565, 1280, 800, 1.8, 12,
         snapshot("RGB565", "(1280, 800)")},
        {"640x480 JPEG", PixelFormat::Jpeg, 640, 480, 0.6, 6,
         snapshot("RGB565", "csi.VGA") + std::string(kCompress)},
        {"640x480 JPEG, quality 50", PixelFormat::Jpeg, 640, 480, 0.6, 6,
         snapshot("RGB565", "csi.VGA") + "image = image.to_jpeg(quality=50)\n"},
    };
}

struct Measured {
    int frames = 0;
    double wall = 0;  ///< seconds
    CpuTime cpu;
    double rgb = 0;  ///< seconds, of `cpu`
    std::uint64_t bytes = 0;  ///< of frames' data
    std::uint64_t roundTrips = 0;
    std::uint64_t systemCalls = 0;
    std::uint64_t dropped = 0;  ///< came, but nobody took them in time
};

/// The error as an exit reason.
template<class T>
T must(Result<T> result, std::string_view what)
{
    if (!result) {
        fmt::print(stderr, "{}: {}\n", what, toString(result.error()));
        std::exit(1);
    }
    return std::move(*result);
}

std::uint64_t systemCalls(const WireCounts& counts)
{
    return counts.waits + counts.reads + counts.writes;
}

Frame takeFrame(Camera& camera, const Case& wanted)
{
    while (true) {
        Frame frame = must(camera.nextFrame({.timeout = 10s}), "no frame");
        const bool fits = frame.width == wanted.width && frame.height == wanted.height;
        if (fits && frame.format == wanted.format)
            return frame;
    }
}

Measured receive(Camera& camera, const WireCounts& counts, const Case& wanted, int frames)
{
    RgbImage image;
    const auto convert = [&image](const Frame& frame) {
        (void)must(toRgb(frame, image), "conversion");
    };
    for (int i = 0; i < kWarmUp; ++i)
        convert(takeFrame(camera, wanted));
    const std::uint64_t droppedBefore = must(camera.statistics(), "statistics").framesDropped;

    Measured sum;
    const std::uint64_t tripsBefore = counts.roundTrips;
    const std::uint64_t callsBefore = systemCalls(counts);
    const CpuTime cpuBefore = processTime();
    const double wallBefore = wallTime();
    for (; sum.frames < frames; ++sum.frames) {
        const Frame frame = takeFrame(camera, wanted);
        sum.bytes += frame.data().size();
        const double before = threadTime();
        convert(frame);
        sum.rgb += threadTime() - before;
    }
    sum.wall = wallTime() - wallBefore;
    sum.cpu = processTime() - cpuBefore;
    sum.roundTrips = counts.roundTrips - tripsBefore;
    sum.systemCalls = systemCalls(counts) - callsBefore;
    sum.dropped = must(camera.statistics(), "statistics").framesDropped - droppedBefore;
    return sum;
}

Measured measure(const test::VcamProcess& vcam, const Case& wanted, int frames)
{
    const auto counts = std::make_shared<WireCounts>();
    auto wire = must(openTcp("127.0.0.1", vcam.tcpPort(), 3000ms), "TCP");
    Camera::Options options;
    options.maxPayload = kPayload;
    options.acknowledge = false;
    options.log = [](int level, std::string_view line) {
        if (level <= 1)
            fmt::print(stderr, "# {}\n", line);
    };
    const auto camera =
        must(Camera::open(std::make_unique<CountingTransport>(std::move(wire), counts), options),
             "open");
    const StreamOptions stream{.raw = true, .rawWidth = wanted.width, .rawHeight = wanted.height};
    (void)must(camera->stream(stream), "stream");
    const std::string loop = fmt::format(
        "import time\nwhile True:\n    image.flush()\n    time.sleep_ms({})\n", wanted.pause);
    (void)must(camera->run(wanted.prepare + loop), "run");
    const Measured measured = receive(*camera, *counts, wanted, frames);
    (void)must(camera->stop(), "stop");
    return measured;
}

void print(const Case& wanted, const Measured& m, int floorRounds)
{
    const double frames = m.frames;
    const auto ms = [frames](double seconds) { return seconds * 1e3 / frames; };
    const std::size_t bytes = m.bytes / static_cast<std::uint64_t>(m.frames);
    fmt::print("{:<16} {:>8} {:>7.0f} {:>7.3f} {:>7.3f} {:>7.3f} {:>7.3f} {:>6.2f} {:>7.3f} "
               "{:>7.3f} {:>6.1f} {:>6.1f} {:>5}\n",
               wanted.name, bytes, frames / m.wall, ms(m.cpu.total()), ms(m.cpu.user),
               ms(m.cpu.system), ms(m.rgb), wanted.target, copyFloor(bytes, floorRounds) * 1e3,
               readFloor(bytes + 14 * (bytes / kPayload + 1), kPacket, floorRounds) * 1e3,
               static_cast<double>(m.roundTrips) / frames,
               static_cast<double>(m.systemCalls) / frames, m.dropped);
    std::fflush(stdout);
}

int runCases(const std::string& only, int frames)
{
    const test::VcamProcess vcam(
        {"--board", "pure-thermal", "--limits", "off", "--tcp", "--seed", "1", "--quiet"});
    if (!vcam.ok()) {
        fmt::print(stderr, "omv-vcam: {}\n", vcam.problem());
        return 1;
    }
    fmt::print("milliseconds of processor time a frame; floors: a copy, poll() and read()\n"
               "{:<16} {:>8} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6} {:>7} {:>7} {:>6} {:>6} {:>5}\n",
               "frame", "bytes", "fps", "ms", "user", "system", "to RGB", "aim", "copy", "read",
               "trips", "calls", "lost");
    for (const Case& wanted : allCases()) {
        if (wanted.name.find(only) != std::string::npos)
            print(wanted, measure(vcam, wanted, frames), frames);
    }
    return 0;
}

int usage()
{
    fmt::print(stderr,
               "usage: frame_path [--frames N] [--only TEXT]\n"
               "       frame_path --cameras N [--seconds S]\n");
    return 2;
}

}  // namespace
}  // namespace omv::bench

int main(int argc, char** argv)
{
    int frames = 300;
    int cameras = 0;
    int seconds = 10;
    std::string only;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view option = argv[i];
        if (option == "--only")
            only = argv[i + 1];
        else if (option == "--frames")
            frames = std::atoi(argv[i + 1]);
        else if (option == "--cameras")
            cameras = std::atoi(argv[i + 1]);
        else if (option == "--seconds")
            seconds = std::atoi(argv[i + 1]);
        else
            return omv::bench::usage();
    }
    if (argc % 2 == 0 || frames < 1 || cameras < 0 || seconds < 1)
        return omv::bench::usage();
    if (cameras > 0)
        return omv::bench::runCameras(cameras, seconds);
    return omv::bench::runCases(only, frames);
}
