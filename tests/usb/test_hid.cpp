// SPDX-License-Identifier: MIT
// The RT1062's resident loader, a HID device, through the system's hidraw.
#include "firmware-flasher/src/hid_devices.h"

#include <algorithm>

#include "firmware-flasher/src/kboot_loader.h"
#include "firmware-flasher/src/usb_sysfs.h"
#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using namespace omv::flasher;
using omv::Errc;

namespace {

struct HidBoard {
    HidBoard()
        : board({.id = "rt1062", .port = 4})
    {
    }

    std::vector<HidDevice> here() const
    {
        auto all = findHid({board.loaderId()});
        all.erase(std::remove_if(all.begin(), all.end(),
                                 [this](const HidDevice& each) {
                                     return UsbSysfs().pathOfHidraw(each.node) != board.path();
                                 }),
                  all.end());
        return all;
    }

    /// It waits for a second only: a first command makes it stay.
    std::unique_ptr<LoaderSession> session()
    {
        constexpr int kAttempts = 5;
        std::string why = "never seen";
        for (int i = 0; i < kAttempts; ++i) {
            board.askForLoader([this] { return !here().empty(); });
            const auto found = here();
            if (found.empty())
                continue;
            device = found.front();
            auto pipe = openHid(device);
            if (!pipe) {
                why = toString(pipe.error());
                continue;
            }
            auto opened = KbootLoader::open(std::move(*pipe));
            if (opened)
                return std::move(*opened);
            why = toString(opened.error());
        }
        FAIL("the loader cannot be opened: " << why);
        return nullptr;
    }

    UsbBoard board;
    HidDevice device;
};

}  // namespace

TEST_CASE("The RT1062's loader is found, written, read back and left over HID", "[hid]")
{
    HidBoard hid;
    const auto session = hid.session();
    CHECK(hid.device.node.rfind("/dev/hidraw", 0) == 0);
    CHECK(hid.device.id == hid.board.loaderId());
    const Partition& partition = *hid.board.board().partition("ROMFS0");
    const FileBytes image = pattern(50001);
    const auto before = session->holds(partition, image, {});
    REQUIRE(before);
    CHECK_FALSE(*before);
    const auto written = session->write(partition, image, {});
    INFO((written ? "" : toString(written.error())));
    REQUIRE(written);
    const auto after = session->holds(partition, image, {});
    REQUIRE(after);
    CHECK(*after);
    REQUIRE(session->leave());
    CHECK(eventually([&] { return hid.here().empty() && !hid.board.tty().empty(); }));

    // The whole of it by the command line, by its place.
    const TempDirectory folder;
    const std::string release = folder / "release.zip";
    const auto made =
        omvRun({"sim", "image", "zip", release, "--board", "rt1062", "--version", "5.9.1"});
    REQUIRE(made.exitCode == 0);
    const auto flashed =
        omvRun({"-p", "usb:" + hid.board.path(), "--json", "flash", "firmware", release});
    INFO(flashed.out << flashed.err);
    CHECK(flashed.exitCode == 0);
    CHECK(lineOf(flashed.out, "flashed").value("version", "") == "5.9.1");
}

TEST_CASE("An RT1062 that goes in the middle of writing over HID is told as gone", "[hid]")
{
    HidBoard hid;
    const auto session = hid.session();
    bool done = false;
    Watch watch;
    watch.progress = [&](std::uint64_t bytes, std::uint64_t) {
        if (bytes >= 20000 && !std::exchange(done, true))
            hid.board.port().connect(false);
    };
    const auto written =
        session->write(*hid.board.board().partition("ROMFS0"), pattern(1 << 20), watch);
    REQUIRE_FALSE(written);
    CHECK(done);
    CHECK(written.error().code == Errc::Disconnected);
    CHECK(eventually([&] { return hid.here().empty(); }));
    const auto again = openHid(hid.device);
    REQUIRE_FALSE(again);
    CHECK(again.error().id == "OMV-E0715");
}
