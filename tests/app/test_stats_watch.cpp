// SPDX-License-Identifier: MIT
#include "app/cli/stats_watch.h"
#include "libopenmv/src/session_latency.h"
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

#include <algorithm>

#include <nlohmann/json.hpp>

using namespace omv;
using namespace omv::cli;
using namespace omv::cli::test;
using Ms = std::chrono::milliseconds;

namespace {

LinkStatistics received(std::uint64_t packets)
{
    LinkStatistics counts;
    counts.packetsReceived = packets;
    return counts;
}

std::string wordOf(const LinkStatistics& counts)
{
    return qualityOf(counts).word;
}

}  // namespace

TEST_CASE("rates are of the time between two looks", "[cli]")
{
    LinkStatistics before = received(100);
    before.bytesReceived = 5000;
    before.frames = 3;
    before.deviceChecksumErrors = 7;
    LinkStatistics after = before;
    after.packetsReceived = 300;
    after.bytesReceived = 25000;
    after.frames = 63;
    after.deviceChecksumErrors = 2;
    after.roundTrip.median = std::chrono::microseconds(310);
    const LinkRates rates = ratesBetween(before, after, 2);
    CHECK(rates.bytesIn == 10000);
    CHECK(rates.packetsIn == 100);
    CHECK(rates.frames == 30);
    CHECK(rates.counts.packetsReceived == 200);
    // The camera's link was set back in between.
    CHECK(rates.counts.deviceChecksumErrors == 2);
    CHECK(rates.counts.roundTrip.median == std::chrono::microseconds(310));
}

TEST_CASE("link quality follows its documented rule", "[cli]")
{
    CHECK(wordOf(received(0)) == "silent");
    CHECK(wordOf(received(1000)) == "good");
    CHECK(qualityOf(received(1000)).reason.empty());

    LinkStatistics damaged = received(997);
    damaged.damagedPackets = 3;
    CHECK(wordOf(damaged) == "fair");
    CHECK(qualityOf(damaged).reason == "0.3 % of packets damaged");
    damaged.damagedPackets = 13;
    CHECK(wordOf(damaged) == "poor");

    LinkStatistics mixed = received(100);
    mixed.timeouts = 1;
    CHECK(wordOf(mixed) == "poor");
    CHECK(qualityOf(mixed).reason == "1 % of packets without the reply that they asked for");

    LinkStatistics text = received(1000);
    text.textLost = 12;
    CHECK(wordOf(text) == "fair");
    CHECK(qualityOf(text).reason == "12 bytes of text lost");
    LinkStatistics frames = received(1000);
    frames.framesFailed = 2;
    CHECK(wordOf(frames) == "fair");
}

TEST_CASE("stats --watch shows a line each interval and ends after --count", "[cli]")
{
    Cli cli;
    cli.board.beforeStatistics = [](FakeBoard& board) {
        board.statistics.packetsReceived += 100;
        board.statistics.frames += 1;
    };
    CHECK(cli.run({"stats", "--watch", "--interval", "0.01", "--count", "3"}) == 0);
    CHECK(std::count(cli.out.begin(), cli.out.end(), '\n') == 3);
    CHECK(cli.out.find("link good\n") != std::string::npos);
    CHECK(cli.out.find('\033') == std::string::npos);
    CHECK(cli.board.calls.front() == "stream");
    CHECK(cli.board.calls.back() == "stream off");
}

TEST_CASE("stats --watch --json has the counts of each interval", "[cli]")
{
    Cli cli;
    cli.board.beforeStatistics = [](FakeBoard& board) {
        board.statistics.packetsReceived += 100;
        board.statistics.damagedPackets += 10;
    };
    CHECK(cli.run({"stats", "--watch", "--interval", "0.01", "--count", "2", "--no-stream",
                   "--json"}) == 0);
    std::istringstream in(cli.out);
    int links = 0;
    for (std::string line; std::getline(in, line);) {
        const auto object = nlohmann::json::parse(line);
        if (object["type"] != "link")
            continue;
        ++links;
        CHECK(object["host"]["packets_received"] == 100);
        CHECK(object["quality"] == "poor");
        CHECK(object["reason"] == "9.1 % of packets damaged");
    }
    CHECK(links == 2);
    for (const std::string& call : cli.board.calls)
        CHECK(call == "statistics");
}

TEST_CASE("stats --watch draws over itself on a terminal", "[cli]")
{
    Cli cli;
    cli.outIsTerminal = true;
    CHECK(cli.run({"stats", "--watch", "--interval", "0.01", "--count", "2"}) == 0);
    const std::size_t lines = rateBlock({}).size();
    CHECK(cli.out.find("\033[" + std::to_string(lines) + "A") != std::string::npos);
    CHECK(cli.out.find("Round trip  none yet") != std::string::npos);
}

TEST_CASE("Ctrl+C ends stats --watch and streaming with it", "[cli]")
{
    Cli cli;
    int looks = 0;
    cli.board.beforeStatistics = [&](FakeBoard&) {
        if (++looks == 2)
            cli.interrupt.request_stop();
    };
    CHECK(cli.run({"stats", "--watch", "--interval", "0.01"}) == 130);
    CHECK_FALSE(cli.board.streaming);
}

TEST_CASE("--count and --interval of stats need --watch", "[cli]")
{
    Cli cli;
    CHECK(cli.run({"stats", "--count", "3"}) == 2);
    CHECK(cli.run({"stats", "--interval", "3"}) == 2);
}

TEST_CASE("the latency histogram's quantiles are at most an eighth too long", "[cli]")
{
    session::LatencyHistogram histogram;
    CHECK(histogram.quantile(0.5) == 0);
    for (int i = 1; i <= 1000; ++i)
        histogram.add(i * 10);
    CHECK(histogram.count() == 1000);
    CHECK(histogram.longest() == 10000);
    CHECK(histogram.quantile(0.5) >= 5000);
    CHECK(histogram.quantile(0.5) <= 5000 + 5000 / 8);
    CHECK(histogram.quantile(0.99) >= 9900);
    CHECK(histogram.quantile(0.99) <= 10000);
    for (const protocol::Duration value : {0, 1, 7, 8, 15, 16, 17, 31, 32, 1000000, 100000000}) {
        session::LatencyHistogram one;
        one.add(value);
        one.add(4 * value + 100);
        const auto median = static_cast<protocol::Duration>(one.quantile(0.4));
        INFO(value);
        CHECK(median >= value);
        CHECK(median <= value + value / 8);
    }
    session::LatencyHistogram endless;
    endless.add(protocol::kSecond * 1000000);
    CHECK(endless.quantile(0.5) <= endless.longest());
}
