// SPDX-License-Identifier: MIT
// Each check fails when the camera does wrong what it looks at. A real omv-vcam answers, and what
// it says is changed on the way.
#include "app/cli/app.h"
#include "app/cli/environment.h"
#include "app/cli/selftest/check.h"
#include "tests/integration/session_fixture.h"
#include "tests/integration/tampering_transport.h"

#include <algorithm>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "protocol/payloads.h"

using namespace omv;
using namespace omv::test;
using protocol::Opcode;
namespace flag = protocol::flag;
using nlohmann::json;
using Direction = TamperingTransport::Direction;
using Packet = TamperedPacket;

namespace {

constexpr std::uint8_t kStdout = 2;
constexpr std::uint8_t kStream = 3;
constexpr std::uint8_t kBox = 4;  ///< of a script

struct Misdeed {
    const char* what;
    const char* check;  ///< the one that must notice
    Direction direction;
    std::function<Tamper()> make;  ///< fresh for each connection
};

Tamper always(Tamper tamper)
{
    return tamper;
}

/// Replaces text in what the script prints.
std::function<Tamper()> printing(std::string from, std::string to)
{
    return [from, to] {
        return always([from, to](Packet& packet) {
            const bool isText = packet.is(Opcode::ChannelRead) && packet.header.channel == kStdout;
            std::string text = packet.text();
            const std::size_t at = isText ? text.find(from) : std::string::npos;
            if (at != std::string::npos)
                text.replace(at, from.size(), to);
            packet.payload.assign(text.begin(), text.end());
            return true;
        });
    };
}

/// Changes bytes of every data reply of this kind.
std::function<Tamper()> replying(Opcode opcode, std::uint8_t channel,
                                 std::function<void(std::vector<std::uint8_t>&)> change)
{
    return [opcode, channel, change] {
        return always([opcode, channel, change](Packet& packet) {
            const bool isReply = packet.is(opcode) && packet.header.channel == channel &&
                !packet.isNak() && !packet.payload.empty();
            if (isReply)
                change(packet.payload);
            return true;
        });
    };
}

/// Answers another status than the camera's.
std::function<Tamper()> refusing(protocol::Status from, protocol::Status to)
{
    return [from, to] {
        return always([from, to](Packet& packet) {
            if (packet.isNak() && protocol::decodeStatus(packet.payload) == from)
                packet.payload[0] = static_cast<std::uint8_t>(to);
            return true;
        });
    };
}

/// Says yes where the camera says no.
std::function<Tamper()> agreeing(protocol::Status from)
{
    return [from] {
        return always([from](Packet& packet) {
            if (!packet.isNak() || protocol::decodeStatus(packet.payload) != from)
                return true;
            packet.header.flags = flag::kAck;
            packet.payload.clear();
            return true;
        });
    };
}

std::function<Tamper()> dropping(std::function<bool(const Packet&)> which)
{
    return [which] { return always([which](Packet& packet) { return !which(packet); }); };
}

/// Changes the request of an ioctl on its way to the camera.
std::function<Tamper()> askingFor(std::uint8_t channel, std::uint8_t from,
                                  std::function<void(std::vector<std::uint8_t>&)> change)
{
    return [channel, from, change] {
        return always([channel, from, change](Packet& packet) {
            const bool isIt = packet.is(Opcode::ChannelIoctl) && packet.header.channel == channel &&
                packet.payload.size() >= 4 && packet.payload[0] == from;
            if (isIt)
                change(packet.payload);
            return true;
        });
    };
}

bool isEvent(const Packet& packet, std::uint8_t channel)
{
    return packet.header.has(flag::kEvent) && packet.header.channel == channel;
}

std::vector<Misdeed> misdeeds()
{
    using Bytes = std::vector<std::uint8_t>;
    const auto in = Direction::FromCamera;
    const auto out = Direction::ToCamera;
    const auto invert = [](Bytes& bytes) {
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(~byte);
    };
    return {
        {"no answer to SYS_INFO", "link.connect", in,
         dropping([](const Packet& packet) { return packet.is(Opcode::SysInfo); })},
        {"a protocol version of the future", "info.version", in,
         replying(Opcode::ProtoVersion, 0, [](Bytes& bytes) { bytes[0] = 2; })},
        {"no CPU id", "info.system", in,
         replying(Opcode::SysInfo, 0, [](Bytes& bytes) { std::fill_n(bytes.begin(), 4, 0); })},
        {"a pool with more used than there is", "memory.pools", in,
         replying(Opcode::SysMemory, 0, [](Bytes& bytes) { bytes[15] = 0x7F; })},
        {"counters that stand still", "stats.counters", in,
         replying(Opcode::ProtoStats, 0,
                  [](Bytes& bytes) { std::fill(bytes.begin(), bytes.end(), 0); })},
        {"a stdout that cannot be read", "channel.list", in,
         replying(Opcode::ChannelList, 0, [](Bytes& bytes) { bytes[2 * 16 + 1] = 0; })},
        {"a letter that changes", "script.run-prints", in, printing("hello", "jello")},
        {"globals that stay", "script.fresh-start", in, printing("False", "True")},
        {"one digit that changes on the way to the camera", "script.long-upload", out,
         [] {
             return always([](Packet& packet) {
                 std::string text = packet.text();
                 const std::size_t at = text.find("n += 99 ");
                 if (packet.is(Opcode::ChannelWrite) && at != std::string::npos)
                     packet.payload[at + 5] = '8';
                 return true;
             });
         }},
        {"a script that is not reported", "script.running", in,
         replying(Opcode::ChannelPoll, 0, [](Bytes& bytes) { bytes[0] = 0; })},
        {"the prints of another script", "script.replace", in, printing("second", "third!")},
        {"a traceback without its exception", "script.traceback", in,
         printing("ZeroDivisionError", "SomethingElse")},
        {"a syntax error that is none", "script.syntax-error", in,
         printing("SyntaxError", "SomethingElse")},
        {"a STOP that does nothing", "script.stop-tight-loop", out,
         askingFor(1, 1, [](Bytes& bytes) { bytes[0] = 3; })},
        {"a STOP that does nothing", "script.stop-in-except", out,
         askingFor(1, 1, [](Bytes& bytes) { bytes[0] = 3; })},
        {"a STOP that does nothing", "script.stop-sleep", out,
         askingFor(1, 1, [](Bytes& bytes) { bytes[0] = 3; })},
        {"a STOP that does nothing", "script.stop-flood", out,
         askingFor(1, 1, [](Bytes& bytes) { bytes[0] = 3; })},
        {"a list that is asked for in vain", "stdout.flood", in,
         [] {
             return always([count = 0](Packet& packet) mutable {
                 return !packet.is(Opcode::ChannelList) || ++count < 10;
             });
         }},
        {"a line out of order", "stdout.order", in, printing("line 0050", "line 0010")},
        {"a hole in a long print", "stdout.big", in, printing("0099", "0098")},
        {"a JPEG of another size", "stream.jpeg", in,
         replying(Opcode::ChannelRead, kStream, [](Bytes& bytes) { bytes[0] ^= 0x10; })},
        {"other gray pixels", "stream.raw-gray", in,
         replying(Opcode::ChannelRead, kStream,
                  [](Bytes& bytes) {
                      for (std::size_t i = 32; i < bytes.size(); ++i)
                          bytes[i] ^= 1;
                  })},
        {"other colours", "stream.raw-rgb565", in,
         replying(Opcode::ChannelRead, kStream,
                  [](Bytes& bytes) {
                      for (std::size_t i = 32; i < bytes.size(); ++i)
                          bytes[i] ^= 0x10;
                  })},
        {"pictures that are not scaled enough", "stream.raw-scaled", out,
         askingFor(kStream, 2, [](Bytes& bytes) { bytes[4] = bytes[8] = 128; })},
        {"a lock for everybody", "stream.lock", in, agreeing(protocol::Status::Busy)},
        {"locks without a pause", "stream.lock-interval", in, agreeing(protocol::Status::Busy)},
        {"other bytes in a channel", "channel.dynamic-read-write", in,
         replying(Opcode::ChannelRead, kBox, invert)},
        {"a long read with one bit wrong", "channel.big", in,
         replying(Opcode::ChannelRead, kBox, [](Bytes& bytes) { bytes.back() ^= 1; })},
        {"an ioctl that always works", "channel.ioctl", in, agreeing(protocol::Status::Failed)},
        {"another shape", "channel.shape", in,
         replying(Opcode::ChannelShape, kBox, [](Bytes& bytes) { bytes[0] = 9; })},
        {"a failed read that works", "channel.error", in, agreeing(protocol::Status::Failed)},
        {"no event", "channel.events", in,
         dropping([](const Packet& packet) { return isEvent(packet, kBox); })},
        {"an ACK that is not heard", "channel.acknowledged-events", out,
         dropping([](const Packet& packet) {
             return packet.is(Opcode::ChannelEvent) && packet.header.channel == kBox;
         })},
        {"a channel that stays", "channel.gone", in,
         [] {
             return always([longest = Bytes()](Packet& packet) mutable {
                 if (packet.is(Opcode::ChannelList) && packet.payload.size() > longest.size())
                     longest = packet.payload;
                 if (packet.is(Opcode::ChannelList))
                     packet.payload = longest;
                 return true;
             });
         }},
        {"a file with other bytes", "files.write", in, printing("True", "False")},
        {"a new session that is worth nothing", "reconnect.session", in, printing("back", "baxx")},
        {"a port that is worth nothing", "reconnect.port", in, printing("back", "baxx")},
        {"a damaged header that is answered", "link.bad-header", in,
         [] {
             // The second of that number: the library's handshake has the first.
             return always([count = 0](Packet& packet) mutable {
                 const bool isIt = packet.is(Opcode::ProtoGetCaps) && packet.header.sequence == 2;
                 if (!isIt || ++count != 2)
                     return true;
                 packet.header.flags = flag::kNak;
                 packet.payload = {5, 0};
                 return true;
             });
         }},
        {"a script whose end is not told", "script.soft-reboot-event", in,
         dropping([](const Packet& packet) {
             return isEvent(packet, 1) && !packet.payload.empty() && packet.payload[0] == 0;
         })},
        {"an answer to SYNC with a payload", "link.sync", in,
         [] {
             return always([](Packet& packet) {
                 if (packet.is(Opcode::ProtoSync))
                     packet.payload = {0, 0};
                 return true;
             });
         }},
        {"capabilities that cannot be set", "link.caps", out,
         [] {
             return always([](Packet& packet) {
                 if (packet.is(Opcode::ProtoSetCaps) && packet.payload.size() == 16 &&
                     packet.payload[5] == 0)
                     packet.payload[4] = 60;
                 return true;
             });
         }},
        {"a reply that gets lost", "link.round-trips", in,
         [] {
             return always([count = 0](Packet& packet) mutable {
                 return !packet.is(Opcode::ProtoGetCaps) || ++count != 100;
             });
         }},
        {"fragments that do not say so", "link.fragments", in,
         [] {
             return always([](Packet& packet) {
                 packet.header.flags &= static_cast<std::uint8_t>(~flag::kFragment);
                 return true;
             });
         }},
        {"a second request that is dropped", "link.pipelining", out,
         dropping([](const Packet& packet) {
             return packet.is(Opcode::ProtoVersion) && packet.header.sequence == 3;
         })},
        {"another status for a wrong sequence", "link.sequence", in,
         refusing(protocol::Status::Sequence, protocol::Status::Invalid)},
        {"a request done twice", "link.repetition", in, agreeing(protocol::Status::Sequence)},
        {"another status for a damaged payload", "link.bad-payload", in,
         refusing(protocol::Status::Checksum, protocol::Status::Invalid)},
        {"half a packet that swallows the rest", "link.partial-packet", out,
         [] { return always([](Packet&) { return true; }); }},
        {"replies that ask for no ACK", "link.acknowledge", in,
         [] {
             return always([](Packet& packet) {
                 packet.header.flags &= static_cast<std::uint8_t>(~flag::kAckRequest);
                 return true;
             });
         }},
        {"no retransmission", "link.retransmission", in,
         dropping([](const Packet& packet) { return packet.header.has(flag::kRetransmission); })},
        {"INVALID that is success", "refuse.unknown-opcode", in,
         agreeing(protocol::Status::Invalid)},
        {"INVALID that is success", "refuse.wrong-channel", in,
         agreeing(protocol::Status::Invalid)},
        {"INVALID that is success", "refuse.missing-channel", in,
         agreeing(protocol::Status::Invalid)},
        {"INVALID that is success", "refuse.empty-read", in, agreeing(protocol::Status::Invalid)},
        {"INVALID that is success", "refuse.tiny-payload", in, agreeing(protocol::Status::Invalid)},
        {"INVALID that is success", "refuse.short-caps", in, agreeing(protocol::Status::Invalid)},
        {"FAILED that is success", "refuse.empty-script", in, agreeing(protocol::Status::Failed)},
        {"another status for a long packet", "refuse.oversize", in,
         refusing(protocol::Status::Overflow, protocol::Status::Failed)},
        // Last, since its script stays.
        {"a script that is not reported", "reconnect.script-goes-on", in,
         replying(Opcode::ChannelPoll, 0, [](Bytes& bytes) { bytes[0] = 0; })},
    };
}

struct Ran {
    int exitCode = 0;
    std::string out;
    std::string err;
    json check;  ///< the event of the one check
};

/// One check, over a connection that is tampered with.
Ran selftest(const VcamProcess& vcam, const std::string& check, Direction direction,
             const std::function<Tamper()>& make, const std::string& patience = "5",
             std::stop_token interrupted = {})
{
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    const cli::Environment env{
        .in = in,
        .out = out,
        .err = err,
        .interrupted = std::move(interrupted),
        .programFolder = {},
        .variable = [](const std::string&) -> std::optional<std::string> { return std::nullopt; },
        .openCamera = {},
        .openPort = [&](const std::string&, std::chrono::milliseconds timeout,
                        std::stop_token) -> Result<std::unique_ptr<Transport>> {
            auto port = openTcp("127.0.0.1", vcam.tcpPort(), timeout);
            if (!port)
                return port;
            return std::unique_ptr<Transport>(
                std::make_unique<TamperingTransport>(std::move(*port), direction, make()));
        },
        .openOver = [](std::unique_ptr<Transport> transport,
                       const Camera::Options& options) -> Result<std::unique_ptr<cli::CameraPort>> {
            auto camera = Camera::open(std::move(transport), options);
            if (!camera)
                return Unexpected{camera.error()};
            return cli::makeCameraPort(std::move(*camera));
        },
        .listCameras = {},
        .listLoaders = {},
        .watchCameras = {},
        .execute = {},
    };
    Ran ran;
    ran.exitCode =
        cli::runCli({"selftest", check, "--json", "--allow-writes", "--timeout", patience}, env);
    ran.out = out.str();
    ran.err = err.str();
    std::istringstream lines(ran.out);
    for (std::string line; std::getline(lines, line);) {
        const json event = json::parse(line);
        if (event["type"] == "check" && event["name"] == check)
            ran.check = event;
    }
    return ran;
}

bool isRunning(const VcamProcess& vcam)
{
    return json::parse(vcam.control(R"({"cmd":"stats"})"))["script_running"] == true;
}

}  // namespace

TEST_CASE("each check fails when the camera does wrong what it looks at", "[selftest]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    REQUIRE(vcam.ok());
    for (const Misdeed& misdeed : misdeeds()) {
        INFO(misdeed.check << ": " << misdeed.what);
        const Ran wrong = selftest(vcam, misdeed.check, misdeed.direction, misdeed.make, "1.5");
        INFO(wrong.out << wrong.err);
        CHECK(wrong.exitCode == 6);
        CHECK(wrong.check["verdict"] == "failed");
        CHECK_FALSE(wrong.check["note"].get<std::string>().empty());
    }
}

TEST_CASE("no check is without a misdeed that it must notice", "[selftest]")
{
    std::set<std::string> covered;
    for (const Misdeed& misdeed : misdeeds())
        covered.insert(misdeed.check);
    for (const cli::selftest::Check& check : cli::selftest::allChecks()) {
        INFO(check.name);
        CHECK(covered.count(std::string(check.name)) == 1);
    }
}

TEST_CASE("each check passes when what is said is taken apart and left as it is", "[selftest]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    REQUIRE(vcam.ok());
    std::set<std::string> seen;
    for (const Misdeed& misdeed : misdeeds()) {
        if (!seen.insert(misdeed.check).second)
            continue;
        const Ran right = selftest(vcam, misdeed.check, Direction::FromCamera,
                                   [] { return always([](Packet&) { return true; }); });
        INFO(misdeed.check << right.out << right.err);
        CHECK(right.exitCode == 0);
        CHECK(right.check["verdict"] == "passed");
    }
}

TEST_CASE("Ctrl+C in the middle of a check stops its script and exits 130", "[selftest]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    REQUIRE(vcam.ok());
    std::stop_source interrupt;
    bool started = false;
    // As soon as the board says that the script runs.
    const auto make = [&] {
        return always([&](Packet& packet) {
            const bool starts =
                isEvent(packet, 1) && !packet.payload.empty() && packet.payload[0] == 1;
            if (starts && !started) {
                started = true;
                interrupt.request_stop();
            }
            return true;
        });
    };
    const Ran ran = selftest(vcam, "script.stop-sleep", Direction::FromCamera, make, "5",
                             interrupt.get_token());
    INFO(ran.out << ran.err);
    CHECK(started);
    CHECK(ran.exitCode == 130);
    CHECK(ran.check["verdict"] == "skipped");
    CHECK(ran.check["note"] == "interrupted");
    CHECK_FALSE(isRunning(vcam));
}

TEST_CASE("a camera that goes away ends the self-test with a failure", "[selftest]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    REQUIRE(vcam.ok());
    const auto make = [&] {
        return always([&vcam, gone = false](Packet& packet) mutable {
            const bool starts =
                isEvent(packet, 1) && !packet.payload.empty() && packet.payload[0] == 1;
            if (starts && !gone) {
                gone = true;
                static_cast<void>(vcam.control(R"({"cmd":"power-off"})"));
            }
            return true;
        });
    };
    const Ran ran = selftest(vcam, "script", Direction::FromCamera, make);
    INFO(ran.out << ran.err);
    CHECK(ran.exitCode == 6);
    CHECK(ran.out.find("the camera was lost at script.run-prints") != std::string::npos);
}
