// SPDX-License-Identifier: MIT
// However a stream is cut, the same packets come out, each of them is in the
// stream byte for byte, and no byte is lost count of.
#include "tests/fuzz/fuzz.h"

#include "protocol/packet_parser.h"

#include <algorithm>
#include <vector>

using namespace omv::protocol;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;

struct Run {
    std::vector<ByteVector> packets;
    std::size_t badHeaders = 0;
    std::size_t badPayloads = 0;
    std::uint64_t dropped = 0;
    std::size_t pending = 0;

    friend bool operator==(const Run&, const Run&) = default;
};

void takePackets(PacketParser& parser, Run& run, bool withCrc, std::size_t maxPayload)
{
    Packet packet;
    for (;;) {
        switch (parser.next(packet)) {
        case ParseResult::NeedMore: return;
        case ParseResult::BadHeader: ++run.badHeaders; break;
        case ParseResult::BadPayload: ++run.badPayloads; break;
        case ParseResult::Packet: {
            require(packet.payload.size() == packet.header.payloadSize, "payload has its size");
            require(packet.payload.size() <= maxPayload, "payload keeps the limit");
            ByteVector wire(packetSize(packet.payload.size()));
            require(encodePacket(wire, packet.header, packet.payload, {}, withCrc) == wire.size(),
                    "a parsed packet can be encoded");
            run.packets.push_back(wire);
            break;
        }
        }
    }
}

Run parse(Bytes stream, std::size_t bufferSize, std::size_t maxPayload, bool withCrc, Bytes chops)
{
    ByteVector buffer(bufferSize);
    PacketParser parser(buffer, maxPayload);
    parser.setCheckCrc(withCrc);
    Run run;
    std::size_t total = 0;
    std::size_t turn = 0;
    while (!stream.empty()) {
        const std::size_t most = chops.empty() ? stream.size() : 1u + chops[turn++ % chops.size()];
        const std::size_t taken = parser.feed(stream.first(std::min(most, stream.size())));
        require(taken > 0, "there is always room after NeedMore");
        stream = stream.subspan(taken);
        total += taken;
        takePackets(parser, run, withCrc, maxPayload);
        require(!parser.space().empty(), "space is never empty after NeedMore");
    }
    run.dropped = parser.bytesDropped();
    run.pending = parser.bytesPending();
    std::uint64_t seen = run.dropped + run.pending;
    for (const ByteVector& packet : run.packets)
        seen += packet.size();
    require(seen == total, "every byte is dropped, pending or part of a packet");
    return run;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    omv::fuzz::Input input(data, size);
    const bool withCrc = (input.byte() & 1) == 0;
    const std::size_t maxPayload = 1 + input.word() % 5000;
    const Bytes chops = input.bytes(4);
    const Bytes stream = input.rest();
    const Run whole =
        parse(stream, packetSize(maxPayload) + stream.size(), maxPayload, withCrc, {});
    const Run cut = parse(stream, packetSize(maxPayload), maxPayload, withCrc, chops);
    require(whole == cut, "chopping changes nothing");
    for (const ByteVector& packet : whole.packets) {
        const auto found = std::search(stream.begin(), stream.end(), packet.begin(), packet.end());
        require(!withCrc || found != stream.end(), "a packet is in the stream as it is");
    }
    return 0;
}
