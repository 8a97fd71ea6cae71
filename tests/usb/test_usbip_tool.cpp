// SPDX-License-Identifier: MIT
// A USB/IP client that is not ours: Linux's own usbip attaches a virtual camera.
#include <openmv/camera.h>
#include <openmv/discovery.h>

#include <algorithm>

#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using namespace omv;
using namespace std::chrono_literals;

namespace {

const char* const kSerial = "00112233445566778899AABB";

ProgramResult usbip(const VcamProcess& process, std::vector<std::string> arguments)
{
    const std::string address = process.usbIp();
    arguments.insert(arguments.begin(),
                     {"/usr/sbin/usbip", "--tcp-port", address.substr(address.rfind(':') + 1)});
    return runProgram(arguments, 60s);
}

/// The serial port of the camera under test; empty: there is none.
std::string tty()
{
    const auto all = listCameras();
    REQUIRE(all);
    const auto found = std::find_if(all->begin(), all->end(), [](const CameraInfo& each) {
        return each.kind == CameraInfo::Kind::Serial && each.serial == kSerial;
    });
    return found == all->end() ? std::string() : found->port;
}

/// As "usbip port" numbers them: "Port 01: <Port in Use> ...", its server two lines below.
std::string portNumber(const std::string& list, const std::string& server)
{
    const std::size_t ours = list.find(server);
    const std::size_t port = list.rfind("\nPort ", ours);
    return ours == std::string::npos || port == std::string::npos ? std::string()
                                                                  : list.substr(port + 6, 2);
}

}  // namespace

TEST_CASE("The system's own usbip lists, attaches and detaches a camera", "[usbip]")
{
    const VcamProcess process({"--board", "ae3", "--usbip", "--serial", kSerial});
    INFO(process.problem());
    REQUIRE(process.ok());
    const auto lists = [&] {
        return usbip(process, {"list", "-r", "127.0.0.1"}).out.find("(37c5:16e3)") !=
            std::string::npos;
    };
    REQUIRE(eventually(lists));
    const auto attached = usbip(process, {"attach", "-r", "127.0.0.1", "-b", "1-1"});
    INFO(attached.out << attached.err);
    REQUIRE(attached.exitCode == 0);
    REQUIRE(eventually([] { return !tty().empty(); }));
    auto camera = Camera::open(tty(), {.connectTimeout = 60s});
    INFO((camera ? "" : toString(camera.error())));
    REQUIRE(camera);
    CHECK((*camera)->info().firmware == FirmwareVersion{5, 0, 0});

    const auto ports = usbip(process, {"port"});
    INFO(ports.out << ports.err);
    const auto detached = usbip(
        process, {"detach", "-p", portNumber(ports.out, process.usbIp().substr(sizeof "usbip"))});
    CHECK(detached.exitCode == 0);
    CHECK(eventually([] { return tty().empty(); }));
    CHECK(eventually([&] { return !(*camera)->connected(); }));
}
