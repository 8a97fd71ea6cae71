// SPDX-License-Identifier: MIT
// Both ends of the wire under one clock, for a long time, over a bad line.
#include "tests/libopenmv/test_camera_harness.h"

#include <cstdlib>
#include <random>
#include <sstream>

#include "protocol/packet_parser.h"

using namespace omv;
using namespace omv::test;

namespace {

using Bytes = std::vector<std::uint8_t>;
using protocol::kMillisecond;
using protocol::kSecond;

/// Drops, damages and repeats whole packets by chance.
class BadLine {
public:
    struct Chances {
        double drop = 0;
        double damage = 0;
        double repeat = 0;
    };

    BadLine(const Chances& chances, unsigned seed)
        : m_chances(chances)
        , m_random(seed)
    {
    }

    bool operator()(Bytes& chunk)
    {
        Bytes memory(chunk.size() + 64);
        protocol::PacketParser parser(memory, 0xFFFF);
        parser.setCheckCrc(false);
        parser.feed(chunk);
        Bytes out;
        protocol::Packet packet;
        for (std::size_t at = 0; parser.next(packet) == protocol::ParseResult::Packet;) {
            const std::size_t size = protocol::packetSize(packet.header.payloadSize);
            pass({chunk.begin() + static_cast<std::ptrdiff_t>(at),
                  chunk.begin() + static_cast<std::ptrdiff_t>(at + size)},
                 out);
            at += size;
        }
        chunk = std::move(out);
        return !chunk.empty();
    }

private:
    bool chance(double of) { return std::uniform_real_distribution<>(0, 1)(m_random) < of; }

    void pass(Bytes packet, Bytes& out)
    {
        if (chance(m_chances.drop))
            return;
        if (chance(m_chances.damage))
            packet[m_random() % packet.size()] ^= static_cast<std::uint8_t>(1u << m_random() % 8);
        for (int i = 0; i < (chance(m_chances.repeat) ? 2 : 1); ++i)
            out.insert(out.end(), packet.begin(), packet.end());
    }

    Chances m_chances;
    std::mt19937 m_random;
};

bool isSound(const Frame& frame)
{
    const auto data = frame.data();
    if (data.size() != std::size_t{frame.width} * frame.height)
        return false;
    for (std::size_t i = 1; i < data.size(); ++i) {
        if (data[i] != static_cast<std::uint8_t>(data[0] + i * 7))
            return false;
    }
    return true;
}

/// A script that goes on, raw frames and prints, over a bad line.
struct Soak {
    Soak(const BadLine::Chances& chances, unsigned seed, bool ack)
        : h({}, ack)
    {
        h.connect();
        session::ConfigureStream::Settings settings;
        settings.enabled = true;
        settings.raw = true;
        settings.rawWidth = 640;
        settings.rawHeight = 480;
        REQUIRE(h.stream(settings));
        REQUIRE(h.runScript("wait\n"));
        h.pass(100 * kMillisecond);
        h.toHost = BadLine(chances, seed);
        h.toBoard = BadLine(chances, seed + 1000);
    }

    void frame(std::uint32_t width, std::uint32_t height)
    {
        // As a camera does: the frame is dropped while the last one waits to be read.
        if (!h.board.core().stream().previewWanted())
            return;
        ++made;
        h.board.frame(width, height);
        h.board.tick(h.now);
    }

    void print() { h.board.print("line " + std::to_string(++lines) + "\r\n"); }

    /// The lines that arrived whole are in order.
    void checkText() const
    {
        long last = 0;
        std::istringstream in(h.printed);
        for (std::string line; std::getline(in, line);) {
            if (line.rfind("line ", 0) != 0 || line.size() < 6)
                continue;
            const long number = std::strtol(line.c_str() + 5, nullptr, 10);
            // A line whose end was lost is shorter, and joined to what came next.
            if (number > last && number <= lines)
                last = number;
            else if (line.find("line", 5) == std::string::npos)
                orderBroken = orderBroken || number > lines;
        }
        CHECK_FALSE(orderBroken);
        CHECK(last > lines / 2);
    }

    std::size_t countSound() const
    {
        return static_cast<std::size_t>(std::count_if(h.frames.begin(), h.frames.end(), isSound));
    }

    SessionHarness h;
    std::size_t made = 0;
    long lines = 0;
    mutable bool orderBroken = false;
};

}  // namespace

TEST_CASE("Of 320x240 RGB565 frames four of five arrive at 5 % lost and 1 % damaged packets",
          "[soak]")
{
    const bool ack = GENERATE(false, true);
    const unsigned seed = GENERATE(1u, 2u, 3u);
    CAPTURE(ack, seed);
    Soak s({0.05, 0.01, 0}, seed, ack);
    int calls = 0;
    for (int i = 0; i < 600; ++i) {
        s.frame(480, 320);  // as many bytes as 320x240 RGB565
        s.print();
        s.h.pass(33 * kMillisecond);
        if (i % 50 != 0)
            continue;
        const auto before = s.h.now;
        const auto running = s.h.await<std::vector<MemoryPool>>(
            [](auto done) { return session::queryMemory(std::move(done)); }, 5 * kSecond);
        CHECK(s.h.now - before <= 5 * kSecond);
        calls += running ? 1 : 0;
    }
    s.h.pass(3 * kSecond);
    CHECK(s.h.frames.size() * 10 >= s.made * 8);
    CHECK(s.countSound() == s.h.frames.size());
    CHECK(calls >= 10);
    s.checkText();
}

TEST_CASE("An hour on a bad line, soft reboots included, breaks nothing", "[soak]")
{
    const bool ack = GENERATE(false, true);
    const unsigned seed = GENERATE(11u, 12u, 13u, 14u, 15u, 16u);
    CAPTURE(ack, seed);
    Soak s({0.02, 0.01, 0.005}, seed, ack);
    int calls = 0;
    int restarts = 0;
    for (int minute = 0; minute < 60; ++minute) {
        for (int i = 0; i < 600; ++i) {
            s.frame(60, 40);
            if (i % 3 == 0)
                s.print();
            s.h.pass(100 * kMillisecond);
        }
        const auto before = s.h.now;
        calls += s.h.await<std::vector<MemoryPool>>(
                     [](auto done) { return session::queryMemory(std::move(done)); }, 5 * kSecond)
            ? 1
            : 0;
        CHECK(s.h.now - before <= 5 * kSecond);
        // The board's script ends by itself, is stopped, or is replaced.
        if (minute % 3 == 0)
            s.h.board.execute("raise");
        else if (minute % 3 == 1)
            static_cast<void>(s.h.stopScript(20 * kSecond));
        restarts += s.h.await<Done>(
                        [](auto done) {
                            return std::make_unique<session::RunScript>("wait\n", std::move(done));
                        },
                        30 * kSecond)
            ? 1
            : 0;
    }
    CHECK(calls >= 55);
    CHECK(restarts >= 50);
    CHECK(s.countSound() == s.h.frames.size());
    CHECK(s.h.frames.size() * 10 >= s.made * 8);
    CHECK(s.h.frames.size() > 3600);
    CHECK_FALSE(s.h.session.ended());
    s.checkText();
    // On a sound line everything is as it was.
    s.h.toHost = {};
    s.h.toBoard = {};
    s.h.pass(15 * kSecond);
    const auto resyncs = s.h.session.link().resyncs();
    const auto arrived = s.h.frames.size();
    for (int i = 0; i < 100; ++i) {
        s.frame(60, 40);
        s.h.pass(33 * kMillisecond);
    }
    CHECK(s.h.frames.size() - arrived >= 99);
    CHECK(s.h.session.link().resyncs() == resyncs);
}
