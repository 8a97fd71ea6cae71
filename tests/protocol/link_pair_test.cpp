// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "protocol/handshake.h"
#include "tests/protocol/faulty_pipe.h"

#include <cstring>

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

/// Both ends on one virtual clock, joined by two pipes.
class Pair {
public:
    explicit Pair(const Faults& faults = {}, std::uint32_t seed = 1,
                  const DeviceLinkOptions& options = {})
        : device(options)
        , m_toDevice(faults, seed)
        , m_toHost(faults, seed + 1000)
    {
    }

    /// Moves bytes and time until `done` or `limit`; false when the limit came first.
    template<typename Done>
    bool run(Done done, Time limit)
    {
        while (!done()) {
            if (moveBytes())
                continue;
            const Time next = std::min({host.link.deadline(), device.link.deadline(), limit});
            if (next >= limit && now >= limit)
                return false;
            now = std::max(now + 1, next);
            host.link.tick(now);
            device.link.tick(now);
        }
        return true;
    }

    bool connect(const HandshakeOptions& options)
    {
        Handshake handshake(options);
        handshake.start(host.link, now);
        run(
            [&] {
                handshake.step(host.link, now);
                return handshake.done();
            },
            now + 100 * kSecond);
        return handshake.succeeded();
    }

    Reply ask(const Command& command)
    {
        REQUIRE(host.link.submit(command, now));
        std::optional<Reply> reply;
        const bool finished = run(
            [&] {
                reply = host.link.takeReply();
                return reply.has_value();
            },
            now + 1000 * kSecond);
        REQUIRE(finished);
        return *reply;
    }

    Reply read(std::uint8_t channel, MutableBytes into, std::uint32_t offset = 0)
    {
        const auto range = encode(ByteRange{offset, static_cast<std::uint32_t>(into.size())});
        return ask({.opcode = Opcode::ChannelRead,
                    .channel = channel,
                    .head = range,
                    .into = into,
                    .timeout = 5 * kSecond});
    }

    Time now = 0;
    Host host;
    Device device;

private:
    bool moveBytes()
    {
        bool moved = false;
        if (const Bytes out = host.link.output(); !out.empty()) {
            const std::size_t count = m_toDevice.put(out);
            host.link.sent(count);
            moved = true;
        }
        if (const ByteVector chunk = m_toDevice.get(); !chunk.empty()) {
            const std::size_t taken = device.link.take(chunk, now);
            m_toDevice.putBack(Bytes(chunk).subspan(taken));
            moved = moved || taken > 0;
        }
        if (const Bytes out = device.link.output(); !out.empty()) {
            const std::size_t count = m_toHost.put(out);
            device.link.sent(count, now);
            moved = true;
        }
        if (const ByteVector chunk = m_toHost.get(); !chunk.empty()) {
            host.link.receive(chunk, now);
            moved = true;
        }
        return moved;
    }

    FaultyPipe m_toDevice;
    FaultyPipe m_toHost;
};

HandshakeOptions withAck(bool ack, std::uint16_t maxPayload = kDefaultMaxPayload)
{
    HandshakeOptions options;
    options.wanted.ack = ack;
    options.wanted.maxPayload = maxPayload;
    return options;
}

/// What a caller does: after a damaged or missing reply resynchronise, and read on
/// from where it broke.
bool readWithRepair(Pair& pair, const HandshakeOptions& options, MutableBytes into)
{
    std::size_t have = 0;
    for (int attempt = 0; attempt < 400 && have < into.size(); ++attempt) {
        const Reply reply = pair.read(3, into.subspan(have), static_cast<std::uint32_t>(have));
        have += reply.size;
        if (reply.outcome == Outcome::Ok)
            continue;
        for (int again = 0; again < 20 && !pair.connect(options); ++again) {}
    }
    return have == into.size();
}

}  // namespace

TEST_CASE("Two ends agree on capabilities whatever the pieces the bytes come in")
{
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 2, 3, 7, 4096);
    const bool ack = GENERATE(false, true);
    Pair pair({.chop = chop});
    CHECK(pair.connect(withAck(ack, 1000)));
    CHECK(pair.host.link.caps().ack == ack);
    CHECK(pair.host.link.caps().maxPayload == 1000);
    CHECK(pair.host.link.caps() == pair.device.link.caps());
    CHECK(pair.host.link.sequence() == 3);
}

TEST_CASE("Replies of every awkward size arrive whole")
{
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 7, 4096);
    const bool ack = GENERATE(false, true);
    const std::size_t size =
        GENERATE(as<std::size_t>{}, 1, 4081, 4082, 4083, 65535, 65536, 65537, 131072);
    Pair pair({.chop = chop});
    REQUIRE(pair.connect(withAck(ack)));
    pair.device.stream.data = pattern(size);
    ByteVector into(size);
    const Reply reply = pair.read(3, into);
    CHECK(reply.outcome == Outcome::Ok);
    CHECK(reply.size == size);
    CHECK(into == pair.device.stream.data);
}

TEST_CASE("A reply of 64 MiB arrives whole")
{
    Pair pair({.chop = 1 << 16});
    REQUIRE(pair.connect(withAck(false)));
    pair.device.stream.data = pattern(64u << 20);
    ByteVector into(64u << 20);
    const Reply reply = pair.read(3, into);
    CHECK(reply.outcome == Outcome::Ok);
    CHECK(reply.size == into.size());
    CHECK(into == pair.device.stream.data);
}

TEST_CASE("The faulty cable spoils what goes through it, the same way each time")
{
    const ByteVector bytes = pattern(20000);
    const auto through = [&](const Faults& faults) {
        FaultyPipe pipe(faults, 5);
        pipe.put(bytes);
        ByteVector out;
        for (ByteVector chunk; !(chunk = pipe.get()).empty();)
            out.insert(out.end(), chunk.begin(), chunk.end());
        return out;
    };
    CHECK(through({.chop = 7}) == bytes);
    CHECK(through({.drop = 0.1}).size() < bytes.size());
    CHECK(through({.duplicate = 0.1}).size() > bytes.size());
    CHECK(through({.damage = 0.1}).size() == bytes.size());
    CHECK(through({.damage = 0.1}) != bytes);
    CHECK(through({.drop = 0.1, .damage = 0.1}) == through({.drop = 0.1, .damage = 0.1}));
}

TEST_CASE("With ACK on, a faulty cable costs time but no data, seed after seed")
{
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 3, 4096);
    const std::uint32_t seed = GENERATE(range(1u, 16u));
    const Faults faults{.drop = 0.01, .damage = 0.01, .duplicate = 0.01, .chop = chop};
    Pair pair(faults, seed);
    const HandshakeOptions options = withAck(true);
    bool connected = false;
    for (int i = 0; i < 20 && !connected; ++i)
        connected = pair.connect(options);
    REQUIRE(connected);
    pair.device.stream.data = pattern(50000);
    ByteVector into(50000);
    CHECK(readWithRepair(pair, options, into));
    CHECK(into == pair.device.stream.data);
}

TEST_CASE("Without ACK, damage is told and what is missing can be read again by offset")
{
    const std::size_t chop = GENERATE(as<std::size_t>{}, 2, 7, 4096);
    const std::uint32_t seed = GENERATE(range(1u, 16u));
    const Faults faults{.drop = 0.02, .damage = 0.02, .duplicate = 0.02, .chop = chop};
    Pair pair(faults, seed);
    const HandshakeOptions options = withAck(false);
    bool connected = false;
    for (int i = 0; i < 20 && !connected; ++i)
        connected = pair.connect(options);
    REQUIRE(connected);
    pair.device.stream.data = pattern(50000);
    ByteVector into(50000);
    CHECK(readWithRepair(pair, options, into));
    CHECK(into == pair.device.stream.data);
}
