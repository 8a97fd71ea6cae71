// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <thread>

#include "tests/libopenmv/transport_helpers.h"
#include "tests/support/catch.h"

using omv::Errc;
using omv::test::Bytes;
using omv::test::counting;
using omv::test::soon;

TEST_CASE("what one end of a pair writes the other reads")
{
    auto pair = omv::makeTransportPair();
    REQUIRE(pair);
    const Bytes sent = counting(300'000);
    for (const std::size_t chop : {std::size_t{1021}, std::size_t{65536}}) {
        CHECK(omv::test::pump(*pair->first, *pair->second, sent, chop) == sent);
        CHECK(omv::test::pump(*pair->second, *pair->first, sent, chop) == sent);
    }
}

TEST_CASE("a pair is reliable and empty reads give nothing")
{
    auto pair = omv::makeTransportPair();
    REQUIRE(pair);
    std::array<std::uint8_t, 4> buffer{};
    CHECK(pair->first->isReliable());
    CHECK(*pair->first->read(buffer) == 0);
    CHECK(*pair->first->read({}) == 0);
    CHECK(*pair->first->write({}) == 0);
}

TEST_CASE("a wait ends at its deadline with nothing ready")
{
    auto pair = omv::makeTransportPair();
    REQUIRE(pair);
    const auto ready = pair->first->wait(false, omv::Transport::Clock::now());
    REQUIRE(ready);
    CHECK(!ready->readable);
    CHECK(!ready->writable);
}

TEST_CASE("a wake-up before or during a wait ends it")
{
    auto pair = omv::makeTransportPair();
    REQUIRE(pair);
    pair->first->wake();
    CHECK(pair->first->wait(false, omv::Transport::Clock::time_point::max()));
    std::thread waker([&] { pair->first->wake(); });
    const auto ready = pair->first->wait(false, omv::Transport::Clock::time_point::max());
    waker.join();
    REQUIRE(ready);
    CHECK(!ready->readable);
}

TEST_CASE("a wait tells when there is room to write, and when there is none any more")
{
    auto pair = omv::makeTransportPair();
    REQUIRE(pair);
    CHECK(pair->first->wait(true, soon())->writable);
    const Bytes block(65536);
    while (*pair->first->write(block) != 0) {}
    CHECK(!pair->first->wait(true, omv::Transport::Clock::now())->writable);
}

TEST_CASE("bytes sent before the other end closed are read before the end is told")
{
    auto pair = omv::makeTransportPair();
    REQUIRE(pair);
    CHECK(*pair->second->write(counting(10)) == 10);
    pair->second.reset();
    CHECK(pair->first->wait(false, soon())->readable);
    CHECK(omv::test::readSome(*pair->first) == counting(10));
    std::array<std::uint8_t, 4> buffer{};
    const auto end = pair->first->read(buffer);
    REQUIRE(!end);
    CHECK(end.error().code == Errc::Disconnected);
    CHECK(end.error().id == "OMV-E0107");
    const auto write = pair->first->write(buffer);
    REQUIRE(!write);
    CHECK(write.error().code == Errc::Disconnected);
}
