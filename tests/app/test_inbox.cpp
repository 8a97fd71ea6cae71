// SPDX-License-Identifier: MIT
#include "app/cli/inbox.h"

#include "tests/support/catch.h"

#include <thread>
#include <vector>

using namespace omv::cli;

TEST_CASE("Inbox gives items in order, urgent ones first", "[cli]")
{
    Inbox<int> inbox(100);
    inbox.push(1, 1);
    inbox.push(2, 1);
    inbox.pushFirst(9);
    CHECK(*inbox.pop(std::nullopt) == 9);
    CHECK(*inbox.pop(std::nullopt) == 1);
    CHECK(*inbox.pop(std::nullopt) == 2);
    CHECK_FALSE(inbox.pop(Inbox<int>::Clock::now()));
}

TEST_CASE("Inbox makes a producer wait for a slow reader and loses nothing", "[cli]")
{
    Inbox<int> inbox(3);
    std::thread producer([&] {
        for (int i = 0; i < 1000; ++i)
            inbox.push(i, 1);
    });
    std::vector<int> seen;
    for (int i = 0; i < 1000; ++i)
        seen.push_back(*inbox.pop(std::nullopt));
    producer.join();
    for (int i = 0; i < 1000; ++i)
        REQUIRE(seen[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("Inbox lets a waiting producer go when the limit is lifted", "[cli]")
{
    Inbox<int> inbox(1);
    std::thread producer([&] {
        for (int i = 0; i < 10; ++i)
            inbox.push(i, 1);
    });
    inbox.liftLimit();
    producer.join();
    for (int i = 0; i < 10; ++i)
        CHECK(*inbox.pop(std::nullopt) == i);
}
