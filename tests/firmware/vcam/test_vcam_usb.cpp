// SPDX-License-Identifier: MIT
// What omv-vcam shows over USB/IP, byte by byte.
#include "tests/firmware/vcam/vcam_fixture.h"
#include "tests/support/usbip_host.h"

#include <algorithm>
#include <set>

using namespace omv::test;
using namespace std::chrono_literals;
using omv::protocol::Opcode;
using omv::protocol::usbip::Command;
using omv::protocol::usbip::kUnlinked;

namespace {

constexpr std::uint16_t kOpenMv = 0x37C5;

struct Usb {
    explicit Usb(const std::string& board = "ae3", std::vector<std::string> more = {})
        : vcam([&] {
            more.insert(more.end(), {"--board", board, "--usbip", "--limits=off"});
            return more;
        }())
    {
        INFO(vcam.problem());
        REQUIRE(vcam.ok());
    }

    /// Waits for that device and takes it.
    std::unique_ptr<UsbIpHost> take(std::uint16_t product, std::uint16_t vendor = kOpenMv) const
    {
        REQUIRE(UsbIpHost::waitFor(vcam.usbIp(), vendor, product));
        auto host = std::make_unique<UsbIpHost>(vcam.usbIp());
        REQUIRE(host->import());
        REQUIRE(host->configure());
        return host;
    }

    VcamProcess vcam;
};

bool connects(RawCamera& camera)
{
    return camera.isOpen() && camera.connect() && camera.settle();
}

bool contains(const std::vector<std::uint8_t>& all, const std::vector<std::uint8_t>& part)
{
    return std::search(all.begin(), all.end(), part.begin(), part.end()) != all.end();
}

}  // namespace

TEST_CASE("The running application is a serial port with the board's ids and serial number")
{
    const struct {
        const char* board;
        std::uint16_t product;
        std::vector<std::uint8_t> bulkIn;
    } boards[] = {{"ae3", 0x16E3, {7, 5, 0x82, 2, 0x00, 0x02, 0}},
                  {"pure-thermal", 0x1205, {7, 5, 0x82, 2, 64, 0, 0}}};
    for (const auto& each : boards) {
        INFO(each.board);
        const Usb usb(each.board, {"--serial", "MINE42"});
        const auto host = usb.take(each.product);
        CHECK(host->device().deviceClass == 0xEF);
        const auto device = host->descriptor(1);
        REQUIRE(device.size() == 18);
        CHECK((device[8] | device[9] << 8) == kOpenMv);
        CHECK((device[10] | device[11] << 8) == each.product);
        CHECK(host->stringDescriptor(device[16]) == "MINE42");
        const auto configuration = host->descriptor(2);
        REQUIRE(configuration.size() > 9);
        CHECK((configuration[2] | configuration[3] << 8) == static_cast<int>(configuration.size()));
        CHECK(contains(configuration, {8, 11, 0, 2, 2, 2, 1, 0}));
        CHECK(contains(configuration, each.bulkIn));
        // Nothing behind the last string, and no third interface.
        CHECK(host->stringDescriptor(4).empty());
        CHECK(configuration[4] == 2);
    }
}

TEST_CASE("The line's settings are kept; requests that are none are stalled")
{
    const Usb usb;
    const auto host = usb.take(0x16E3);
    const std::vector<std::uint8_t> coding{0x00, 0x10, 0x0E, 0x00, 0, 0, 8};
    REQUIRE(host->control({0x21, 0x20, 0, 0, 7}, coding));
    const auto read = host->control({0xA1, 0x21, 0, 0, 7});
    REQUIRE(read);
    CHECK(read->data == coding);
    const auto strange = host->control({0xA1, 0x55, 0, 0, 7});
    REQUIRE(strange);
    CHECK(strange->header.status == omv::protocol::usbip::kStalled);
}

TEST_CASE("Reads that wait are taken back one by one, and then never answered")
{
    const Usb usb;
    const auto host = usb.take(0x16E3);
    REQUIRE(host->control({0x21, 0x22, 3, 0, 0}));
    std::set<std::uint32_t> unlinks;
    std::vector<std::uint32_t> reads;
    for (int i = 0; i < 16; ++i)
        reads.push_back(host->submitIn(2, 1024));
    // Backwards, as no queue would.
    for (auto read = reads.rbegin(); read != reads.rend(); ++read)
        unlinks.insert(host->unlink(*read));
    for (int i = 0; i < 16; ++i) {
        const auto reply = host->next();
        REQUIRE(reply);
        CHECK(reply->header.command == Command::UnlinkReply);
        CHECK(reply->header.status == kUnlinked);
        CHECK(unlinks.erase(reply->header.sequence) == 1);
    }
    // What is over, or never was, is not pending.
    for (const std::uint32_t over : {reads.front(), 4711U}) {
        const auto late = host->unlink(over);
        const auto reply = host->next();
        REQUIRE(reply);
        CHECK(reply->header.sequence == late);
        CHECK(reply->header.status == 0);
    }
}

TEST_CASE("A debug session runs through it, as through the other wires")
{
    const Usb usb;
    const CdcTty tty(usb.take(0x16E3));
    RawCamera camera(tty.path());
    REQUIRE(connects(camera));
    CHECK(camera.run("print('through usb', sum(range(1000)))") == "through usb 499500\n");
    const std::string much = camera.run("for i in range(500): print('line', i)");
    CHECK(much.find("line 499\n") != std::string::npos);
}

TEST_CASE("Closing the port is noticed by the camera, and the next host is served")
{
    const Usb usb;
    {
        const CdcTty tty(usb.take(0x16E3));
        RawCamera camera(tty.path());
        REQUIRE(connects(camera));
        CHECK(usb.vcam.controlUntil(R"({"cmd":"stats"})", R"("connected":true)"));
    }
    CHECK(usb.vcam.controlUntil(R"({"cmd":"stats"})", R"("connected":false)"));
    const CdcTty tty(usb.take(0x16E3));
    RawCamera camera(tty.path());
    REQUIRE(connects(camera));
    CHECK(camera.run("print(1 + 1)") == "2\n");
}

TEST_CASE("Application, bootloader and application come one after another under one bus id")
{
    const Usb usb;
    const CdcTty tty(usb.take(0x16E3));
    RawCamera camera(tty.path());
    REQUIRE(connects(camera));
    camera.request(Opcode::SysBoot, 0);
    CHECK(tty.waitUntilGone());
    {
        const auto bootloader = usb.take(0x96E3);
        CHECK(bootloader->device().deviceClass == 0);
        // It was asked for, so it stays. DETACH sends it away.
        REQUIRE(bootloader->control({0x21, 0, 1000, 0, 0}));
        CHECK(bootloader->waitUntilGone());
    }
    const CdcTty again(usb.take(0x16E3));
    RawCamera back(again.path());
    REQUIRE(connects(back));
    CHECK(back.run("print('back')") == "back\n");
}

TEST_CASE("One host at a time has the device; anybody may ask for the list")
{
    const Usb usb;
    auto first = usb.take(0x16E3);
    CHECK(UsbIpHost::list(usb.vcam.usbIp()).size() == 1);
    UsbIpHost second(usb.vcam.usbIp());
    CHECK_FALSE(second.import());
    UsbIpHost wrong(usb.vcam.usbIp());
    CHECK_FALSE(wrong.import("9-9"));
    REQUIRE(first->control({0x80, 6, 0x0100, 0, 18}));
    first.reset();
    CHECK(usb.take(0x16E3));
}

TEST_CASE("A camera whose cable is out is on no bus")
{
    const Usb usb;
    const auto host = usb.take(0x16E3);
    usb.vcam.control(R"({"cmd":"unplug"})");
    CHECK(host->waitUntilGone());
    CHECK(UsbIpHost::waitForNone(usb.vcam.usbIp()));
    usb.vcam.control(R"({"cmd":"replug"})");
    CHECK(usb.take(0x16E3));
}
