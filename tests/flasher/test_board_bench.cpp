// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/board_bench.h"

#include <algorithm>

#include "libopenmv/src/error_catalog.h"
#include "tests/flasher/images.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::test;
using omv::CameraInfo;
using omv::Result;
using omv::UsbId;
using State = Bench::State;

namespace {

/// What is plugged in; shared with the test that changes it.
struct Plugged {
    std::vector<UsbDevice> devices{};
    std::vector<CameraInfo> cameras{};
    std::vector<std::string> opened{};
};

class FakeSource final : public DeviceSource {
public:
    explicit FakeSource(std::shared_ptr<Plugged> plugged)
        : m_plugged(std::move(plugged))
    {
    }
    std::vector<UsbDevice> find(const std::vector<UsbId>& ids) override
    {
        std::vector<UsbDevice> found;
        for (const UsbDevice& each : m_plugged->devices) {
            if (std::find(ids.begin(), ids.end(), each.id) != ids.end())
                found.push_back(each);
        }
        return found;
    }
    std::vector<CameraInfo> cameras(const std::string& path) override
    {
        std::vector<CameraInfo> found;
        for (const CameraInfo& each : m_plugged->cameras) {
            if (path.empty() || pathOf(each) == path)
                found.push_back(each);
        }
        return found;
    }
    std::string pathOf(const CameraInfo& camera) override { return camera.drive; }

    Result<std::unique_ptr<Pipe>> openControl(const UsbDevice& device) override
    {
        return refuse(device);
    }
    Result<std::unique_ptr<Pipe>> openHid(const UsbDevice& device) override
    {
        return refuse(device);
    }
    Result<std::string> serialPort(const UsbDevice& device) override
    {
        m_plugged->opened.push_back(device.path);
        return std::string("/dev/no-such-port");
    }

private:
    Result<std::unique_ptr<Pipe>> refuse(const UsbDevice& device)
    {
        m_plugged->opened.push_back(device.path);
        return omv::fail("OMV-E0716", "Not permitted");
    }
    std::shared_ptr<Plugged> m_plugged;
};

CameraInfo cameraAt(const std::string& path, const std::string& board)
{
    CameraInfo camera;
    camera.port = "/dev/at-" + path;
    camera.boardId = board;
    camera.drive = path;  // the fake's place
    return camera;
}

struct Fixture {
    explicit Fixture(const std::string& id)
        : board(flashBoardOf(id))
    {
    }
    Result<std::unique_ptr<Bench>> make(const std::string& path = {})
    {
        return makeBoardBench(std::make_unique<FakeSource>(plugged), board, path);
    }

    FlashBoard board;
    std::shared_ptr<Plugged> plugged = std::make_shared<Plugged>();
};

constexpr UsbId kAe3Bootloader{0x37C5, 0x96E3};
constexpr UsbId kOld{0x1209, 0xABD1};

}  // namespace

TEST_CASE("The first board that shows up is the one; others are left alone from then on")
{
    Fixture f("ae3");
    auto bench = f.make();
    REQUIRE(bench);
    CHECK((*bench)->look().state == State::Absent);
    f.plugged->devices = {{kAe3Bootloader, "1-2", "SN", 0, true}};
    const auto sight = (*bench)->look();
    CHECK(sight.state == State::InLoader);
    CHECK(sight.loader == "dfu");
    CHECK(sight.serial == "SN");
    f.plugged->devices = {{kAe3Bootloader, "1-9", "", 0, true}};
    f.plugged->cameras = {cameraAt("1-9", "ae3")};
    CHECK((*bench)->look().state == State::Absent);
    f.plugged->cameras.push_back(cameraAt("1-2", "ae3"));
    CHECK((*bench)->look().state == State::Running);
}

TEST_CASE("Two boards that could be meant are refused at once")
{
    Fixture f("ae3");
    f.plugged->devices = {{kAe3Bootloader, "1-1", "", 0, true}};
    f.plugged->cameras = {cameraAt("1-2", "ae3"), cameraAt("1-3", "h7")};
    const auto bench = f.make();
    REQUIRE(!bench);
    CHECK(bench.error().id == "OMV-E0740");
    CHECK(bench.error().why.find("usb:1-1") != std::string::npos);
    CHECK(f.make("1-1"));
}

TEST_CASE("A place counts whatever runs there")
{
    Fixture f("ae3");
    f.plugged->cameras = {cameraAt("1-2", "openmv-legacy")};
    const auto anywhere = f.make();
    REQUIRE(anywhere);
    CHECK((*anywhere)->look().state == State::Absent);
    const auto there = f.make("1-2");
    REQUIRE(there);
    CHECK((*there)->look().state == State::Running);
}

TEST_CASE("An old bootloader is told from old firmware by its serial number")
{
    Fixture f("h7");
    auto bench = f.make();
    REQUIRE(bench);
    f.plugged->devices = {{kOld, "1-1", "ABCDEF", 0, true}};
    CHECK((*bench)->look().state == State::Absent);
    f.plugged->devices = {{kOld, "1-1", "000000000011", 0, true}};
    CHECK((*bench)->look().loader == "legacy");
}

TEST_CASE("A sketch of Arduino is touched, at its own place")
{
    Fixture f("portenta-h7");
    const UsbId sketch = f.board.loaders.front().touchUsbIds.front();
    f.plugged->devices = {{sketch, "1-4", "", 0, true}};
    auto bench = f.make();
    REQUIRE(bench);
    CHECK((*bench)->look().state == State::Running);
    const omv::Status asked = (*bench)->askForLoader();
    REQUIRE(!asked);  // the port is the fake's
    CHECK(asked.error().id == "OMV-E0715");
    CHECK(f.plugged->opened == std::vector<std::string>{"1-4"});
    f.plugged->devices = {{f.board.loaders.front().usbIds.front(), "1-4", "", 0, true}};
    CHECK((*bench)->look().state == State::InLoader);
}

TEST_CASE("Why a loader cannot be opened comes through")
{
    Fixture f("ae3");
    f.plugged->devices = {{kAe3Bootloader, "1-2", "", 0, false}};
    auto bench = f.make();
    REQUIRE(bench);
    const auto session = (*bench)->openLoader(*f.board.loader("dfu"));
    REQUIRE(!session);
    CHECK(session.error().id == "OMV-E0716");
    f.plugged->devices.clear();
    CHECK((*bench)->openLoader(*f.board.loader("dfu")).error().id == "OMV-E0715");
    CHECK((*bench)->askForLoader().error().id == "OMV-E0715");
}
