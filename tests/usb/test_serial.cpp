// SPDX-License-Identifier: MIT
// The running camera as a serial port of this computer: /dev/ttyACM0.
#include <openmv/camera.h>
#include <openmv/discovery.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include <nlohmann/json.hpp>

#include "firmware-flasher/src/usb_sysfs.h"
#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using namespace omv;
using namespace std::chrono_literals;

namespace {

const char* const kFrames = "import csi\n"
                            "c = csi.CSI()\n"
                            "c.reset()\n"
                            "c.pixformat(csi.RGB565)\n"
                            "c.framesize(csi.QVGA)\n"
                            "print('begun')\n"
                            "while True:\n"
                            "    c.snapshot()\n";

/// Cameras without the virtual ones that announce themselves: as if these were real.
std::vector<CameraInfo> serialCameras()
{
    auto all = listCameras();
    REQUIRE(all);
    all->erase(std::remove_if(
                   all->begin(), all->end(),
                   [](const CameraInfo& each) { return each.kind != CameraInfo::Kind::Serial; }),
               all->end());
    return *all;
}

/// The running board as a serial port.
CameraInfo attached(UsbBoard& board)
{
    board.leaveLoader();
    CameraInfo found;
    const auto there = [&] {
        for (const std::string& tty : flasher::UsbSysfs().ttys(board.path())) {
            for (const CameraInfo& each : serialCameras()) {
                if (each.port == tty)
                    found = each;
            }
        }
        return !found.port.empty();
    };
    REQUIRE(eventually(there));
    return found;
}

std::unique_ptr<Camera> opened(const std::string& port)
{
    auto camera = Camera::open(port, {.connectTimeout = 60s});
    INFO((camera ? "" : toString(camera.error())));
    REQUIRE(camera);
    return std::move(*camera);
}

}  // namespace

TEST_CASE("The running camera is a serial port, found by its USB id", "[serial]")
{
    UsbBoard& board = sharedBoard();
    const CameraInfo camera = attached(board);
    CHECK(camera.port.rfind("/dev/ttyACM", 0) == 0);
    CHECK(camera.boardId == "ae3");
    CHECK(camera.usbId == UsbId{0x37C5, 0x16E3});
    CHECK_FALSE(camera.serial.empty());
    // As the command line tells it, where no announcement helps.
    const ScopedEnv nobody("XDG_RUNTIME_DIR", "/nonexistent");
    const auto listed = omvRun({"--json", "list"});
    INFO(listed.out << listed.err);
    REQUIRE(listed.exitCode == 0);
    const auto line = lineOf(listed.out, "camera");
    CHECK(line.value("port", "") == camera.port);
    CHECK(line.value("serial", "") == camera.serial);
    // The name that udev gives it, by its serial number.
    const auto links = std::filesystem::directory_iterator("/dev/serial/by-id");
    CHECK(std::any_of(begin(links), end(links), [&](const auto& each) {
        return std::filesystem::canonical(each.path()) == camera.port &&
            each.path().string().find(camera.serial) != std::string::npos;
    }));
}

TEST_CASE("A script runs over the serial port, and frames come", "[serial]")
{
    const CameraInfo found = attached(sharedBoard());
    const TempDirectory folder;
    writeText(folder / "script.py", kFrames);
    const auto ran = omvRun({"-p", found.port, "run", folder / "script.py", "--frames", "5",
                             "--save-frames", folder / "frames"});
    INFO(ran.out << ran.err);
    CHECK(ran.exitCode == 0);
    CHECK(ran.out.find("begun") != std::string::npos);
    const auto files = std::filesystem::directory_iterator(folder / "frames");
    CHECK(std::distance(begin(files), end(files)) == 5);

    const auto camera = opened(found.port);
    REQUIRE(camera->run(kFrames, {.timeout = 60s}));
    REQUIRE(camera->stream({.raw = true, .rawWidth = 320, .rawHeight = 240}, {.timeout = 60s}));
    for (int i = 0; i < 5; ++i) {
        const auto frame = camera->nextFrame({.timeout = 60s});
        REQUIRE(frame);
        CHECK(frame->width == 320);
    }
    CHECK(camera->stop({.timeout = 60s}));
}

TEST_CASE("A cable that is pulled ends the session at once, and the camera is found again",
          "[serial]")
{
    UsbBoard& board = sharedBoard();
    const CameraInfo found = attached(board);
    std::mutex mutex;
    std::condition_variable changed;
    int appeared = 0;
    int vanished = 0;
    const auto count = [&](int& counter) {
        return [&](const CameraInfo& each) {
            const std::lock_guard guard(mutex);
            counter += each.serial == found.serial && each.kind == CameraInfo::Kind::Serial ? 1 : 0;
            changed.notify_all();
        };
    };
    const CameraWatch watch({.appeared = count(appeared), .vanished = count(vanished)});
    const auto comes = [&](int& counter, int wanted) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 60s, [&] { return counter >= wanted; });
    };
    REQUIRE(comes(appeared, 1));

    auto camera = opened(found.port);
    REQUIRE(camera->run(kFrames, {.timeout = 60s}));
    REQUIRE(camera->stream({.raw = true, .rawWidth = 320, .rawHeight = 240}, {.timeout = 60s}));
    REQUIRE(camera->nextFrame({.timeout = 60s}));
    board.port().connect(false);
    // Frames that are there already are still to be had.
    auto frame = camera->nextFrame({.timeout = 60s});
    while (frame)
        frame = camera->nextFrame({.timeout = 60s});
    CHECK(frame.error().code == Errc::Disconnected);
    CHECK_FALSE(camera->connected());
    CHECK(comes(vanished, 1));

    // Back while the old descriptor is still open: the kernel gives it another name then.
    board.port().connect(true);
    CHECK(comes(appeared, 2));
    const CameraInfo again = attached(board);
    CHECK(again.serial == found.serial);
    const auto other = opened(again.port);
    CHECK(other->isRunning({.timeout = 60s}));
    CHECK(other->stop({.timeout = 60s}));
}
