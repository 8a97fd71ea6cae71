// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <vector>

#include "protocol/packet_parser.h"

using namespace omv::protocol;

namespace {

constexpr std::size_t kPayload = 4082;
constexpr std::size_t kPackets = 500;  // a frame of 1280x800 RGB565

std::vector<std::uint8_t> stream()
{
    const std::vector<std::uint8_t> payload(kPayload, 0x5A);
    const std::size_t size = packetSize(kPayload);
    std::vector<std::uint8_t> bytes(size * kPackets);
    for (std::size_t i = 0; i < kPackets; ++i) {
        PacketHeader header;
        header.sequence = static_cast<std::uint8_t>(i);
        encodePacket(MutableBytes(bytes).subspan(i * size, size), header, payload);
    }
    return bytes;
}

/// As a connection does it: reads of at most `range` bytes into the parser's buffer.
void parsePackets(benchmark::State& state)
{
    const auto chunk = static_cast<std::size_t>(state.range(0));
    const std::vector<std::uint8_t> bytes = stream();
    std::vector<std::uint8_t> buffer(64 * 1024);
    PacketParser parser(buffer, kPayload);
    std::size_t packets = 0;
    for (auto _ : state) {
        for (Bytes rest = bytes; !rest.empty();) {
            rest = rest.subspan(parser.feed(rest.first(std::min(chunk, rest.size()))));
            Packet packet;
            while (parser.next(packet) == ParseResult::Packet)
                ++packets;
        }
    }
    if (packets != static_cast<std::size_t>(state.iterations()) * kPackets)
        state.SkipWithError("packets were lost");
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(parsePackets)->Arg(512)->Arg(4096)->Arg(65536)->Unit(benchmark::kMicrosecond);

}  // namespace
