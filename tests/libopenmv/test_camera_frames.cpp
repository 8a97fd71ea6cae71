// SPDX-License-Identifier: MIT
// Frames, with a fake clock.
#include "tests/libopenmv/test_camera_harness.h"

using namespace omv;
using namespace omv::test;
using session::ConfigureStream;
using session::frameFrom;

namespace {

ConfigureStream::Settings rawSettings(std::uint32_t width = 640, std::uint32_t height = 480)
{
    ConfigureStream::Settings settings;
    settings.enabled = true;
    settings.raw = true;
    settings.rawWidth = width;
    settings.rawHeight = height;
    return settings;
}

/// A frame's bytes with a header that claims what it is told.
std::shared_ptr<std::vector<std::uint8_t>> wire(const protocol::FrameHeader& header,
                                                std::size_t dataBytes)
{
    const auto head = protocol::encode(header);
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(head.begin(), head.end());
    bytes->resize(head.size() + dataBytes, 7);
    return bytes;
}

std::optional<Frame> decoded(const protocol::FrameHeader& header, std::size_t dataBytes)
{
    const auto bytes = wire(header, dataBytes);
    return frameFrom(bytes, bytes->size());
}

}  // namespace

TEST_CASE("Frames arrive whole, one for each event", "[frames]")
{
    const std::size_t chop = GENERATE(0u, 1u, 7u, 4096u);
    CAPTURE(chop);
    SessionHarness h;
    h.chop = chop;
    h.connect();
    REQUIRE(h.stream(rawSettings()));
    REQUIRE(h.runScript("frame 40 30\nsleep 50\nframe 40 30\nsleep 50\nframe 40 30\nwait\n"));
    h.pass(400 * protocol::kMillisecond);
    REQUIRE(h.frames.size() == 3);
    for (std::size_t n = 0; n < 3; ++n) {
        const Frame& frame = h.frames[n];
        CHECK(frame.width == 40);
        CHECK(frame.height == 30);
        CHECK(frame.format == PixelFormat::Grayscale);
        CHECK(frame.deviceFps == 30.0F);
        CHECK(frame.number == n + 1);
        REQUIRE(frame.data().size() == 1200);
        CHECK(frame.data()[0] == n + 1);
        CHECK(frame.data()[1199] == static_cast<std::uint8_t>(n + 1 + 1199 * 7));
    }
    CHECK(h.session.counters().framesFailed == 0);
}

TEST_CASE("Nothing is read from the stream before it is wanted", "[frames]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.runScript("frame 40 30\nwait\n"));
    h.pass(3 * protocol::kSecond);
    CHECK(h.frames.empty());
}

TEST_CASE("The camera grants a lock every 10 ms, and frames come that fast", "[frames]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.stream(rawSettings()));
    std::string script;
    for (int i = 0; i < 400; ++i)
        script += "frame 40 30\nsleep 1\n";
    REQUIRE(h.runScript(script + "wait\n"));
    h.pass(390 * protocol::kMillisecond);
    CHECK(h.frames.size() >= 34);
    CHECK(h.session.counters().framesFailed == 0);
}

TEST_CASE("A lost event costs at most one poll interval", "[frames]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.stream(rawSettings()));
    REQUIRE(h.runScript("wait\n"));
    h.toHost = [&](std::vector<std::uint8_t>& chunk) {
        return !(chunk.size() >= 10 && (chunk[4] & protocol::flag::kEvent) && chunk[3] == 3);
    };
    h.board.frame(40, 30);
    h.pass(2 * protocol::kSecond);
    CHECK(h.frames.size() == 1);
}

TEST_CASE("Raw settings are restored after a soft reboot", "[frames]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.stream(rawSettings(80, 60)));
    REQUIRE(h.runScript("frame 40 30\nwait\n"));
    h.pass(100 * protocol::kMillisecond);
    REQUIRE(h.runScript("frame 40 30\nwait\n"));
    h.pass(100 * protocol::kMillisecond);
    REQUIRE(h.frames.size() == 2);
    CHECK(h.frames[0].format == PixelFormat::Grayscale);
    CHECK(h.frames[1].format == PixelFormat::Grayscale);
}

TEST_CASE("The chosen sensor is chosen again after a script starts and makes frames", "[frames]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.stream(rawSettings()));
    ConfigureStream::Settings source;
    source.modes = false;
    source.source = 0x1234;
    REQUIRE(h.stream(source));
    h.session.setStream(rawSettings());
    h.session.setSource(0x1234);
    REQUIRE(h.runScript("wait\n"));
    h.pass(50 * protocol::kMillisecond);
    CHECK(h.board.source == 0x1234);
    h.board.core().stream().setSource(1);
    h.board.frame(40, 30);
    h.pass(50 * protocol::kMillisecond);
    CHECK(h.board.source == 0x1234);
}

TEST_CASE("A sensor that is chosen no longer is left to the next script", "[frames]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.stream(rawSettings()));
    h.session.setStream(rawSettings());
    h.session.setSource(0x1234);
    REQUIRE(h.runScript("print once\n"));
    h.pass(protocol::kSecond);
    REQUIRE(h.board.source == 0x1234);
    h.session.setSource(std::nullopt);
    h.board.core().stream().setSource(1);
    REQUIRE(h.runScript("wait\n"));
    h.pass(50 * protocol::kMillisecond);
    h.board.frame(40, 30);
    h.pass(50 * protocol::kMillisecond);
    CHECK(h.board.source == 1);
}

TEST_CASE("A lost fragment is read again while the frame is locked", "[frames]")
{
    FakeBoard::Options options;
    options.maxPayload = 1000;
    SessionHarness h(options);
    h.connect();
    REQUIRE(h.stream(rawSettings()));
    REQUIRE(h.runScript("wait\n"));
    h.chop = 1014;
    int large = 0;
    h.toHost = [&](std::vector<std::uint8_t>& chunk) {
        large += chunk.size() == 1014 ? 1 : 0;
        return !(chunk.size() == 1014 && (large == 3 || large == 6));
    };
    h.board.frame(100, 90);
    h.pass(3 * protocol::kSecond);
    REQUIRE(large > 6);
    REQUIRE(h.frames.size() == 1);
    const auto data = h.frames[0].data();
    bool equal = data.size() == 9000;
    for (std::size_t i = 0; equal && i < data.size(); ++i)
        equal = data[i] == static_cast<std::uint8_t>(1 + i * 7);
    CHECK(equal);
    CHECK(h.session.counters().framesFailed == 0);
    CHECK(h.session.link().resyncs() == 0);
}

TEST_CASE("A frame that cannot be read is counted and the next one arrives", "[frames]")
{
    FakeBoard::Options options;
    options.maxPayload = 1000;
    SessionHarness h(options);
    h.connect();
    REQUIRE(h.stream(rawSettings()));
    REQUIRE(h.runScript("wait\n"));
    h.chop = 1014;
    h.toHost = [&](std::vector<std::uint8_t>& chunk) { return chunk.size() != 1014; };
    h.board.frame(100, 90);
    h.pass(5 * protocol::kSecond);
    h.toHost = {};
    h.pass(5 * protocol::kSecond);
    h.board.frame(100, 90);
    h.pass(3 * protocol::kSecond);
    CHECK(h.session.counters().framesFailed >= 1);
    CHECK(h.frames.size() >= 1);
    CHECK_FALSE(h.session.ended());
}

TEST_CASE("A frame without words of its size is not taken", "[frames]")
{
    using protocol::PixelFormat;
    protocol::FrameHeader header;
    header.width = 10;
    header.height = 8;
    header.format = PixelFormat::Rgb565;
    header.size = 2;
    REQUIRE(decoded(header, 160));
    CHECK(decoded(header, 160)->data().size() == 160);
    CHECK_FALSE(decoded(header, 159));
    CHECK_FALSE(decoded(header, 161));
    header.width = 0;
    CHECK_FALSE(decoded(header, 160));
    header.width = 0xFFFFFFFF;
    header.height = 0xFFFFFFFF;
    CHECK_FALSE(decoded(header, 160));
    header = {10, 8, PixelFormat::Jpeg, 100, 32, 0};
    REQUIRE(decoded(header, 100));
    CHECK(decoded(header, 104)->data().size() == 100);
    CHECK_FALSE(decoded(header, 99));
    header.size = 0xFFFFFFFF;
    CHECK_FALSE(decoded(header, 100));
    header = {10, 8, PixelFormat::Jpeg, 10, 4000, 0};
    CHECK_FALSE(decoded(header, 100));
    header.offset = 3;
    CHECK_FALSE(decoded(header, 100));
    const auto cut = wire(header, 0);
    CHECK_FALSE(frameFrom(cut, 19));
}

TEST_CASE("Frames starve neither calls nor text", "[frames]")
{
    SessionHarness h;
    h.connect();
    REQUIRE(h.stream(rawSettings()));
    std::string script;
    for (int i = 0; i < 200; ++i)
        script += "frame 100 100\nprint " + std::to_string(i) + "\nsleep 3\n";
    REQUIRE(h.runScript(script));
    for (int i = 0; i < 10; ++i) {
        const auto before = h.now;
        REQUIRE(h.await<bool>([](auto done) { return session::queryRunning(done); }));
        CHECK(h.now - before < 20 * protocol::kMillisecond);
    }
    h.awaitEnd();
    CHECK(h.printed.find("199\n") != std::string::npos);
    CHECK(h.session.counters().textLost == 0);
    CHECK(h.frames.size() > 20);
}

TEST_CASE("Frame buffers go round and may outlive their pool", "[frames]")
{
    std::shared_ptr<session::FramePool::Buffer> kept;
    const std::uint8_t* first = nullptr;
    {
        session::FramePool pool;
        auto buffer = pool.take(1000);
        first = buffer->data();
        buffer.reset();
        CHECK(pool.take(500)->data() == first);
        kept = pool.take(10);
    }
    CHECK(kept->size() >= 10);
}
