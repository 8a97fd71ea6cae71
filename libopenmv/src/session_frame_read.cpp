// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_frame_read.h"

namespace omv::session {

namespace {

/// LOCK, SIZE, READ
constexpr std::size_t kWholeFrame = 3;

}  // namespace

ReadFrame::ReadFrame(FramePool& pool, std::size_t predicted, std::function<void(FrameRead)> done)
    : m_pool(pool)
    , m_predicted(predicted)
    , m_done(std::move(done))
{
}

Next ReadFrame::start(Context& context)
{
    m_channel = context.channels.stream();
    Next next = Next::send(lockRequest(context));
    if (context.pipelineRoom > 1)
        next.then(sizeRequest(context));
    if (context.pipelineRoom >= kWholeFrame && m_predicted > 0)
        next.then(readRequest(context, m_predicted));
    return send(next);
}

Next ReadFrame::send(const Next& next)
{
    m_awaited = next.count;
    return next;
}

Request ReadFrame::lockRequest(Context& context) const
{
    Request request = plainRequest(Opcode::ChannelLock, m_channel);
    request.timeout = context.shortTimeout;
    return request;
}

Request ReadFrame::sizeRequest(Context& context)
{
    Request request = plainRequest(Opcode::ChannelSize, m_channel, m_sizeReply);
    request.timeout = context.shortTimeout;
    return request;
}

/// From what is stored already to `end`.
Request ReadFrame::readRequest(Context& context, std::size_t end)
{
    if (!m_buffer)
        m_buffer = m_pool.take(end);
    else if (m_buffer->size() < end)
        m_buffer->resize(end);
    Request request =
        session::readRequest(m_channel, static_cast<std::uint32_t>(m_stored),
                             MutableBytes(*m_buffer).subspan(m_stored, end - m_stored));
    request.timeout = context.shortTimeout;
    request.replyPackets = protocol::fragmentCount(static_cast<std::uint32_t>(end - m_stored),
                                                   context.caps.maxPayload);
    return request;
}

Next ReadFrame::reply(Context& context, const Reply& reply)
{
    record(reply);
    return --m_awaited > 0 ? Next::more() : decide(context);
}

std::optional<Next> ReadFrame::recover(Context& context, const Reply& reply)
{
    ++m_troubles;
    if (reply.opcode == Opcode::ChannelRead)
        m_stored += reply.size;
    if (--m_awaited > 0)
        return Next::more();
    return m_troubles > kMostTroubles ? std::nullopt : std::optional(decide(context));
}

void ReadFrame::record(const Reply& reply)
{
    const bool ok = reply.outcome == Outcome::Ok;
    if (reply.opcode == Opcode::ChannelLock) {
        const bool busy = !ok && reply.status == protocol::Status::Busy;
        m_lock = ok ? Lock::Granted : busy ? Lock::Busy : Lock::Refused;
    } else if (reply.opcode == Opcode::ChannelSize) {
        m_size = ok ? protocol::decodeU32(m_sizeReply).value_or(0) : 0;
    } else {
        m_stored += reply.size;
        m_readRefused = !ok;
    }
}

/// All replies to what was sent are here, or known to be lost.
Next ReadFrame::decide(Context& context)
{
    if (m_lock == Lock::Unanswered) {
        // Nothing that came without a lock counts.
        m_lockUnsure = true;
        m_size.reset();
        m_stored = 0;
        return send(Next::send(lockRequest(context)));
    }
    // After an unanswered LOCK this may be our own; whether a frame is there, SIZE tells.
    const bool ours = m_lock == Lock::Granted || (m_lock == Lock::Busy && m_lockUnsure);
    if (!ours)
        return end(m_lock == Lock::Busy ? FrameRead::Kind::Busy : FrameRead::Kind::Failed);
    if (!m_size)
        return send(Next::send(sizeRequest(context)));
    if (*m_size <= protocol::FrameHeader::kMinWireSize)
        return end(FrameRead::Kind::None);
    if (*m_size > kMost)
        return end(FrameRead::Kind::Failed);
    return m_stored < *m_size ? readRest(context) : complete();
}

Next ReadFrame::readRest(Context& context)
{
    // A predicted READ is refused when the frame is smaller than it asked for.
    const bool predicted = std::exchange(m_predicted, 0) > 0;
    if (std::exchange(m_readRefused, false) && !predicted)
        return end(FrameRead::Kind::Failed);
    return send(Next::send(readRequest(context, *m_size)));
}

Next ReadFrame::end(FrameRead::Kind kind)
{
    m_result.kind = kind;
    return Next::done();
}

Next ReadFrame::complete()
{
    auto frame = frameFrom(m_buffer, *m_size);
    if (!frame)
        return end(FrameRead::Kind::Failed);
    m_result.frame = *std::move(frame);
    m_result.frame.time = std::chrono::system_clock::now();
    m_result.bytes = *m_size;
    return end(FrameRead::Kind::Frame);
}

void ReadFrame::finished(const Status&)
{
    m_done(std::move(m_result));
}

std::optional<Frame> frameFrom(std::shared_ptr<const FramePool::Buffer> buffer, std::size_t size)
{
    constexpr std::uint32_t kMostPixels = 32767;
    const auto header = protocol::decodeFrameHeader(Bytes(*buffer).first(size));
    if (!header || header->offset > size)
        return std::nullopt;
    if (header->width == 0 || header->height == 0 || header->width > kMostPixels ||
        header->height > kMostPixels)
        return std::nullopt;
    const std::size_t rest = size - header->offset;
    const std::uint64_t image = protocol::imageBytes(*header);
    const bool compressed = protocol::isCompressed(header->format);
    if (image == 0 || image > rest || (!compressed && image != rest))
        return std::nullopt;
    Frame frame;
    frame.width = header->width;
    frame.height = header->height;
    frame.format = static_cast<PixelFormat>(protocol::value(header->format));
    frame.deviceFps = header->fps;
    frame.setData(std::move(buffer), header->offset, static_cast<std::size_t>(image));
    return frame;
}

}  // namespace omv::session
