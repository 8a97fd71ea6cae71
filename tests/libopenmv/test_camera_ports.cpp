// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "libopenmv/src/port_spec.h"
#include "libopenmv/src/session_channels.h"
#include "libopenmv/src/session_probe.h"
#include "protocol/payloads.h"

using namespace omv;
using session::VersionProbe;

namespace {

PortSpec parsed(std::string_view text)
{
    auto spec = parsePortSpec(text);
    REQUIRE(spec);
    return *spec;
}

}  // namespace

TEST_CASE("Every kind of port specification is understood", "[ports]")
{
    CHECK(parsed("auto") == PortSpec(AutoPort{}));
    CHECK(parsed("/dev/ttyACM0") == PortSpec(SerialPortPath{"/dev/ttyACM0"}));
    CHECK(parsed("/tmp/a:b") == PortSpec(SerialPortPath{"/tmp/a:b"}));
    CHECK(parsed("COM3") == PortSpec(SerialPortPath{"COM3"}));
    CHECK(parsed("\\\\.\\COM12") == PortSpec(SerialPortPath{"\\\\.\\COM12"}));
    CHECK(parsed("serial:00AB") == PortSpec(SerialNumber{"00AB"}));
    CHECK(parsed("tcp://localhost:5555") == PortSpec(TcpPort{"localhost", 5555}));
    CHECK(parsed("tcp://[::1]:1") == PortSpec(TcpPort{"::1", 1}));
    CHECK(parsed("tcp://h:65535") == PortSpec(TcpPort{"h", 65535}));
    CHECK(parsed("sim:ae3") == PortSpec(SimulatedPort{"ae3", {}}));
    CHECK(parsed("sim:ae3?") == PortSpec(SimulatedPort{"ae3", {}}));
    CHECK(
        parsed("sim:pure-thermal?seed=1&scene=%2Ftmp%2Fa%26b&x=") ==
        PortSpec(SimulatedPort{"pure-thermal", {{"seed", "1"}, {"scene", "/tmp/a&b"}, {"x", ""}}}));
}

TEST_CASE("A wrong port specification is an error with examples", "[ports]")
{
    const auto text = GENERATE(
        "", "serial:", "tcp://", "tcp://host", "tcp://host:", "tcp://host:0", "tcp://host:65536",
        "tcp://host:12x", "tcp://:5", "tcp://::1:5", "sim:", "sim:?a=b", "sim:a b", "sim:ae3?seed",
        "sim:ae3?=1", "sim:ae3?s=%4", "sim:ae3?s=%zz", "sim:ae3?s=%00", "udp://host:5", "Sim:ae3");
    CAPTURE(text);
    const auto spec = parsePortSpec(text);
    REQUIRE_FALSE(spec);
    CHECK(spec.error().code == Errc::InvalidArgument);
    CHECK(spec.error().id == "OMV-E0109");
    CHECK(spec.error().fix.find("tcp://HOST:PORT") != std::string::npos);
    CHECK_FALSE(spec.error().why.empty());
}

TEST_CASE("A zero byte in a port specification is refused", "[ports]")
{
    CHECK_FALSE(parsePortSpec(std::string_view("/dev/tty\0x", 10)));
}

TEST_CASE("The version probe is the packet that both firmwares answer", "[ports]")
{
    const auto packet = VersionProbe::packet();
    REQUIRE(packet.size() % 6 == 0);
    const std::vector<std::uint8_t> start(packet.begin(), packet.begin() + 14);
    CHECK(start == std::vector<std::uint8_t>{0x30, 0x87, 4, 0, 0, 0, 0xAA, 0xD5, 0, 0, 0, 0, 4, 0});
    for (std::size_t i = 6; i < packet.size(); i += 6)
        CHECK(packet[i] != 0x30);
}

TEST_CASE("The version probe tells old firmware, new firmware and silence apart", "[ports]")
{
    using Verdict = VersionProbe::Verdict;
    VersionProbe probe;
    probe.start(0);
    const auto feed = [&](std::vector<std::uint8_t> bytes, protocol::Time now) {
        for (const std::uint8_t byte : bytes)
            probe.received(protocol::Bytes(&byte, 1), now);
        probe.tick(now);
    };
    SECTION("silence")
    {
        feed({}, VersionProbe::kTimeout - 1);
        CHECK(probe.verdict() == Verdict::Unknown);
        feed({}, VersionProbe::kTimeout);
        CHECK(probe.verdict() == Verdict::Silent);
    }
    SECTION("four bytes and nothing more are old firmware")
    {
        feed({1, 0, 0, 0}, 10);
        CHECK(probe.verdict() == Verdict::Unknown);
        feed({}, 10 + VersionProbe::kQuiet);
        CHECK(probe.verdict() == Verdict::OldFirmware);
    }
    SECTION("other bytes are not")
    {
        feed({2, 0, 0, 0}, 10);
        feed({}, VersionProbe::kTimeout);
        CHECK(probe.verdict() == Verdict::Silent);
    }
    SECTION("four bytes in front of more are not")
    {
        feed({0, 0, 0, 0, 7}, 10);
        feed({}, 10 + VersionProbe::kQuiet);
        CHECK(probe.verdict() == Verdict::Unknown);
        feed({0xAA, 0xD5}, 100000);
        CHECK(probe.verdict() == Verdict::Packets);
    }
}

TEST_CASE("A channel made by a script hides one of the same name", "[ports]")
{
    const auto entry = [](std::uint8_t id, std::uint8_t flags, const char* name) {
        protocol::ChannelEntry channel{id, flags, {}};
        std::copy_n(name, std::string_view(name).size(), channel.name.begin());
        return protocol::encode(channel);
    };
    std::vector<std::uint8_t> list;
    for (const auto& bytes : {entry(4, 0x23, "stdin"), entry(1, 0x06, "stdin"),
                              entry(2, 0x01, "stdout"), entry(5, 0x0B, "7"), entry(7, 1, "x")})
        list.insert(list.end(), bytes.begin(), bytes.end());
    session::ChannelTable table;
    REQUIRE(table.parse(list));
    CHECK(table.scripts() == 4);
    CHECK(table.text() == 2);
    CHECK(table.stream() == 3);
    CHECK(table.find("stdin")->id == 4);
    CHECK(table.find("1")->id == 1);
    CHECK(table.find("7")->id == 5);
    CHECK(table.find("5")->lockable);
    CHECK(table.find("256") == nullptr);
    CHECK(table.find("2x") == nullptr);
    CHECK(table.find("") == nullptr);
    list.pop_back();
    CHECK_FALSE(table.parse(list));
    CHECK(table.scripts() == 4);
}
