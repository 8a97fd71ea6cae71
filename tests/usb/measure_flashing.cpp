// SPDX-License-Identifier: MIT
// How long writing 1 MiB takes, and writing and verifying it, with this project's loader session
// and with dfu-util, on one virtual board, in turns. Runs in the virtual machine:
//   cmake --build --preset release --target measure_flashing
//   tests/usb/run-in-vm --kernel build/release/vm-kernel build/release/tests/measure_flashing
// Of dfu-util a process is measured from start to end, of ours also what it does from looking for
// the board on: its start, with Qt and the boards' files, is what the command line has anyway.
// dfu-util waits a second when all is written, whatever the device says; that second is shown
// taken off, too.
#include "firmware-flasher/src/dfu_loader.h"
#include "firmware-flasher/src/usb_describe.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using namespace omv::flasher;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRounds = 5;
constexpr std::size_t kSize = 1 << 20;
constexpr double kPauseOfDfuUtil = 1.0;
constexpr const char* kInside = "inside: ";

struct Measured {
    std::vector<double> seconds;

    std::string run(const std::vector<std::string>& command)
    {
        const auto start = Clock::now();
        const auto result = runProgram(command, std::chrono::seconds(300));
        seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
        fmt::print("{} {}: {:.3f} s\n", command[0].substr(command[0].rfind('/') + 1),
                   command[command.size() > 2 ? command.size() - 2 : 1], seconds.back());
        std::fflush(stdout);
        INFO(result.out << result.err);
        REQUIRE(result.exitCode == 0);
        return result.out;
    }
    /// As run(), and what the process says it took itself.
    void run(const std::vector<std::string>& command, Measured& inside)
    {
        const std::string out = run(command);
        const std::size_t at = out.find(kInside);
        REQUIRE(at != std::string::npos);
        inside.seconds.push_back(std::stod(out.substr(at + std::strlen(kInside))));
    }
    double median() const
    {
        std::vector<double> sorted = seconds;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }
    void print(const std::string& what, double pause = 0) const
    {
        const auto [least, most] = std::minmax_element(seconds.begin(), seconds.end());
        fmt::print("{:<34} median {:6.3f} s, {:.3f} - {:.3f}\n", what, median() - pause,
                   *least - pause, *most - pause);
    }
};

void compare(const std::string& mode, std::vector<std::string> arguments)
{
    UsbBoard camera({.arguments = std::move(arguments)});
    const auto bus = *UsbBus::open();
    const UsbDevice device = camera.intoLoader(*bus);
    const TempDirectory folder;
    const std::string image = folder / "image.bin";
    const std::string back = folder / "back.bin";
    const std::string self = std::filesystem::read_symlink("/proc/self/exe");
    const std::vector<std::string> dfuUtil{"dfu-util", "-p", device.path, "-a", "3"};
    const auto with = [](std::vector<std::string> command, std::vector<std::string> more) {
        command.insert(command.end(), more.begin(), more.end());
        return command;
    };
    Measured theirWrite;
    Measured theirRead;
    Measured ourWrite;
    Measured ourWriteAndVerify;
    Measured insideWrite;
    Measured insideWriteAndVerify;
    for (std::uint32_t round = 0; round < kRounds; ++round) {
        const FileBytes bytes = pattern(kSize, round);
        writeText(image, std::string(bytes.begin(), bytes.end()));
        theirWrite.run(with(dfuUtil, {"-D", image}));
        std::filesystem::remove(back);
        theirRead.run(with(dfuUtil, {"-U", back}));
        ::setenv("OMV_MEASURE", (device.path + ' ' + image).c_str(), 1);
        ourWrite.run({self, "[write]"}, insideWrite);
        ourWriteAndVerify.run({self, "[verify]"}, insideWriteAndVerify);
        ::unsetenv("OMV_MEASURE");
    }
    fmt::print("{}, {} rounds\n", mode, kRounds);
    theirWrite.print("dfu-util -D");
    theirWrite.print("dfu-util -D, without its second", kPauseOfDfuUtil);
    theirRead.print("dfu-util -U");
    ourWrite.print("our write");
    insideWrite.print("our write, without the start");
    ourWriteAndVerify.print("our write and verify");
    insideWriteAndVerify.print("the same without the start");
    const double theirs = theirWrite.median();
    const auto ratios = [&](const char* what, const Measured& whole, const Measured& inside) {
        fmt::print("{} / dfu-util -D: {:.2f}; without start and second {:.2f}\n", what,
                   whole.median() / theirs, inside.median() / (theirs - kPauseOfDfuUtil));
    };
    ratios("write", ourWrite, insideWrite);
    ratios("write and verify", ourWriteAndVerify, insideWriteAndVerify);
}

/// One run of ours, in a process of its own.
void runOurs(bool verify)
{
    const std::string what = std::getenv("OMV_MEASURE");
    const std::size_t space = what.find(' ');
    const FlashBoard board = flashBoardOf("ae3");
    FileBytes bytes(kSize);
    std::ifstream(what.substr(space + 1), std::ios::binary)
        .read(reinterpret_cast<char*>(bytes.data()), std::streamsize{kSize});
    const auto start = Clock::now();
    const auto bus = *UsbBus::open();
    auto devices = bus->find(board.loaders.front().usbIds);
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const UsbDevice& each) {
        return each.path == what.substr(0, space);
    });
    REQUIRE(found != devices.end());
    auto opened = UsbBus::openControl(bus, *found, 0);
    REQUIRE(opened);
    const auto target = describeDfu(*opened->pipe);
    REQUIRE(target);
    const auto session = DfuLoader::open(std::move(opened->pipe), *target);
    REQUIRE(session);
    const Partition& partition = *board.partition("ROMFS1");
    REQUIRE((*session)->write(partition, bytes, {}));
    if (verify) {
        const auto same = (*session)->holds(partition, bytes, {});
        REQUIRE(same);
        REQUIRE(*same);
    }
    fmt::print("{}{:.4f}\n", kInside, std::chrono::duration<double>(Clock::now() - start).count());
}

}  // namespace

TEST_CASE("Flash without delays: what is left is the host and the bus")
{
    compare("flash without delays", {"--limits=off"});
}

TEST_CASE("Flash as slow as the board's")
{
    compare("flash as the board's", {});
}

TEST_CASE("One write", "[.][write]")
{
    runOurs(false);
}

TEST_CASE("One write, verified", "[.][verify]")
{
    runOurs(true);
}
