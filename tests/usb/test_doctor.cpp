// SPDX-License-Identifier: MIT
// omv doctor on a computer with USB and udev, before and after the rules are installed.
#include <filesystem>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using namespace omv::flasher;
using nlohmann::json;

namespace {

const std::string kInstalled = "/etc/udev/rules.d/60-openmv.rules";
const std::string kOurs = std::string(OMV_SOURCE_DIR) + "/installers/udev/60-openmv.rules";

struct Visit {
    int exitCode = -1;
    json last;  ///< of each check and subject the last line: {"udev.rules": {...}}
    int fixes = 0;
};

Visit doctor(const std::string& option = "--json")
{
    const auto result = runProgram({std::string(OMV_BIN_DIR) + "/omv", "--json", "doctor", option},
                                   std::chrono::minutes(3));
    INFO(result.err);
    Visit visit{result.exitCode, json::object(), 0};
    std::istringstream lines(result.out);
    for (std::string line; std::getline(lines, line);) {
        const json each = json::parse(line);
        if (each["type"] == "check")
            visit.last[each["id"].get<std::string>() + each["subject"].get<std::string>()] = each;
        visit.fixes += each["type"] == "fixed" ? 1 : 0;
    }
    return visit;
}

/// Puts the computer back as it was.
struct RemoveRules {
    ~RemoveRules()
    {
        std::filesystem::remove(kInstalled);
        runProgram({"udevadm", "control", "--reload"});
    }
};

bool modemManagerKeepsOff(const std::string& path)
{
    const auto info = runProgram(
        {"udevadm", "info", "--query=property", "--path", "/sys/bus/usb/devices/" + path});
    return info.out.find("ID_MM_DEVICE_IGNORE=1\n") != std::string::npos;
}

}  // namespace

TEST_CASE("doctor finds that the rules are missing, and --fix installs them", "[doctor]")
{
    const auto bus = *UsbBus::open();
    UsbBoard camera({.port = 1});  // udev has not seen it with any rules
    const UsbDevice device = camera.intoLoader(*bus);
    const RemoveRules atTheEnd;
    REQUIRE_FALSE(std::filesystem::exists(kInstalled));
    REQUIRE_FALSE(modemManagerKeepsOff(device.path));

    const Visit before = doctor();
    INFO(before.last.dump(1));
    CHECK(before.exitCode == 1);
    CHECK(before.last["udev.rules"]["state"] == "problem");
    CHECK(before.last["usb.access"]["state"] == "ok");
    CHECK(before.last["usb.hid"]["state"] == "ok");
    CHECK(before.last["boardusb:" + device.path]["what"] == "OpenMV AE3 is in its bootloader");
    CHECK(before.last["board.busyusb:" + device.path]["state"] == "ok");
    CHECK(before.last["board.linkusb:" + device.path]["what"] ==
          "480 Mbit/s, plugged into the computer itself");
    CHECK_FALSE(std::filesystem::exists(kInstalled));

    const Visit fixing = doctor("--fix");
    INFO(fixing.last.dump(1));
    CHECK(fixing.exitCode == 0);
    CHECK(fixing.fixes == 1);
    CHECK(fixing.last["udev.rules"]["state"] == "ok");
    CHECK(readText(kInstalled) == readText(kOurs));
    CHECK(modemManagerKeepsOff(device.path));

    CHECK(doctor().exitCode == 0);
    const Visit again = doctor("--fix");
    CHECK(again.exitCode == 0);
    CHECK(again.fixes == 0);
}

TEST_CASE("doctor names the process that has a bootloader open", "[doctor]")
{
    const auto bus = *UsbBus::open();
    const UsbDevice device = sharedBoard().intoLoader(*bus);
    const auto opened = UsbBus::openControl(bus, device, 0);
    REQUIRE(opened);
    const json busy = doctor().last["board.busyusb:" + device.path];
    CHECK(busy["state"] == "warning");
    CHECK(busy["what"].get<std::string>().find("usb_tests (process ") != std::string::npos);
}
