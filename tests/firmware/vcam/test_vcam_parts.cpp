// SPDX-License-Identifier: MIT
// Parts of omv-vcam that need no process: options, pins, the serial line and its terminal.
#include "firmware/ports/vcam/options.h"
#include "firmware/ports/vcam/peripherals.h"
#include "firmware/ports/vcam/serial_line.h"
#include "firmware/ports/vcam/terminal.h"
#include "protocol/packet.h"
#include "tests/support/catch.h"

using namespace omv::vcam;

namespace {

ParsedOptions parse(std::vector<const char*> arguments)
{
    arguments.insert(arguments.begin(), "omv-vcam");
    return parseCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

}  // namespace

TEST_CASE("Options come from arguments or from one sim: text")
{
    const auto plain = parse({"--board", "rt1062", "--seed", "7", "--fps", "15", "--limits", "off",
                              "--tcp=1234", "--fault", "drop=0.5,split=3,unplug-after=99"});
    REQUIRE_FALSE(plain.exitCode);
    CHECK(plain.options.board == "rt1062");
    CHECK(plain.options.seed == std::uint64_t{7});
    CHECK(plain.options.fps == 15);
    CHECK_FALSE(plain.options.limits);
    CHECK(plain.options.tcpPort == std::uint16_t{1234});
    CHECK(plain.options.faults.drop == 0.5);
    CHECK(plain.options.faults.split == 3);
    CHECK(plain.options.faults.unplugAfter == 99);
    const auto text = parse({"--options", "board=rt1062&seed=7&limits=off&tcp&quiet"});
    REQUIRE_FALSE(text.exitCode);
    CHECK(text.options.board == "rt1062");
    CHECK(text.options.seed == std::uint64_t{7});
    CHECK_FALSE(text.options.limits);
    CHECK(text.options.tcpPort == std::uint16_t{0});
    CHECK(text.options.quiet);
    const auto none = parse({});
    CHECK(none.options.limits);
    CHECK_FALSE(none.options.tcpPort);
    CHECK_FALSE(none.options.seed);
    CHECK_FALSE(none.options.faults.any());
}

TEST_CASE("A flag followed by an option does not swallow it")
{
    const auto parsed = parse({"--tcp", "--json", "--board", "ae3"});
    REQUIRE_FALSE(parsed.exitCode);
    CHECK(parsed.options.json);
    CHECK(parsed.options.tcpPort == std::uint16_t{0});
}

TEST_CASE("A jumper, erased memories and the old bootloader need the board's USB")
{
    for (const char* option : {"--recovery", "--virgin", "--legacy"}) {
        CAPTURE(option);
        const auto parsed = parse({option});
        REQUIRE_FALSE(parsed.exitCode);
        CHECK(parsed.options.usbIpPort == std::uint16_t{0});
        CHECK(parse({option, "--usbip=3240"}).options.usbIpPort == std::uint16_t{3240});
    }
    const auto text = parse({"--options", "board=rt1062&recovery=1&virgin=0"});
    REQUIRE_FALSE(text.exitCode);
    CHECK(text.options.recovery);
    CHECK_FALSE(text.options.virgin);
    CHECK_FALSE(parse({"--options", "recovery=0"}).options.usbIpPort);
}

TEST_CASE("Pins follow mode, pull and what drives them, and note the edges asked for")
{
    using Kind = PinDescription::Kind;
    Peripherals board({{"P0", Kind::Plain, true, false},
                       {"LED", Kind::Led, true, false},
                       {"SW", Kind::Button, true, true}});
    int edges = 0;
    int wakes = 0;
    board.onEdge = [&] { ++edges; };
    board.onWake = [&] { ++wakes; };
    CHECK(board.find("P1") == -1);
    const int pin = board.find("P0");
    CHECK_FALSE(board.read(pin));
    board.configure(pin, OMV_PIN_IN, OMV_PULL_UP);
    CHECK(board.read(pin));
    board.watchEdges(pin, OMV_EDGE_FALLING);
    CHECK(board.drive("P0", false));
    CHECK(board.drive("P0", true));
    CHECK(board.drive("P0", std::nullopt));
    CHECK(edges == 1);
    const auto edge = board.takeEdge();
    REQUIRE(edge);
    CHECK(edge->pin == pin);
    CHECK(edge->edge == OMV_EDGE_FALLING);
    CHECK_FALSE(board.takeEdge());
    board.configure(pin, OMV_PIN_OPEN_DRAIN, OMV_PULL_UP);
    board.write(pin, true);
    CHECK(board.read(pin));
    board.drive("P0", false);
    CHECK_FALSE(board.read(pin));
    CHECK(board.leds() == std::map<std::string, bool>{{"LED", false}});
    board.write(board.find("LED"), false);
    CHECK(board.leds().at("LED"));
    CHECK(board.read(board.find("SW")));
    CHECK(board.press("SW", true));
    CHECK_FALSE(board.read(board.find("SW")));
    CHECK(wakes == 1);
    CHECK_FALSE(board.press("LED", true));
    board.reset();
    CHECK_FALSE(board.leds().at("LED"));
}

TEST_CASE("A serial line is the protocol's at 921600 baud, or from a packet on")
{
    const auto header = omv::protocol::encodeHeader({.sequence = 1, .opcode = 2});
    std::vector<std::uint8_t> bytes{'x', 0xAA, 'y', 0xAA, 0xD5, 1};
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.push_back(9);
    const auto rate = GENERATE(as<std::optional<std::uint32_t>>(), std::nullopt, 115200);
    const std::size_t piece = GENERATE(1U, 3U, 100U);
    CAPTURE(rate.value_or(0), piece);
    SerialLine line;
    SerialLine::Parts all;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const auto parts = line.take(
            rate, omv::protocol::Bytes(bytes).subspan(at, std::min(piece, bytes.size() - at)));
        all.keys.insert(all.keys.end(), parts.keys.begin(), parts.keys.end());
        all.packets.insert(all.packets.end(), parts.packets.begin(), parts.packets.end());
    }
    CHECK(all.keys == std::vector<std::uint8_t>{'x', 0xAA, 'y', 0xAA, 0xD5, 1});
    CHECK(all.packets.size() == header.size() + 1);
    CHECK(line.use(rate) == SerialLine::Use::Protocol);
    // Another rate, or closing it, decides anew.
    CHECK(line.use(9600) == SerialLine::Use::Terminal);
    CHECK(line.take(921600, bytes).packets == bytes);
    line.closed();
    CHECK(line.use(921600) == SerialLine::Use::Protocol);
}

TEST_CASE("The interrupt key counts when it comes, and is a key like others while none is set")
{
    const std::vector<std::uint8_t> keys{'a', 3, 'b', 3};
    Terminal terminal;
    bool madeRoom = false;
    terminal.type(keys);
    CHECK(terminal.next(madeRoom) == -1);  // nobody has looked
    CHECK_FALSE(terminal.look(-1));
    CHECK_FALSE(terminal.look(3));  // those were looked at before
    terminal.type(keys);
    CHECK(terminal.look(3));
    std::string read;
    for (int key = 0; (key = terminal.next(madeRoom)) >= 0;)
        read += static_cast<char>(key);
    CHECK(read ==
          "a\x03"
          "b\x03"
          "ab");
    terminal.write("lost", 4);
    CHECK_FALSE(terminal.hasText());
    terminal.setOpen(true);
    terminal.write("seen", 4);
    CHECK(terminal.text(2) == "se");
    terminal.sent(3);
    CHECK(terminal.text(9) == "n");
}
