// SPDX-License-Identifier: MIT
// The core as a whole against a host link, under one fake clock.
#include "tests/firmware/core/core_fakes.h"
#include "tests/support/catch.h"

#include "protocol/host_link.h"

using namespace omv::firmware;
using namespace omv::protocol;
using namespace omv::test;

namespace {

class FakeBoard final : public DeviceHost {
public:
    Versions versions() override { return {}; }
    SystemInfo systemInfo() override { return {}; }
    std::size_t memoryPools(std::span<MemoryPool>) override { return 0; }
    void reset() override { ++resets; }
    void enterBootloader() override {}
    int resets = 0;
};

/// Camera and host on one wire; bytes move in pieces of `chop`.
struct Wire {
    explicit Wire(std::size_t pieces)
        : chop(pieces)
    {
        Command sync;
        REQUIRE(host.submit(sync, now));
        REQUIRE(wait().outcome == Outcome::Ok);
    }

    void step()
    {
        now += kMillisecond;
        Bytes out = host.output();
        out = out.first(std::min(out.size(), chop));
        host.sent(core.take(out, now));
        core.tick(now);
        Bytes back = core.link().output();
        back = back.first(std::min(back.size(), chop));
        host.receive(back, now);
        core.link().sent(back.size(), now);
        while (const auto event = host.takeEvent())
            events.push_back(*event);
    }
    Reply wait()
    {
        for (int i = 0; i < 100000; ++i) {
            step();
            if (const auto reply = host.takeReply())
                return *reply;
        }
        FAIL("no reply");
        return {};
    }
    Reply request(Opcode opcode, std::uint8_t channel, Bytes payload = {})
    {
        Command command;
        command.opcode = opcode;
        command.channel = channel;
        command.head = payload;
        command.into = into;
        command.timeout = 100 * kSecond;
        REQUIRE(host.submit(command, now));
        return wait();
    }
    bool ioctlWord(std::uint8_t channel, std::uint32_t request_, std::uint32_t word)
    {
        std::array<std::uint8_t, 8> payload{};
        storeU32(std::span(payload).first<4>(), request_);
        storeU32(std::span(payload).last<4>(), word);
        return request(Opcode::ChannelIoctl, channel, payload).outcome == Outcome::Ok;
    }

    std::size_t chop;
    Time now = kSecond;
    std::vector<std::uint8_t> deviceIn = std::vector<std::uint8_t>(8192);
    std::vector<std::uint8_t> deviceOut = std::vector<std::uint8_t>(8192);
    std::vector<std::uint8_t> script = std::vector<std::uint8_t>(1000);
    std::vector<std::uint8_t> ring = std::vector<std::uint8_t>(1024);
    std::vector<std::uint8_t> stream = std::vector<std::uint8_t>(100000);
    std::vector<std::uint8_t> hostIn = std::vector<std::uint8_t>(16384);
    std::vector<std::uint8_t> hostOut = std::vector<std::uint8_t>(16384);
    std::vector<std::uint8_t> into = std::vector<std::uint8_t>(100000);
    FakeBoard board;
    FakeScripts scripts;
    FakeCodec codec;
    CountingLock stdoutLock;
    CountingLock streamLock;
    CameraCore core{
        {},        {deviceIn, deviceOut, script, ring, stream}, board, scripts, codec, stdoutLock,
        streamLock};
    HostLink host{hostIn, hostOut};
    std::vector<DeviceEvent> events;
};

}  // namespace

TEST_CASE("Text is announced and read over the link, however the bytes are chopped")
{
    Wire wire(GENERATE(as<std::size_t>{}, 1, 7, 4096));
    const std::string text(600, 'x');
    wire.core.scriptOut().print(bytesOf(text));
    while (wire.events.empty())
        wire.step();
    CHECK(wire.events.front() == DeviceEvent{channel::kStdout, event::kNotify});
    std::array<std::uint8_t, 8> range{};
    storeU32(std::span(range).last<4>(), 600);
    const Reply reply = wire.request(Opcode::ChannelRead, channel::kStdout, range);
    CHECK(reply.outcome == Outcome::Ok);
    CHECK(reply.size == 600);
    CHECK(std::string(wire.into.begin(), wire.into.begin() + 600) == text);
}

TEST_CASE("A frame is announced, locked, read and released over the link")
{
    Wire wire(GENERATE(as<std::size_t>{}, 13, 4096));
    REQUIRE(wire.ioctlWord(channel::kStream, ioctl::kStreamControl, 1));
    wire.codec.jpegSize = 20000;
    const std::vector<std::uint8_t> pixels(100);
    REQUIRE(wire.core.stream().publish({10, 10, PixelFormat::Grayscale, pixels}, 1) ==
            PublishResult::Published);
    while (wire.events.empty())
        wire.step();
    CHECK(wire.events.front() == DeviceEvent{channel::kStream, event::kNotify});
    CHECK(wire.request(Opcode::ChannelLock, channel::kStream).outcome == Outcome::Ok);
    std::array<std::uint8_t, 8> range{};
    storeU32(std::span(range).last<4>(), 20032);
    CHECK(wire.request(Opcode::ChannelRead, channel::kStream, range).size == 20032);
    CHECK(wire.request(Opcode::ChannelUnlock, channel::kStream).outcome == Outcome::Ok);
    CHECK(wire.core.stream().previewWanted());
}

TEST_CASE("The wrong number of ioctl arguments is refused")
{
    Wire wire(4096);
    CHECK_FALSE(wire.ioctlWord(channel::kStdin, ioctl::kStdinStop, 0));
    CHECK_FALSE(wire.ioctlWord(channel::kStream, ioctl::kStreamRawConfig, 0));
    CHECK_FALSE(wire.ioctlWord(channel::kStream, 9, 0));
    CHECK(wire.ioctlWord(channel::kStream, ioctl::kStreamSource, 7));
    CHECK(wire.core.stream().source() == 7);
}

TEST_CASE("Without a host nothing is notified and nothing is due")
{
    Wire wire(4096);
    CHECK(wire.core.connected());
    wire.core.disconnected();
    CHECK_FALSE(wire.core.connected());
    wire.core.scriptOut().print(bytesOf("nobody listens"));
    wire.core.sendEvent(channel::kStdin, event::kScriptStarted);
    wire.core.tick(wire.now + kSecond);
    CHECK(wire.core.link().output().empty());
    CHECK(wire.core.deadline() == kNever);
}

TEST_CASE("A re-init forgets the upload and the raw settings, and keeps the unread text")
{
    Wire wire(4096);
    wire.core.scriptIn().write(0, bytesOf("print()"));
    wire.core.scriptOut().print(bytesOf("kept"));
    wire.core.reinitialise();
    CHECK_FALSE(wire.core.scriptIn().ioctl(ioctl::kStdinExec, {}));
    CHECK(wire.core.scriptOut().size() == 4);
}
