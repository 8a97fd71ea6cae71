// SPDX-License-Identifier: MIT
// The whole of flashing over this computer's USB: application, bootloader, application again.
#include <openmv/flasher/bench.h>

#include <nlohmann/json.hpp>

#include <csignal>

#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using namespace omv::flasher;
using omv::Errc;
using omv::FirmwareVersion;

namespace {

using nlohmann::json;

/// A release for virtual boards of that kind, as a file.
std::string releaseOf(const TempDirectory& folder, const std::string& version)
{
    const std::string path = folder / ("release-" + version + ".zip");
    const auto made = omvRun({"sim", "image", "zip", path, "--board", "ae3", "--version", version});
    INFO(made.err);
    REQUIRE(made.exitCode == 0);
    return path;
}

/// Flashes by the command line; what it says in the end.
json flash(const std::string& port, const std::string& release)
{
    const auto result = omvRun({"-p", port, "--json", "flash", "firmware", release});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    return lineOf(result.out, "flashed");
}

}  // namespace

TEST_CASE("A running board is flashed over USB: by path, by serial number, by its port", "[flash]")
{
    UsbBoard& board = sharedBoard();
    board.leaveLoader();
    const ScopedEnv nobody("XDG_RUNTIME_DIR", "/nonexistent");
    const std::string tty = board.tty();
    const TempDirectory folder;
    const int plugs = board.port().plugs();
    const json first = flash("usb:" + board.path(), releaseOf(folder, "5.6.7"));
    CHECK(first.at("version") == "5.6.7");
    CHECK(first.at("bytes_written") > 0);
    // Into the bootloader and back.
    CHECK(board.port().plugs() >= plugs + 2);
    const json second = flash("serial:" + board.serial(), releaseOf(folder, "5.6.8"));
    CHECK(second.at("version") == "5.6.8");
    const json third = flash(board.tty(), releaseOf(folder, "5.6.8"));
    CHECK(third.at("bytes_written") == 0);
}

TEST_CASE("A board in its bootloader is flashed over USB and runs afterwards", "[flash]")
{
    UsbBoard& board = sharedBoard();
    const auto bus = *UsbBus::open();
    board.intoLoader(*bus);
    const TempDirectory folder;
    const json done = flash("usb:" + board.path(), releaseOf(folder, "5.7.0"));
    CHECK(done.at("version") == "5.7.0");
    CHECK(eventually([&] { return !board.tty().empty(); }));
}

TEST_CASE("A cable that is pulled while flashing and put back costs nothing but time", "[flash]")
{
    UsbBoard& board = sharedBoard();
    board.leaveLoader();
    const TempDirectory folder;
    const auto release = openRelease(releaseOf(folder, "5.8.0"), board.board());
    INFO((release ? "" : toString(release.error())));
    REQUIRE(release);
    const auto plan = makePlan(board.board(), *release, {});
    REQUIRE(plan);
    auto bench = openBench("usb:" + board.path(), board.board(), std::chrono::seconds(60));
    REQUIRE(bench);
    bool pulled = false;
    ExecutorOptions options;
    options.events = [&](const FlashEvent& event) {
        const bool writing = plan->steps[event.step].kind == PlanStep::Kind::Write;
        if (!writing || event.kind != FlashEvent::Kind::Progress || event.done < 20000 ||
            std::exchange(pulled, true))
            return;
        board.port().connect(false);
        board.port().connect(true);
    };
    const FlashReport report = execute(*plan, board.board(), *release, **bench, options);
    INFO((report.error ? toString(*report.error) : ""));
    CHECK(pulled);
    CHECK(report.ok());
    CHECK(report.version == FirmwareVersion{5, 8, 0});
}
