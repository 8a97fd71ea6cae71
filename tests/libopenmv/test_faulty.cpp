// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <bit>

#include "tests/libopenmv/transport_helpers.h"
#include "tests/support/catch.h"

using omv::FaultOptions;
using omv::test::Bytes;
using omv::test::counting;

namespace {

struct FaultyPair {
    explicit FaultyPair(const FaultOptions& options)
    {
        auto pair = omv::makeTransportPair();
        REQUIRE(pair);
        sender = std::move(pair->first);
        faulty = omv::makeFaulty(std::move(pair->second), options);
    }

    /// Sends `count` chunks of `size` bytes, each read before the next is sent.
    std::vector<Bytes> exchange(std::size_t count, std::size_t size)
    {
        std::vector<Bytes> chunks;
        for (std::size_t i = 0; i < count; ++i) {
            REQUIRE(*sender->write(counting(size)) == size);
            Bytes chunk;
            for (Bytes some = omv::test::readSome(*faulty); !some.empty();
                 some = omv::test::readSome(*faulty)) {
                chunk.insert(chunk.end(), some.begin(), some.end());
            }
            chunks.push_back(chunk);
        }
        return chunks;
    }

    std::unique_ptr<omv::Transport> sender;
    std::unique_ptr<omv::Transport> faulty;
};

int differingBits(const Bytes& a, const Bytes& b)
{
    int bits = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        bits += std::popcount(static_cast<unsigned>(a[i] ^ b[i]));
    }
    return bits;
}

}  // namespace

TEST_CASE("without faults the wrapper passes everything both ways")
{
    FaultyPair pair(FaultOptions{});
    const Bytes sent = counting(100'000);
    CHECK(omv::test::pump(*pair.sender, *pair.faulty, sent, 777) == sent);
    CHECK(omv::test::pump(*pair.faulty, *pair.sender, sent, 777) == sent);
}

TEST_CASE("chopped reads are no longer than asked for and lose nothing")
{
    for (const std::size_t chop : {1u, 2u, 7u, 64u, 4096u}) {
        FaultOptions options;
        options.chopReads = chop;
        FaultyPair pair(options);
        const Bytes sent = counting(5000);
        REQUIRE(*pair.sender->write(sent) == sent.size());
        Bytes received;
        while (received.size() < sent.size()) {
            REQUIRE(pair.faulty->wait(false, omv::test::soon())->readable);
            const Bytes some = omv::test::readSome(*pair.faulty);
            CHECK(!some.empty());
            CHECK(some.size() <= chop);
            received.insert(received.end(), some.begin(), some.end());
        }
        CHECK(received == sent);
        CHECK(!pair.faulty->wait(false, omv::Transport::Clock::now())->readable);
    }
}

TEST_CASE("a chance of one drops, damages or doubles each chunk")
{
    FaultOptions options;
    options.drop = 1;
    for (const Bytes& chunk : FaultyPair(options).exchange(20, 50)) {
        CHECK(chunk.empty());
    }
    options.drop = 0;
    options.damage = 1;
    for (const Bytes& chunk : FaultyPair(options).exchange(20, 50)) {
        CHECK(chunk.size() == 50);
        CHECK(differingBits(chunk, counting(50)) == 1);
    }
    options.damage = 0;
    options.duplicate = 1;
    for (const Bytes& chunk : FaultyPair(options).exchange(20, 50)) {
        REQUIRE(chunk.size() == 100);
        CHECK(std::equal(chunk.begin(), chunk.begin() + 50, chunk.begin() + 50));
    }
}

TEST_CASE("faults depend on the seed alone and come about as often as asked for")
{
    FaultOptions options;
    options.drop = 0.2;
    options.damage = 0.2;
    options.duplicate = 0.2;
    const auto first = FaultyPair(options).exchange(500, 30);
    CHECK(first == FaultyPair(options).exchange(500, 30));
    const auto dropped = std::count(first.begin(), first.end(), Bytes());
    CHECK(dropped > 50);
    CHECK(dropped < 150);
    options.seed = 2;
    CHECK(first != FaultyPair(options).exchange(500, 30));
}

TEST_CASE("the cut comes after exactly as many bytes as asked for")
{
    for (const std::size_t chop : {0u, 1u, 7u}) {
        FaultOptions options;
        options.cutAfter = 100;
        options.chopReads = chop;
        FaultyPair pair(options);
        REQUIRE(*pair.sender->write(counting(1000)) == 1000);
        Bytes received;
        for (Bytes some = omv::test::readSome(*pair.faulty); !some.empty();
             some = omv::test::readSome(*pair.faulty)) {
            received.insert(received.end(), some.begin(), some.end());
        }
        CHECK(received == counting(100));
        const auto read = pair.faulty->read(received);
        REQUIRE(!read);
        CHECK(read.error().code == omv::Errc::Disconnected);
        CHECK(!pair.faulty->write(received));
        CHECK(!pair.faulty->wait(true, omv::test::soon()));
    }
}

TEST_CASE("a wake-up reaches the wrapped transport")
{
    FaultyPair pair(FaultOptions{});
    pair.faulty->wake();
    CHECK(pair.faulty->wait(false, omv::Transport::Clock::time_point::max()));
}
