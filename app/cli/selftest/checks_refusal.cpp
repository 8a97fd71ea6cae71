// SPDX-License-Identifier: MIT
// Requests that the camera must refuse, each with its own status.
#include "app/cli/selftest/bench.h"

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

using protocol::Opcode;
namespace ioctl = protocol::ioctl;

const char* text(protocol::Status status)
{
    switch (status) {
    case protocol::Status::Failed: return "FAILED (1)";
    case protocol::Status::Invalid: return "INVALID (2)";
    case protocol::Status::Overflow: return "OVERFLOW (7)";
    default: return "another status";
    }
}

/// The answer to what was just sent is this refusal, and the camera goes on afterwards.
Verdict mustRefuse(WirePeer& wire, const WireRequest& request, protocol::Status status)
{
    const auto reply = wire.reply(request);
    if (!reply)
        return fail(reply.error());
    if (!reply->isNak() || reply->status() != status)
        return fail(fmt::format("NAK {} to {}", text(status), request.name), describe(*reply));
    const auto after = wire.request(kGetCaps);
    if (!after)
        return fail(after.error());
    return after->isNak() ? fail("an answer to the request that follows", describe(*after))
                          : pass();
}

Verdict refuses(Bench& bench, const WireRequest& request, protocol::Status status)
{
    if (auto sent = bench.wire().send(request); !sent)
        return fail(sent.error());
    return mustRefuse(bench.wire(), request, status);
}

Verdict unknownOpcode(Bench& bench)
{
    return refuses(bench, {"opcode 0x7f", static_cast<Opcode>(0x7F)}, protocol::Status::Invalid);
}

Verdict systemOpcodeElsewhere(Bench& bench)
{
    return refuses(bench, {"SYS_INFO on channel 2", Opcode::SysInfo, protocol::channel::kStdout},
                   protocol::Status::Invalid);
}

Verdict missingChannel(Bench& bench)
{
    return refuses(bench, {"SIZE of channel 31", Opcode::ChannelSize, 31},
                   protocol::Status::Invalid);
}

Verdict emptyRead(Bench& bench)
{
    return refuses(
        bench, {"READ of 0 bytes", Opcode::ChannelRead, protocol::channel::kStream, Bytes(8, 0)},
        protocol::Status::Invalid);
}

Verdict tinyPayload(Bench& bench)
{
    protocol::Caps caps = bench.wire().offered();
    caps.maxPayload = protocol::kMinMaxPayload - 1;
    const auto payload = protocol::encode(caps);
    return refuses(bench,
                   {"SET_CAPS with 49-byte payloads",
                    Opcode::ProtoSetCaps,
                    0,
                    {payload.begin(), payload.end()}},
                   protocol::Status::Invalid);
}

Verdict shortCaps(Bench& bench)
{
    const auto payload = protocol::encode(bench.wire().offered());
    return refuses(
        bench,
        {"SET_CAPS of 15 bytes", Opcode::ProtoSetCaps, 0, {payload.begin(), payload.end() - 1}},
        protocol::Status::Invalid);
}

Verdict emptyScript(Bench& bench)
{
    const auto control = [](const char* name, std::uint32_t request) {
        const auto payload = protocol::encodeU32(request);
        return WireRequest{name,
                           Opcode::ChannelIoctl,
                           protocol::channel::kStdin,
                           {payload.begin(), payload.end()}};
    };
    const auto reset = bench.wire().request(control("RESET", ioctl::kStdinReset));
    if (!reset)
        return fail(reset.error());
    return refuses(bench, control("EXEC of nothing", ioctl::kStdinExec), protocol::Status::Failed);
}

/// Only the header is sent: the camera must refuse it without waiting for the rest.
Verdict oversize(Bench& bench)
{
    const WireRequest request{"a packet of 65535 bytes", Opcode::ChannelWrite,
                              protocol::channel::kStdin};
    protocol::PacketHeader header;
    header.sequence = bench.wire().sequence();
    header.channel = request.channel;
    header.opcode = static_cast<std::uint8_t>(request.opcode);
    header.payloadSize = 0xFFFF;
    const auto bytes = protocol::encodeHeader(header);
    if (auto sent = bench.wire().sendBytes({bytes.begin(), bytes.end()}); !sent)
        return fail(sent.error());
    return mustRefuse(bench.wire(), request, protocol::Status::Overflow);
}

}  // namespace

Checks refusalChecks()
{
    const auto wire = Check::Needs::Wire;
    return {
        {"refuse.unknown-opcode", "an unknown opcode is INVALID", unknownOpcode, wire},
        {"refuse.wrong-channel", "a system opcode on another channel is INVALID",
         systemOpcodeElsewhere, wire},
        {"refuse.missing-channel", "a channel that is not there is INVALID", missingChannel, wire},
        {"refuse.empty-read", "a read of nothing is INVALID", emptyRead, wire},
        {"refuse.tiny-payload", "payloads below 50 bytes are INVALID", tinyPayload, wire},
        {"refuse.short-caps", "capabilities of the wrong size are INVALID", shortCaps, wire},
        {"refuse.empty-script", "no script to run is FAILED", emptyScript, wire},
        {"refuse.oversize", "a packet above the agreed size is OVERFLOW", oversize, wire},
    };
}

}  // namespace omv::cli::selftest
