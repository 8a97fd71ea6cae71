// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_request.h"

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::session {

namespace {

void setHead(Request& request, Bytes bytes)
{
    std::copy(bytes.begin(), bytes.end(), request.head.begin());
    request.headSize = bytes.size();
}

std::string_view statusText(protocol::Status status)
{
    using protocol::Status;
    switch (status) {
    case Status::Success: return "SUCCESS";
    case Status::Failed: return "FAILED";
    case Status::Invalid: return "INVALID";
    case Status::Timeout: return "TIMEOUT";
    case Status::Busy: return "BUSY";
    case Status::Checksum: return "CHECKSUM";
    case Status::Sequence: return "SEQUENCE";
    case Status::Overflow: return "OVERFLOW";
    case Status::Fragment: return "FRAGMENT";
    case Status::Unknown: return "UNKNOWN";
    }
    return "unlisted status";
}

}  // namespace

Request plainRequest(Opcode opcode, std::uint8_t channel, MutableBytes into)
{
    Request request;
    request.opcode = opcode;
    request.channel = channel;
    request.into = into;
    return request;
}

Request readRequest(std::uint8_t channel, std::uint32_t offset, MutableBytes into)
{
    Request request = plainRequest(Opcode::ChannelRead, channel, into);
    setHead(request,
            protocol::encode(protocol::ByteRange{offset, static_cast<std::uint32_t>(into.size())}));
    request.replyPackets = 0;  // a channel may answer in pieces of its own choice
    return request;
}

Request writeRequest(std::uint8_t channel, std::uint32_t offset, Bytes data)
{
    Request request = plainRequest(Opcode::ChannelWrite, channel);
    setHead(request,
            protocol::encode(protocol::ByteRange{offset, static_cast<std::uint32_t>(data.size())}));
    request.body = data;
    return request;
}

Request ioctlRequest(std::uint8_t channel, std::uint32_t number, Bytes arguments)
{
    Request request = plainRequest(Opcode::ChannelIoctl, channel);
    setHead(request, protocol::encodeU32(number));
    request.body = arguments;
    return request;
}

bool isTrouble(const Reply& reply)
{
    if (reply.outcome == Outcome::Timeout || reply.outcome == Outcome::Damaged)
        return true;
    // The device got our packet damaged or out of turn and did nothing.
    return reply.outcome == Outcome::Refused &&
        (reply.status == protocol::Status::Checksum || reply.status == protocol::Status::Sequence);
}

std::string name(Opcode opcode)
{
    switch (opcode) {
    case Opcode::ProtoSync: return "PROTO_SYNC";
    case Opcode::ProtoGetCaps: return "PROTO_GET_CAPS";
    case Opcode::ProtoSetCaps: return "PROTO_SET_CAPS";
    case Opcode::ProtoStats: return "PROTO_STATS";
    case Opcode::ProtoVersion: return "PROTO_VERSION";
    case Opcode::SysReset: return "SYS_RESET";
    case Opcode::SysBoot: return "SYS_BOOT";
    case Opcode::SysInfo: return "SYS_INFO";
    case Opcode::SysEvent: return "SYS_EVENT";
    case Opcode::SysMemory: return "SYS_MEMORY";
    case Opcode::ChannelList: return "CHANNEL_LIST";
    case Opcode::ChannelPoll: return "CHANNEL_POLL";
    case Opcode::ChannelLock: return "CHANNEL_LOCK";
    case Opcode::ChannelUnlock: return "CHANNEL_UNLOCK";
    case Opcode::ChannelShape: return "CHANNEL_SHAPE";
    case Opcode::ChannelSize: return "CHANNEL_SIZE";
    case Opcode::ChannelRead: return "CHANNEL_READ";
    case Opcode::ChannelWrite: return "CHANNEL_WRITE";
    case Opcode::ChannelIoctl: return "CHANNEL_IOCTL";
    case Opcode::ChannelEvent: return "CHANNEL_EVENT";
    }
    return fmt::format("opcode 0x{:02X}", static_cast<unsigned>(opcode));
}

std::string name(protocol::Status status)
{
    return fmt::format("{} ({})", statusText(status), static_cast<unsigned>(status));
}

Error refusedError(std::string what, const Reply& reply)
{
    if (reply.outcome == Outcome::TooLarge)
        return malformedError(std::move(what),
                              fmt::format("The answer to {} is too long", name(reply.opcode)));
    const bool busy = reply.status == protocol::Status::Busy;
    return makeError(
        busy ? "OMV-E0210" : "OMV-E0203", std::move(what),
        fmt::format("The camera answered {} to {}", name(reply.status), name(reply.opcode)));
}

Error troubleError(std::string what, const Reply& reply)
{
    if (reply.outcome == Outcome::Timeout)
        return timeoutError(
            std::move(what),
            fmt::format("No answer to {}, also after resynchronising", name(reply.opcode)));
    return makeError("OMV-E0202", std::move(what),
                     fmt::format("The exchange of {} was damaged twice", name(reply.opcode)),
                     "Try another cable or socket");
}

Error malformedError(std::string what, std::string why)
{
    return makeError("OMV-E0204", std::move(what), std::move(why), "Update firmware and software");
}

Error timeoutError(std::string what, std::string why)
{
    if (why.empty())
        why = "The camera did not answer before the deadline";
    return makeError("OMV-E0201", std::move(what), std::move(why),
                     "Try again, allow more time, stop the script or reset the board");
}

Error cancelledError(std::string what)
{
    return makeError("OMV-E0205", std::move(what), "The call was cancelled");
}

}  // namespace omv::session
