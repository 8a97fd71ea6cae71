// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/usbip_client.h"

#include <cstring>

#include "tests/flasher/usbip_peer.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::protocol;
using namespace omv::test;
using namespace std::chrono_literals;

namespace {

constexpr Duration kLong = 20 * kSecond;
constexpr auto kConnect = 20s;

/// Echoes what was written last, and stalls request 99.
struct Echo {
    std::vector<std::uint8_t> last{};

    std::optional<UsbIpPeer::Reply> operator()(const usbip::Header& command,
                                               const std::vector<std::uint8_t>& out)
    {
        if (command.setup.request == 99)
            return UsbIpPeer::Reply{usbip::kStalled, {}, 0};
        if (command.setup.request == 98)
            return std::nullopt;
        if (command.in) {
            std::vector<std::uint8_t> data = last;
            data.resize(std::min<std::size_t>(data.size(), command.length));
            return UsbIpPeer::Reply{0, data, 0};
        }
        last = out;
        return UsbIpPeer::Reply{0, {}, static_cast<std::uint32_t>(out.size())};
    }
};

void name(usbip::Device& device)
{
    std::strcpy(device.busId.data(), "1-1");
    device.bus = 1;
    device.number = 2;
    device.vendor = 0x37C5;
    device.product = 0x96E3;
    device.interfaces = 2;
}

std::unique_ptr<UsbIpDevice> imported(const UsbIpPeer& peer)
{
    auto device = UsbIpDevice::import({"127.0.0.1", peer.port()}, "1-1", kConnect);
    REQUIRE(device);
    return std::move(*device);
}

Setup out(std::size_t size)
{
    return {0x21, 1, 0, 0, static_cast<std::uint16_t>(size)};
}

Setup in(std::size_t size)
{
    return {0xA1, 2, 0, 0, static_cast<std::uint16_t>(size)};
}

}  // namespace

TEST_CASE("Addresses of servers are read")
{
    CHECK(UsbIpAddress::parse("usbip:localhost")->port == 3240);
    CHECK(UsbIpAddress::parse("usbip:10.0.0.1:4000")->host == "10.0.0.1");
    CHECK(UsbIpAddress::parse("bench:4000")->port == 4000);
    for (const char* wrong : {"usbip:", "usbip::3240", "usbip:x:0", "usbip:x:99999", "usbip:x:y"})
        CHECK(UsbIpAddress::parse(wrong).error().id == "OMV-E0710");
}

TEST_CASE("Devices are listed, imported, and move bytes both ways")
{
    for (const std::size_t chop : {0UL, 1UL, 7UL, 47UL}) {
        INFO(chop);
        UsbIpPeer peer{Echo()};
        peer.chop = chop;
        name(peer.device);
        const auto devices = listUsbIp({"127.0.0.1", peer.port()}, kConnect);
        REQUIRE(devices);
        REQUIRE(devices->size() == 1);
        CHECK(devices->front().product == 0x96E3);
        const auto device = imported(peer);
        CHECK(device->device().id() == 0x10002);
        std::vector<std::uint8_t> sent(4096);
        for (std::size_t i = 0; i < sent.size(); ++i)
            sent[i] = static_cast<std::uint8_t>(i * 3);
        const Answer wrote = device->control(out(sent.size()), sent, {}, kLong);
        CHECK(wrote.outcome == Outcome::Ok);
        CHECK(wrote.size == 4096);
        std::vector<std::uint8_t> got(4096);
        CHECK(device->control(in(4096), {}, got, kLong).size == 4096);
        CHECK(got == sent);
        CHECK(device->control(in(6), {}, std::span(got).first(6), kLong).size == 6);
        CHECK(device->send(1, std::span(sent).first(64), kLong).size == 64);
        CHECK(device->receive(2, got, kLong).size == 64);
    }
}

TEST_CASE("A stall is the device's no, and the next transfer goes on")
{
    UsbIpPeer peer{Echo()};
    const auto device = imported(peer);
    CHECK(device->control({0xA1, 99, 0, 0, 0}, {}, {}, kLong).outcome == Outcome::Stall);
    CHECK(device->control(in(6), {}, {}, kLong).outcome == Outcome::Ok);
}

TEST_CASE("A transfer that takes too long is unlinked, and the next one goes on")
{
    UsbIpPeer peer{Echo()};
    const auto device = imported(peer);
    std::vector<std::uint8_t> got(6);
    CHECK(device->control({0xA1, 98, 0, 0, 6}, {}, got, 30 * kMillisecond).outcome ==
          Outcome::Timeout);
    CHECK(device->control(out(3), got, {}, kLong).outcome == Outcome::Ok);
}

TEST_CASE("An unplugging ends everything")
{
    UsbIpPeer peer{Echo()};
    peer.hangUpAfter = 2;
    const auto device = imported(peer);
    std::vector<std::uint8_t> got(6);
    CHECK(device->control(in(6), {}, got, kLong).outcome == Outcome::Ok);
    CHECK(device->control(in(6), {}, got, kLong).outcome == Outcome::Ok);
    CHECK(device->control(in(6), {}, got, kLong).outcome == Outcome::Gone);
    CHECK(device->control(in(6), {}, got, kLong).outcome == Outcome::Gone);
}

TEST_CASE("More than was asked for is not believed")
{
    UsbIpPeer peer([](const usbip::Header&, const std::vector<std::uint8_t>&) {
        return UsbIpPeer::Reply{0, std::vector<std::uint8_t>(100), 0};
    });
    const auto device = imported(peer);
    std::vector<std::uint8_t> got(6);
    CHECK(device->control(in(6), {}, got, kLong).outcome == Outcome::Gone);
}

TEST_CASE("What is no USB/IP server, or does not give the device away, is said")
{
    UsbIpPeer peer{Echo()};
    peer.importStatus = 1;
    const UsbIpAddress address{"127.0.0.1", peer.port()};
    CHECK(UsbIpDevice::import(address, "1-1", kConnect).error().id == "OMV-E0713");
    peer.foreign = true;
    CHECK(listUsbIp(address, kConnect).error().id == "OMV-E0712");
    CHECK(UsbIpDevice::import(address, "1-1", kConnect).error().id == "OMV-E0712");
}

TEST_CASE("Reports go by their endpoint, or where a device has none by SET_REPORT")
{
    for (const unsigned endpoint : {0U, 2U}) {
        INFO(endpoint);
        std::vector<usbip::Header> seen;
        UsbIpPeer peer([&](const usbip::Header& command, const std::vector<std::uint8_t>& out) {
            seen.push_back(command);
            return command.in ? UsbIpPeer::Reply{0, {3, 7}, 0}
                              : UsbIpPeer::Reply{0, {}, static_cast<std::uint32_t>(out.size())};
        });
        UsbIpHidReports reports(imported(peer), {0, 1, endpoint});
        const std::vector<std::uint8_t> sent = {1, 0, 12, 0};
        std::vector<std::uint8_t> got(64);
        Step step;
        step.limit = kLong;
        step.kind = Step::Kind::ReportOut;
        step.out = sent;
        CHECK(reports.perform(step).size == sent.size());
        step.kind = Step::Kind::ReportIn;
        step.in = got;
        CHECK(reports.perform(step).size == 2);
        REQUIRE(seen.size() == 2);
        CHECK(seen[0].endpoint == endpoint);
        if (endpoint == 0)
            CHECK(seen[0].setup == Setup{0x21, 0x09, 0x0201, 0, 4});
        CHECK(seen[1].endpoint == 1);
    }
}

TEST_CASE("Control requests of a pipe go where they belong")
{
    std::vector<Setup> seen;
    UsbIpPeer peer([&](const usbip::Header& command, const std::vector<std::uint8_t>&) {
        seen.push_back(command.setup);
        return UsbIpPeer::Reply{};
    });
    UsbIpControlPipe pipe(imported(peer));
    Step step;
    step.kind = Step::Kind::SelectAlternate;
    step.setup.value = 4;
    step.limit = kLong;
    CHECK(pipe.perform(step).outcome == Outcome::Ok);
    step.kind = Step::Kind::Write;
    CHECK(pipe.perform(step).outcome == Outcome::Stall);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0] == Setup{0x01, 0x0B, 4, 0, 0});
}
