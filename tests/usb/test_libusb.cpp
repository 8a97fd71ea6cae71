// SPDX-License-Identifier: MIT
// Our own way to a board on this computer's USB, up to the loader's session.
#include "firmware-flasher/src/dfu_loader.h"
#include "firmware-flasher/src/usb_describe.h"

#include <csignal>

#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using namespace omv::flasher;
using omv::Errc;
using omv::Result;

namespace {

std::shared_ptr<UsbBus> openBus()
{
    auto bus = UsbBus::open();
    REQUIRE(bus);
    return *bus;
}

Result<std::unique_ptr<LoaderSession>> openLoader(const std::shared_ptr<UsbBus>& bus,
                                                  const UsbDevice& device)
{
    auto opened = UsbBus::openControl(bus, device, 0);
    if (!opened)
        return omv::Unexpected{opened.error()};
    const auto target = describeDfu(*opened->pipe);
    if (!target)
        return omv::Unexpected{target.error()};
    return DfuLoader::open(std::move(opened->pipe), *target);
}

std::unique_ptr<LoaderSession> sessionOf(const std::shared_ptr<UsbBus>& bus,
                                         const UsbDevice& device)
{
    auto session = openLoader(bus, device);
    INFO((session ? "" : toString(session.error())));
    REQUIRE(session);
    return std::move(*session);
}

/// Nothing: it could not be read.
std::optional<bool> holds(LoaderSession& session, const Partition& partition,
                          const FileBytes& bytes)
{
    const auto same = session.holds(partition, bytes, {});
    return same ? std::optional(*same) : std::nullopt;
}

}  // namespace

TEST_CASE("A bootloader is found by its id, with path, serial and release", "[libusb]")
{
    UsbBoard& camera = sharedBoard();
    const auto bus = openBus();
    const UsbDevice device = camera.intoLoader(*bus);
    CHECK(device.id == camera.loaderId());
    CHECK(device.path == camera.path());
    CHECK_FALSE(device.serial.empty());
    CHECK(device.release == 0x0103);
    CHECK(device.permitted);
    CHECK(bus->find({{0x37C5, 0x9205}}).empty());

    const auto opened = UsbBus::openControl(bus, device, 0);
    REQUIRE(opened);
    REQUIRE(opened->interfaces.size() == 1);
    CHECK(opened->interfaces[0].interfaceClass == 0xFE);
    REQUIRE(opened->interfaces[0].alternates.size() == 8);
    CHECK(opened->interfaces[0].alternates[3].name == "ROMFS1");
    CHECK(opened->interfaces[0].extra.size() == 9);
    const auto target = describeDfu(*opened->pipe);
    REQUIRE(target);
    CHECK(target->blockSize == 4096);
}

TEST_CASE("A partition is written, compared, read back, and left", "[libusb]")
{
    UsbBoard& camera = sharedBoard();
    const auto bus = openBus();
    const UsbDevice device = camera.intoLoader(*bus);
    const auto session = sessionOf(bus, device);
    const Partition& partition = *camera.board().partition("ROMFS1");
    const FileBytes image = pattern(100001, 7);
    CHECK(holds(*session, partition, image) == false);
    REQUIRE(session->write(partition, image, {}));
    CHECK(holds(*session, partition, image) == true);
    // Refused, and the session goes on.
    const auto refused = session->write(*camera.board().partition("BOOT"), pattern(4096), {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::Refused);
    CHECK(holds(*session, partition, image) == true);
    REQUIRE(session->leave());
    CHECK(eventually([&] { return camera.seen(*bus).empty(); }));
    camera.waitUntilItRuns();
}

TEST_CASE("Two boards with the same serial number are told apart by their paths", "[libusb]")
{
    const std::vector<std::string> same{"--limits=off", "--serial", "0011223344556677"};
    UsbBoard first({.port = 1, .arguments = same});
    UsbBoard second({.port = 2, .arguments = same});
    const auto bus = openBus();
    const UsbDevice one = first.intoLoader(*bus);
    const UsbDevice two = second.intoLoader(*bus);
    CHECK(one.serial == two.serial);
    REQUIRE(one.path != two.path);
    CHECK(first.seen(*bus) == std::vector{one});
    CHECK(second.seen(*bus) == std::vector{two});
    const Partition& partition = *first.board().partition("TOC");
    REQUIRE(sessionOf(bus, two)->write(partition, pattern(8192), {}));
    CHECK(holds(*sessionOf(bus, one), partition, pattern(8192)) == false);
    CHECK(holds(*sessionOf(bus, two), partition, pattern(8192)) == true);
}

TEST_CASE("A board that goes in the middle of writing is told as gone", "[libusb]")
{
    UsbBoard camera({.port = 3});
    const auto bus = openBus();
    const UsbDevice device = camera.intoLoader(*bus);
    const auto session = sessionOf(bus, device);
    const bool killed = GENERATE(true, false);
    Watch watch;
    bool done = false;
    watch.progress = [&](std::uint64_t bytes, std::uint64_t) {
        if (bytes < 40000 || std::exchange(done, true))
            return;
        if (killed)
            ::kill(camera.process().pid(), SIGKILL);
        else
            camera.port().connect(false);
    };
    const auto written = session->write(*camera.board().partition("HP"), pattern(1 << 20), watch);
    REQUIRE_FALSE(written);
    CHECK(done);
    CHECK(written.error().code == Errc::Disconnected);
    CHECK(eventually([&] { return camera.seen(*bus).empty(); }));
    const auto again = UsbBus::openControl(bus, device, 0);
    REQUIRE_FALSE(again);
    CHECK(again.error().id == "OMV-E0715");
}

TEST_CASE("A bootloader in other hands is busy", "[libusb]")
{
    UsbBoard& camera = sharedBoard();
    const auto bus = openBus();
    const UsbDevice device = camera.intoLoader(*bus);
    auto session = sessionOf(bus, device);
    const auto other = UsbBus::openControl(openBus(), device, 0);
    REQUIRE_FALSE(other);
    CHECK(other.error().id == "OMV-E0717");
    CHECK(other.error().code == Errc::Busy);
    session.reset();
    CHECK(UsbBus::openControl(bus, device, 0));
}
