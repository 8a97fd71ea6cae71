// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/session_calls.h"

namespace omv::session {

namespace {

constexpr Duration kLockRetry = 10 * protocol::kMillisecond;

}  // namespace

ReadChannel::ReadChannel(std::string channel, std::optional<Range> range,
                         Callback<std::vector<std::uint8_t>> done)
    : m_name(std::move(channel))
    , m_range(range)
    , m_done(std::move(done))
{
}

std::string ReadChannel::what() const
{
    return fmt::format("Cannot read channel {}", m_name);
}

Next ReadChannel::start(Context& context)
{
    auto found = findChannel(context.channels, m_name, what());
    if (!found)
        return Next::fail(found.error());
    m_channel = *std::move(found);
    m_data.clear();
    if (!m_channel.readable)
        return Next::fail(makeError("OMV-E0208", what(), "The channel cannot be read"));
    if (m_channel.lockable)
        return Next::send(plainRequest(Opcode::ChannelLock, m_channel.id));
    return Next::send(plainRequest(Opcode::ChannelSize, m_channel.id, m_size));
}

Next ReadChannel::reply(Context& context, const Reply& reply)
{
    m_busy = reply.opcode == Opcode::ChannelLock && reply.outcome == Outcome::Refused &&
        reply.status == protocol::Status::Busy;
    if (m_busy)
        return Next::wait(context.now + kLockRetry);
    if (reply.opcode == Opcode::ChannelUnlock)
        return Next::done();
    if (reply.outcome != Outcome::Ok)
        return Next::fail(refusedError(what(), reply));
    if (reply.opcode == Opcode::ChannelLock)
        return Next::send(plainRequest(Opcode::ChannelSize, m_channel.id, m_size));
    if (reply.opcode == Opcode::ChannelSize)
        return sized(context, Bytes(m_size).first(reply.size));
    if (reply.size != m_data.size())
        return Next::fail(
            malformedError(what(), fmt::format("{} of {} bytes came", reply.size, m_data.size())));
    return unlock();
}

/// What certainly did not arrive is sent again; whatever it was, the channel is as before.
std::optional<Next> ReadChannel::recover(Context& context, const Reply& reply)
{
    if (!reply.unserved || ++m_tries > kTries)
        return std::nullopt;
    switch (reply.opcode) {
    case Opcode::ChannelLock: return start(context);
    case Opcode::ChannelSize:
        return Next::send(plainRequest(Opcode::ChannelSize, m_channel.id, m_size));
    case Opcode::ChannelUnlock: return unlock();
    default: return Next::send(read(context));
    }
}

Next ReadChannel::sized(Context& context, Bytes size)
{
    const auto there = protocol::decodeU32(size);
    if (!there)
        return Next::fail(malformedError(what(), "Its size is too short"));
    const std::uint32_t offset = m_range ? std::min(m_range->offset, *there) : 0;
    const std::uint32_t rest = *there - offset;
    const std::uint32_t length = m_range ? std::min(m_range->length, rest) : rest;
    if (length > kMost)
        return Next::fail(makeError("OMV-E0211", what(),
                                    fmt::format("{} bytes are more than {}", length, kMost)));
    m_data.resize(length);
    if (length == 0)
        return unlock();
    m_offset = offset;
    return Next::send(read(context));
}

Request ReadChannel::read(const Context& context)
{
    constexpr std::uint16_t kLargestPiece = 512;
    Request request = readRequest(m_channel.id, m_offset, m_data);
    request.readsOnce = true;
    // A guess, since a channel may answer in larger pieces; small requests may follow then.
    if (context.badLine)
        request.replyPackets =
            protocol::fragmentCount(static_cast<std::uint32_t>(m_data.size()),
                                    std::min(kLargestPiece, context.caps.maxPayload));
    return request;
}

Next ReadChannel::unlock()
{
    return m_channel.lockable ? Next::send(plainRequest(Opcode::ChannelUnlock, m_channel.id))
                              : Next::done();
}

Error ReadChannel::timeout() const
{
    return m_busy
        ? makeError("OMV-E0210", what(), "It stayed locked until the deadline", "Try again")
        : timeoutError(what());
}

void ReadChannel::finished(const Status& status)
{
    if (status)
        m_done(std::move(m_data));
    else
        m_done(Unexpected{status.error()});
}

WriteChannel::WriteChannel(std::string channel, std::vector<std::uint8_t> data, Callback<Done> done)
    : m_name(std::move(channel))
    , m_data(std::move(data))
    , m_done(std::move(done))
{
}

std::string WriteChannel::what() const
{
    return fmt::format("Cannot write channel {}", m_name);
}

Next WriteChannel::start(Context& context)
{
    const auto found = findChannel(context.channels, m_name, what());
    if (!found)
        return Next::fail(found.error());
    if (!found->writable)
        return Next::fail(makeError("OMV-E0208", what(), "The channel cannot be written"));
    m_channel = found->id;
    return sendPiece(context);
}

Next WriteChannel::sendPiece(Context& context)
{
    const std::size_t most = context.caps.maxPayload - protocol::ByteRange::kWireSize;
    m_piece = std::min(most, m_data.size() - m_sent);
    return Next::send(writeRequest(m_channel, static_cast<std::uint32_t>(m_sent),
                                   Bytes(m_data).subspan(m_sent, m_piece)));
}

Next WriteChannel::reply(Context& context, const Reply& reply)
{
    if (reply.outcome != Outcome::Ok)
        return Next::fail(refusedError(what(), reply));
    m_resends = 0;
    m_sent += m_piece;
    return m_sent < m_data.size() ? sendPiece(context) : Next::done();
}

std::optional<Next> WriteChannel::recover(Context& context, const Reply& reply)
{
    // Only a piece that the camera certainly did not take is sent twice.
    if (!reply.unserved || ++m_resends > kMostResends)
        return std::nullopt;
    return sendPiece(context);
}

void WriteChannel::finished(const Status& status)
{
    m_done(status);
}

}  // namespace omv::session
