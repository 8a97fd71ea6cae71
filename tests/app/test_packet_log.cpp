// SPDX-License-Identifier: MIT
#include "protocol/packet.h"
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

#include <openmv/transport.h>

using namespace omv;
using namespace omv::cli::test;
namespace flag = omv::protocol::flag;

namespace {

using Lines = std::vector<std::string>;
using Bytes = std::vector<std::uint8_t>;

Bytes packet(protocol::Opcode opcode, std::uint8_t sequence, std::uint8_t channel,
             std::uint8_t flags, const Bytes& payload = {})
{
    protocol::PacketHeader header;
    header.sequence = sequence;
    header.channel = channel;
    header.flags = flags;
    header.opcode = static_cast<std::uint8_t>(opcode);
    Bytes bytes(protocol::packetSize(payload.size()));
    REQUIRE(protocol::encodePacket(bytes, header, payload) == bytes.size());
    return bytes;
}

/// A logged end of a stream whose other end a test holds.
struct Logged {
    Logged()
    {
        auto pair = makeTransportPair();
        REQUIRE(pair);
        far = std::move(pair->second);
        near = makeLogged(std::move(pair->first),
                          [this](std::string_view line) { lines.emplace_back(line); });
    }

    /// The camera sends this; it is read in pieces of `chop` bytes.
    void receive(const Bytes& bytes, std::size_t chop)
    {
        REQUIRE(far->write(bytes));
        Bytes got;
        Bytes into(chop);
        while (got.size() < bytes.size()) {
            const auto count = near->read(into);
            REQUIRE(count);
            REQUIRE(*count > 0);
            got.insert(got.end(), into.begin(), into.begin() + static_cast<int>(*count));
        }
        CHECK(got == bytes);
    }

    Lines lines;
    std::unique_ptr<Transport> far;
    std::unique_ptr<Transport> near;
};

}  // namespace

TEST_CASE("a logged transport tells each packet of both directions in one line", "[cli]")
{
    const std::size_t chop =
        GENERATE(std::size_t{1}, std::size_t{3}, std::size_t{7}, std::size_t{4096});
    INFO("chopped into " << chop);
    Logged wire;
    const Bytes request =
        packet(protocol::Opcode::ChannelRead, 7, 3, 0, {0, 0, 0, 0, 0x20, 0, 0, 0});
    REQUIRE(wire.near->write(request));
    Bytes data(20);
    for (std::size_t i = 0; i < data.size(); ++i)
        data[i] = static_cast<std::uint8_t>(i);
    wire.receive(
        packet(protocol::Opcode::ChannelRead, 7, 3, flag::kFragment | flag::kAckRequest, data),
        chop);
    wire.receive(packet(protocol::Opcode::ChannelLock, 8, 3, flag::kNak, {4, 0}), chop);
    wire.receive(packet(protocol::Opcode::ChannelEvent, 9, 2, flag::kEvent), chop);
    REQUIRE(wire.lines.size() == 4);
    CHECK(wire.lines[0] == "-> #7 CHANNEL_READ channel 3, 8 bytes: 00 00 00 00 20 00 00 00");
    CHECK(wire.lines[1] ==
          "<- #7 CHANNEL_READ channel 3 ack-req fragment, 20 bytes: 00 01 02 03 04 05 06 07 08 09 "
          "0a 0b 0c 0d 0e 0f ...");
    CHECK(wire.lines[2].find("<- #8 CHANNEL_LOCK channel 3 nak, 2 bytes: ") == 0);
    CHECK(wire.lines[2].find("(4)") != std::string::npos);
    CHECK(wire.lines[3] == "<- #9 CHANNEL_EVENT channel 2 event, 0 bytes");
}

TEST_CASE("a logged transport tells damaged packets and what was dropped", "[cli]")
{
    Logged wire;
    Bytes bad = packet(protocol::Opcode::ProtoStats, 1, 0, 0, Bytes(32));
    bad[20] ^= 1;
    wire.receive(bad, 4096);
    wire.receive(packet(protocol::Opcode::ProtoSync, 2, 0, flag::kAck), 4096);
    REQUIRE(wire.lines.size() >= 2);
    bool damaged = false;
    bool dropped = false;
    for (const std::string& line : wire.lines) {
        damaged = damaged || line == "<- #1 PROTO_STATS channel 0, 32 bytes: payload damaged";
        dropped = dropped || line.find("bytes dropped") != std::string::npos;
    }
    CHECK(damaged);
    CHECK(dropped);
    CHECK(wire.lines.back() == "<- #2 PROTO_SYNC channel 0 ack, 0 bytes");
}

TEST_CASE("a logged transport knows the question to firmware 4.x from bytes that got lost", "[cli]")
{
    Logged wire;
    Bytes bytes{0x30, 0x87, 4, 0, 0, 0};
    const Bytes sync = packet(protocol::Opcode::ProtoSync, 0, 0, 0, Bytes(4));
    bytes.insert(bytes.end(), sync.begin(), sync.end());
    for (int connection = 0; connection < 2; ++connection) {
        wire.lines.clear();
        REQUIRE(wire.near->write(bytes));
        REQUIRE(wire.lines.size() == 2);
        CHECK(wire.lines[0] == "-> question to firmware 4.x, 6 bytes");
        CHECK(wire.lines[1].find("-> #0 PROTO_SYNC channel 0") == 0);
    }
    // As many other bytes, and the same ones from the camera, are no question.
    wire.lines.clear();
    Bytes others = bytes;
    others[1] = 0;
    REQUIRE(wire.near->write(others));
    wire.receive(packet(protocol::Opcode::ProtoSync, 2, 0, flag::kAck), 4096);
    CHECK(wire.lines[0] == "-> 6 bytes dropped");
}

TEST_CASE("packets are logged only where somebody sees them", "[cli]")
{
    Folder folder;
    const std::string log = folder.path("log.txt");
    const auto tapped = [&](std::vector<std::string> options) {
        Cli cli;
        options.push_back("memory");
        CHECK(cli.run(options) == 0);
        return cli.over != nullptr;
    };
    CHECK_FALSE(tapped({}));
    CHECK_FALSE(tapped({"-vv"}));
    CHECK_FALSE(tapped({"--log-file", log}));
    CHECK_FALSE(tapped({"-v", "--log-file", log}));
    CHECK(tapped({"-vv", "--log-file", log}));
    CHECK(tapped({"-vvv"}));
}

TEST_CASE("the log file has packets with their time, and each line at once", "[cli]")
{
    Folder folder;
    Cli cli;
    std::string before;
    // Called while the verb still runs.
    cli.board.beforeStatistics = [&](FakeBoard&) {
        REQUIRE(cli.over);
        REQUIRE(cli.over->write(packet(protocol::Opcode::ProtoStats, 5, 0, 0)));
        before = folder.read("log.txt");
    };
    CHECK(cli.run({"stats", "-vv", "--log-file", folder.path("log.txt")}) == 0);
    const std::size_t at = before.find("Z 2 -> #5 PROTO_STATS channel 0, 0 bytes\n");
    REQUIRE(at != std::string::npos);
    CHECK(before.find('T') < at);
    CHECK(cli.err.find("PROTO_STATS") == std::string::npos);
}
