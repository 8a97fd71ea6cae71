// SPDX-License-Identifier: MIT
// Faults between the camera and the host.
#include "firmware/ports/vcam/fault_injector.h"
#include "protocol/packet.h"
#include "tests/support/catch.h"

#include <limits>

using namespace omv::vcam;

namespace {

std::vector<std::uint8_t> packet(std::uint8_t sequence, std::size_t payload)
{
    std::vector<std::uint8_t> wire(omv::protocol::packetSize(payload));
    const std::vector<std::uint8_t> data(payload, sequence);
    omv::protocol::PacketHeader header;
    header.sequence = sequence;
    omv::protocol::encodePacket(wire, header, data);
    return wire;
}

/// All that comes out, in as many pieces as the injector wants.
std::vector<std::vector<std::uint8_t>> drain(FaultInjector& faults, std::int64_t now = 0)
{
    std::vector<std::vector<std::uint8_t>> pieces;
    for (auto out = faults.output(now); !out.empty(); out = faults.output(now)) {
        pieces.emplace_back(out.begin(), out.end());
        faults.sent(out.size());
    }
    return pieces;
}

}  // namespace

TEST_CASE("FaultInjector without faults passes every byte, however chopped")
{
    const auto step = GENERATE(as<std::size_t>{}, 1, 5, 1000);
    FaultInjector faults(FaultPlan{}, 1);
    std::vector<std::uint8_t> in;
    for (std::uint8_t i = 0; i < 20; ++i) {
        const auto one = packet(i, i * 3u);
        in.insert(in.end(), one.begin(), one.end());
    }
    for (std::size_t at = 0; at < in.size(); at += step)
        faults.take(omv::protocol::Bytes(in).subspan(at, std::min(step, in.size() - at)), 0);
    std::vector<std::uint8_t> out;
    for (const auto& piece : drain(faults))
        out.insert(out.end(), piece.begin(), piece.end());
    CHECK(out == in);
}

TEST_CASE("FaultInjector drops, damages, doubles, splits, stalls and counts as planned")
{
    const auto one = packet(1, 40);
    FaultPlan plan;
    SECTION("drop")
    {
        plan.drop = 1;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        CHECK(drain(faults).empty());
    }
    SECTION("damage flips one bit")
    {
        plan.damage = 1;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        const auto pieces = drain(faults);
        REQUIRE(pieces.size() == 1);
        int bits = 0;
        for (std::size_t i = 0; i < one.size(); ++i)
            bits += __builtin_popcount(static_cast<unsigned>(one[i] ^ pieces[0][i]));
        CHECK(bits == 1);
    }
    SECTION("duplicate")
    {
        plan.duplicate = 1;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        CHECK(drain(faults).front().size() == 2 * one.size());
    }
    SECTION("split")
    {
        plan.split = 7;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        for (const auto& piece : drain(faults))
            CHECK(piece.size() <= 7);
    }
    SECTION("stall")
    {
        plan.stallEvery = 2;
        plan.stallMs = 5;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        CHECK(drain(faults, 0).size() == 1);
        faults.take(one, 0);
        CHECK(drain(faults, 4999).empty());
        CHECK(faults.deadline(4999) == 5000);
        CHECK(drain(faults, 5000).size() == 1);
        CHECK(faults.deadline(5000) == std::numeric_limits<std::int64_t>::max());
    }
    SECTION("unplug")
    {
        plan.unplugAfter = 30;
        FaultInjector faults(plan, 1);
        faults.take(one, 0);
        CHECK(drain(faults).front().size() == 30);
        CHECK(faults.unplugNow());
        faults.clear();
        CHECK_FALSE(faults.unplugNow());
    }
}
