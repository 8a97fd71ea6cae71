// SPDX-License-Identifier: MIT
#include "tests/bench/many_cameras.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include <openmv/camera.h>
#include <openmv/frame.h>

#include "firmware/camera/frame_counter.h"
#include "tests/bench/cpu_time.h"
#include "tests/support/vcam_process.h"

namespace omv::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kFps = 30;
constexpr std::uint32_t kWidth = 320;
constexpr std::uint32_t kHeight = 240;
constexpr const char* kScript = "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\n"
                                "c.framesize(csi.QVGA)\nwhile True:\n    c.snapshot()\n";

struct Seen {
    int frames = 0;
    std::uint32_t skipped = 0;  ///< numbers of sensor frames that did not come
    int unreadable = 0;  ///< frames without a number
};

/// One camera, taken and converted by a thread of its own.
struct Station {
    std::unique_ptr<test::VcamProcess> process;
    std::unique_ptr<Camera> camera;
    LinkStatistics before;  ///< of the time that counts
    Seen seen;
    std::string problem;
};

std::string start(Station& station, int index)
{
    station.process = std::make_unique<test::VcamProcess>(
        std::vector<std::string>{"--board", "pure-thermal", "--tcp", "--fps", std::to_string(kFps),
                                 "--seed", std::to_string(index + 1), "--quiet"});
    if (!station.process->ok())
        return station.process->problem();
    auto camera = Camera::open(fmt::format("tcp://127.0.0.1:{}", station.process->tcpPort()));
    if (!camera)
        return toString(camera.error());
    station.camera = std::move(*camera);
    auto status = station.camera->stream({.raw = true, .rawWidth = kWidth, .rawHeight = kHeight});
    if (status)
        status = station.camera->run(kScript);
    return status ? std::string() : toString(status.error());
}

/// Takes frames until `end` (wallTime()).
void take(Station& station, double end)
{
    std::optional<std::uint32_t> last;
    while (wallTime() < end) {
        const auto frame = station.camera->nextFrame({.timeout = 2s});
        const auto image = frame ? toRgb(*frame) : Result<RgbImage>(Unexpected{frame.error()});
        if (!image) {
            station.problem = toString(image.error());
            return;
        }
        const auto number = firmware::readFrameCounter(image->pixels, image->width, image->height);
        ++station.seen.frames;
        station.seen.unreadable += number ? 0 : 1;
        if (number && last)
            station.seen.skipped += *number - *last - 1;
        last = number;
    }
}

void takeAll(std::vector<Station>& stations, double end)
{
    std::vector<std::jthread> threads;
    for (Station& station : stations)
        threads.emplace_back([&station, end] { take(station, end); });
}

LinkStatistics linkOf(const Station& station)
{
    const auto link = station.camera->statistics();
    return link ? *link : LinkStatistics{};
}

/// What went wrong on the links since Station::before, in one line.
void reportLinks(const std::vector<Station>& stations)
{
    LinkStatistics sum;
    for (const Station& station : stations) {
        const LinkStatistics now = linkOf(station);
        sum.timeouts += now.timeouts - station.before.timeouts;
        sum.resyncs += now.resyncs - station.before.resyncs;
        sum.framesDropped += now.framesDropped - station.before.framesDropped;
        sum.framesFailed += now.framesFailed - station.before.framesFailed;
    }
    fmt::print("links: {} timeouts, {} resyncs, {} frames not taken in time, {} not read whole\n",
               sum.timeouts, sum.resyncs, sum.framesDropped, sum.framesFailed);
}

int report(const std::vector<Station>& stations, double wall, const CpuTime& cpu)
{
    Seen sum;
    int bad = 0;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const Station& station = stations[i];
        sum.frames += station.seen.frames;
        sum.skipped += station.seen.skipped;
        sum.unreadable += station.seen.unreadable;
        if (!station.problem.empty()) {
            fmt::print("camera {}: {}\n", i + 1, station.problem);
            ++bad;
        }
    }
    const double rate = sum.frames / wall / static_cast<double>(stations.size());
    fmt::print(
        "{} cameras, {:.1f} s: {} frames, {:.1f} fps each, {} of the sensors' frames did "
        "not come, {} without a number\n"
        "host: {:.1f} % of one processor ({:.1f} % user, {:.1f} % system), {:.3f} ms a frame\n",
        stations.size(), wall, sum.frames, rate, sum.skipped, sum.unreadable,
        100 * cpu.total() / wall, 100 * cpu.user / wall, 100 * cpu.system / wall,
        1e3 * cpu.total() / std::max(sum.frames, 1));
    reportLinks(stations);
    return bad == 0 && sum.frames > 0 ? 0 : 1;
}

}  // namespace

int runCameras(int count, int seconds)
{
    std::vector<Station> stations(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const std::string problem = start(stations[static_cast<std::size_t>(i)], i);
        if (!problem.empty()) {
            fmt::print(stderr, "camera {}: {}\n", i + 1, problem);
            return 1;
        }
    }
    takeAll(stations, wallTime() + 1);  // warms up
    for (Station& station : stations) {
        station.seen = {};
        station.before = linkOf(station);
    }
    const CpuTime cpuBefore = processTime();
    const double begin = wallTime();
    takeAll(stations, begin + seconds);
    const CpuTime cpu = processTime() - cpuBefore;
    return report(stations, wallTime() - begin, cpu);
}

}  // namespace omv::bench
