// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_frame_read.h"

#include <algorithm>

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
    const auto predicted = static_cast<std::uint32_t>(m_predicted);
    const bool fits =
        protocol::fragmentCount(predicted, context.caps.maxPayload) <= context.packetRoom;
    if (context.pipelineRoom >= kWholeFrame && predicted > 0 && fits) {
        m_predictionPending = true;
        next.then(readRequest(context, {0, predicted}));
    }
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
    request.timeout = context.bareTimeout;
    return request;
}

Request ReadFrame::sizeRequest(Context& context)
{
    Request request = plainRequest(Opcode::ChannelSize, m_channel, m_sizeReply);
    request.timeout = context.shortTimeout;
    return request;
}

/// The buffer has room for all parts of the requests that go out together.
Request ReadFrame::readRequest(Context& context, protocol::Gap part)
{
    const std::size_t end = std::size_t{part.offset} + part.size;
    if (!m_buffer)
        m_buffer = m_pool.take(end);
    m_asked.push_back(part);
    Request request = session::readRequest(m_channel, part.offset,
                                           MutableBytes(*m_buffer).subspan(part.offset, part.size));
    request.timeout = context.shortTimeout;
    request.replyPackets = protocol::fragmentCount(part.size, context.caps.maxPayload);
    request.fullPackets = true;
    request.gapTimeout = context.gapTimeout;
    return request;
}

Next ReadFrame::reply(Context& context, const Reply& reply)
{
    record(reply);
    return --m_awaited > 0 ? Next::more() : decide(context);
}

std::optional<Next> ReadFrame::recover(Context& context, const Reply& reply)
{
    if (reply.opcode == Opcode::ChannelRead)
        recordRead(reply);
    m_lockUnsure = m_lockUnsure || (reply.opcode == Opcode::ChannelLock && !reply.unserved);
    if (reply.outcome == Outcome::Timeout)
        ++m_vain;
    return --m_awaited > 0 ? Next::more() : decide(context);
}

void ReadFrame::record(const Reply& reply)
{
    const bool ok = reply.outcome == Outcome::Ok;
    m_vain = 0;
    if (reply.opcode == Opcode::ChannelLock) {
        const bool busy = !ok && reply.status == protocol::Status::Busy;
        m_lock = ok ? Lock::Granted : busy ? Lock::Busy : Lock::Refused;
    } else if (reply.opcode == Opcode::ChannelSize) {
        m_size = ok ? protocol::decodeU32(m_sizeReply).value_or(0) : 0;
    } else if (reply.opcode == Opcode::ChannelRead) {
        recordRead(reply);
    }
}

/// Whatever of the part that was asked for did not come goes back to the missing ones.
void ReadFrame::recordRead(const Reply& reply)
{
    const protocol::Gap part = m_asked.front();
    m_asked.erase(m_asked.begin());
    m_readRefused = m_readRefused || (reply.outcome == Outcome::Refused && !isTrouble(reply));
    for (std::size_t i = 0; i < reply.gaps.count; ++i) {
        const protocol::Gap gap = reply.gaps.items[i];
        m_missing.push_back({part.offset + gap.offset, gap.size});
    }
    const auto come = static_cast<std::uint32_t>(reply.size);
    if (come > 0)
        m_rounds = 0;
    if (reply.gaps.count == 0 && come < part.size)
        m_missing.push_back({part.offset + come, part.size - come});
}

/// The size is known now: what a READ of the predicted size did not ask for, or asked
/// for in vain.
void ReadFrame::settlePrediction()
{
    const auto size = static_cast<std::uint32_t>(*m_size);
    const auto asked =
        std::exchange(m_predictionPending, false) ? static_cast<std::uint32_t>(m_predicted) : 0;
    // A READ of more than there is is refused.
    m_readRefused = m_readRefused && asked <= size;
    std::vector<protocol::Gap> missing;
    for (const protocol::Gap& gap : m_missing) {
        if (gap.offset < size)
            missing.push_back({gap.offset, std::min(gap.size, size - gap.offset)});
    }
    if (asked < size)
        missing.push_back({asked, size - asked});
    m_missing = std::move(missing);
    if (m_buffer && m_buffer->size() < size)
        m_buffer->resize(size);
    else if (!m_buffer)
        m_buffer = m_pool.take(size);
}

/// All replies to what was sent are here, or known to be lost.
Next ReadFrame::decide(Context& context)
{
    if (++m_rounds > kMostRounds || m_vain > kMostVain)
        return end(FrameRead::Kind::Failed);
    if (m_lock == Lock::Unanswered) {
        // Nothing that came without a lock counts.
        m_size.reset();
        m_predictionPending = false;
        m_readRefused = false;
        m_missing.clear();
        return start(context);
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
    if (!std::exchange(m_sized, true))
        settlePrediction();
    if (m_readRefused)
        return end(FrameRead::Kind::Failed);
    return m_missing.empty() ? complete() : readMissing(context);
}

Next ReadFrame::readMissing(Context& context)
{
    // Behind a long reply the numbers of the next one's packets would not be clear.
    constexpr std::uint32_t kShort = 64;
    const std::size_t most = std::min(context.pipelineRoom, Next::kMostRequests);
    std::uint32_t packets = context.packetRoom;
    Next next;
    next.kind = Next::Kind::Send;
    bool isShort = true;
    while (next.count < most && !m_missing.empty() && isShort && packets > 0) {
        const Request request = readRequest(context, takeMissing(context, packets));
        isShort = request.replyPackets < kShort / Next::kMostRequests;
        packets -= std::min(packets, request.replyPackets);
        next.then(request);
    }
    return send(next);
}

/// The first missing part, or as much of it as `packets` bring.
protocol::Gap ReadFrame::takeMissing(Context& context, std::uint32_t packets)
{
    protocol::Gap& first = m_missing.front();
    const protocol::Gap whole = first;
    if (protocol::fragmentCount(whole.size, context.caps.maxPayload) <= packets) {
        m_missing.erase(m_missing.begin());
        return whole;
    }
    const std::uint32_t size = packets * context.caps.maxPayload;
    first = {whole.offset + size, whole.size - size};
    return {whole.offset, size};
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
