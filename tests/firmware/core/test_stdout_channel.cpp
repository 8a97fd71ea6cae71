// SPDX-License-Identifier: MIT
#include "tests/firmware/core/core_fakes.h"
#include "tests/support/catch.h"

using namespace omv::firmware;
using namespace omv::protocol;
using namespace omv::test;

namespace {

struct Ring {
    explicit Ring(std::size_t size)
        : memory(size)
        , channel(memory, lock)
    {
    }
    std::string read(std::size_t most = 1000)
    {
        std::vector<std::uint8_t> into(most);
        const ReadResult result = channel.read(0, into);
        return {into.begin(), into.begin() + static_cast<std::ptrdiff_t>(result.size)};
    }
    std::vector<std::uint8_t> memory;
    CountingLock lock;
    StdoutChannel channel;
};

}  // namespace

TEST_CASE("Text comes out as it went in, whatever the pieces of the reads")
{
    const auto piece = GENERATE(as<std::size_t>{}, 1, 3, 7, 100);
    Ring ring(64);
    std::string in;
    std::string out;
    for (int i = 0; i < 40; ++i) {
        const std::string text = std::to_string(i) + "\r\n";
        ring.channel.print(bytesOf(text));
        in += text;
        if (i % 3 == 2) {
            while (ring.channel.size())
                out += ring.read(piece);
        }
    }
    while (ring.channel.size())
        out += ring.read(piece);
    CHECK(out == in);
    CHECK(ring.lock.held == 0);
}

TEST_CASE("A print that does not fit empties the ring; only it survives")
{
    Ring ring(16);
    ring.channel.print(bytesOf("0123456789"));
    ring.channel.print(bytesOf("abcdef"));
    CHECK(ring.read() == "abcdef");
    ring.channel.print(bytesOf("0123456789"));
    ring.channel.print(bytesOf("abcde"));
    CHECK(ring.read() == "0123456789abcde");
}

TEST_CASE("What there is room for is printed without losing anything")
{
    Ring ring(16);
    CHECK(ring.channel.room() == 15);
    ring.channel.print(bytesOf("0123456789"));
    CHECK(ring.channel.room() == 5);
    ring.channel.print(bytesOf("abcde"));
    CHECK(ring.channel.room() == 0);
    CHECK(ring.read(4) == "0123");
    CHECK(ring.channel.room() == 4);
    ring.channel.print(bytesOf("wxyz"));
    CHECK(ring.read() == "456789abcdewxyz");
    CHECK(ring.lock.held == 0);
}

TEST_CASE("A print longer than the ring leaves its tail, one byte less than the ring's size")
{
    Ring ring(8);
    ring.channel.print(bytesOf("xy"));
    ring.channel.print(bytesOf("0123456789"));
    CHECK(ring.read() == "3456789");
}

TEST_CASE("Reading an empty ring fails, and takes what is there when more is asked for")
{
    Ring ring(8);
    std::vector<std::uint8_t> into(4);
    CHECK_FALSE(ring.channel.read(0, into).ok);
    ring.channel.print(bytesOf("ab"));
    CHECK(ring.channel.read(0, into).size == 2);
    CHECK_FALSE(ring.channel.poll());
}

TEST_CASE("The host is told at once when more than half is full, and every 50 ms while unread")
{
    Ring ring(100);
    const Time start = kSecond;
    CHECK(ring.channel.deadline() == kNever);
    CHECK_FALSE(ring.channel.notifyDue(start));
    CHECK(ring.channel.print(bytesOf("x")));
    CHECK(ring.channel.notifyDue(start));
    CHECK(ring.channel.deadline() == start + 50 * kMillisecond);
    CHECK_FALSE(ring.channel.notifyDue(start + 49 * kMillisecond));
    CHECK_FALSE(ring.channel.print(bytesOf("more")));
    CHECK(ring.channel.print(bytesOf(std::string(60, '-'))));
    CHECK(ring.channel.deadline() <= start + 49 * kMillisecond);
    CHECK(ring.channel.notifyDue(start + 49 * kMillisecond));
    ring.channel.print(bytesOf(std::string(20, '-')));
    CHECK_FALSE(ring.channel.notifyDue(start + 50 * kMillisecond));
    CHECK(ring.channel.notifyDue(start + 99 * kMillisecond));
    ring.read();
    CHECK_FALSE(ring.channel.notifyDue(start + kSecond));
    CHECK(ring.channel.deadline() == kNever);
}
