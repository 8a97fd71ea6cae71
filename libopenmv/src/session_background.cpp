// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_background.h"

#include <algorithm>

namespace omv::session {

namespace {

/// How often a small question is asked before a resync.
constexpr int kTries = 3;
constexpr std::size_t kListRoom = 256 * protocol::ChannelEntry::kWireSize;

}  // namespace

Poll::Poll(std::function<void(std::optional<std::uint32_t>)> done)
    : m_done(std::move(done))
{
}

Next Poll::start(Context& context)
{
    Request request = plainRequest(Opcode::ChannelPoll, 0, m_reply);
    request.timeout = context.shortTimeout;
    return Next::send(request);
}

std::optional<Next> Poll::recover(Context& context, const Reply&)
{
    return ++m_tries < kTries ? std::optional(start(context)) : std::nullopt;
}

Next Poll::reply(Context&, const Reply& reply)
{
    if (reply.outcome == Outcome::Refused)
        return Next::fail(refusedError(what(), reply));
    const auto ready = protocol::decodeU32(Bytes(m_reply).first(reply.size));
    if (!ready)
        return Next::fail(malformedError(what(), "The answer is too short"));
    m_ready = *ready;
    return Next::done();
}

void Poll::finished(const Status& status)
{
    m_done(status ? std::optional(m_ready) : std::nullopt);
}

ListChannels::ListChannels(std::function<void(const Status&)> done)
    : m_done(std::move(done))
    , m_reply(kListRoom)
{
}

Next ListChannels::start(Context&)
{
    return Next::send(plainRequest(Opcode::ChannelList, 0, m_reply));
}

Next ListChannels::reply(Context& context, const Reply& reply)
{
    if (reply.outcome != Outcome::Ok)
        return Next::fail(refusedError(what(), reply));
    if (!context.channels.parse(Bytes(m_reply).first(reply.size)))
        return Next::fail(malformedError(what(), "It is not a whole number of entries"));
    return Next::done();
}

DrainText::DrainText(std::size_t unsure, std::function<void(std::string_view)> text,
                     std::function<void(const TextRead&, std::size_t)> done)
    : m_unsure(unsure)
    , m_text(std::move(text))
    , m_done(std::move(done))
{
}

Next DrainText::start(Context& context)
{
    m_buffer.resize(4);
    Request request = plainRequest(Opcode::ChannelSize, context.channels.text(), m_buffer);
    request.timeout = context.shortTimeout;
    return Next::send(request);
}

Next DrainText::reply(Context& context, const Reply& reply)
{
    if (reply.opcode == Opcode::ChannelRead) {
        // FAILED after data: the source ran dry. What came is gone from the camera.
        take(reply.size);
        return Next::done();
    }
    const auto size = reply.outcome == Outcome::Refused
        ? std::nullopt
        : protocol::decodeU32(Bytes(m_buffer).first(std::min<std::size_t>(reply.size, 4)));
    if (!size)
        return Next::fail(refusedError(what(), reply));
    // The earlier request, not its answer, was lost if all of it is still there.
    if (*size < m_unsure)
        m_result.lost += m_unsure;
    m_unsure = 0;
    if (*size == 0) {
        m_result.drained = true;
        return Next::done();
    }
    m_buffer.resize(std::min(*size, kMost));
    m_reading = true;
    return Next::send(readRequest(context.channels.text(), 0, m_buffer));
}

std::optional<Next> DrainText::recover(Context& context, const Reply& reply)
{
    if (reply.opcode != Opcode::ChannelRead)
        return ++m_tries < kTries ? std::optional(start(context)) : std::nullopt;
    if (reply.size == 0)
        m_unsure = reply.outcome == Outcome::Refused ? 0 : m_buffer.size();
    else
        m_result.lost += m_buffer.size() - reply.size;
    take(reply.size);
    return std::nullopt;
}

std::optional<Next> DrainText::interrupted(Context&)
{
    m_unsure = m_reading ? m_buffer.size() : 0;
    return std::nullopt;
}

void DrainText::take(std::size_t count)
{
    if (count > 0)
        m_text({reinterpret_cast<const char*>(m_buffer.data()), count});
}

void DrainText::finished(const Status& status)
{
    m_result.refused = !status && status.error().code == Errc::Refused;
    m_done(m_result, m_unsure);
}

ReadFrame::ReadFrame(FramePool& pool, std::function<void(FrameRead)> done)
    : m_pool(pool)
    , m_done(std::move(done))
{
}

Next ReadFrame::start(Context& context)
{
    m_channel = context.channels.stream();
    return small(context, Opcode::ChannelLock);
}

Next ReadFrame::small(Context& context, Opcode opcode, MutableBytes into)
{
    Request request = plainRequest(opcode, m_channel, into);
    request.timeout = context.shortTimeout;
    return Next::send(request);
}

Next ReadFrame::reply(Context& context, const Reply& reply)
{
    if (reply.opcode == Opcode::ChannelUnlock)
        return Next::done();
    if (reply.opcode == Opcode::ChannelLock) {
        const bool busy =
            reply.outcome == Outcome::Refused && reply.status == protocol::Status::Busy;
        // After an unanswered LOCK this may be our own; whether a frame is there, SIZE tells.
        if (reply.outcome == Outcome::Ok || (busy && m_lockUnsure))
            return small(context, Opcode::ChannelSize, m_sizeReply);
        m_result.kind = busy ? FrameRead::Kind::Busy : FrameRead::Kind::Failed;
        return Next::done();
    }
    if (reply.opcode == Opcode::ChannelSize) {
        const auto size = protocol::decodeU32(m_sizeReply);
        m_size = reply.outcome == Outcome::Ok ? size.value_or(0) : 0;
        if (m_size <= protocol::FrameHeader::kMinWireSize)
            m_result.kind = FrameRead::Kind::None;
        if (m_size <= protocol::FrameHeader::kMinWireSize || m_size > kMost)
            return small(context, Opcode::ChannelUnlock);
        m_buffer = m_pool.take(m_size);
        return readRest(context);
    }
    m_stored += reply.size;
    return reply.outcome == Outcome::Ok && m_stored == m_size
        ? complete(context)
        : small(context, Opcode::ChannelUnlock);
}

Next ReadFrame::complete(Context& context)
{
    if (auto frame = frameFrom(m_buffer, m_size)) {
        m_result.kind = FrameRead::Kind::Frame;
        m_result.frame = *std::move(frame);
        m_result.frame.time = std::chrono::system_clock::now();
    }
    return small(context, Opcode::ChannelUnlock);
}

std::optional<Next> ReadFrame::recover(Context& context, const Reply& reply)
{
    if (++m_troubles > kMostTroubles)
        return std::nullopt;
    if (reply.opcode == Opcode::ChannelLock) {
        m_lockUnsure = true;
        m_result.kind = FrameRead::Kind::Busy;
        return small(context, Opcode::ChannelLock);
    }
    if (reply.opcode == Opcode::ChannelSize)
        return small(context, Opcode::ChannelSize, m_sizeReply);
    if (reply.opcode == Opcode::ChannelUnlock)
        return small(context, Opcode::ChannelUnlock);
    m_stored += reply.size;
    return m_stored == m_size ? complete(context) : readRest(context);
}

Next ReadFrame::readRest(Context& context)
{
    m_result.kind = FrameRead::Kind::Failed;
    Request request = readRequest(m_channel, static_cast<std::uint32_t>(m_stored),
                                  MutableBytes(*m_buffer).subspan(m_stored, m_size - m_stored));
    request.timeout = context.shortTimeout;
    return Next::send(request);
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

ConfigureStream::ConfigureStream(const Settings& settings, std::string what,
                                 std::function<void(const Status&)> done)
    : m_what(std::move(what))
    , m_done(std::move(done))
{
    namespace ioctl = protocol::ioctl;
    if (settings.modes) {
        if (settings.raw && settings.rawWidth > 0 && settings.rawHeight > 0) {
            add(ioctl::kStreamRawConfig, settings.rawWidth);
            const auto height = protocol::encodeU32(settings.rawHeight);
            std::copy(height.begin(), height.end(), m_steps.back().arguments.begin() + 4);
            m_steps.back().size = 8;
        }
        add(ioctl::kStreamRawControl, settings.raw ? 1 : 0);
    }
    if (settings.source)
        add(ioctl::kStreamSource, *settings.source);
    if (settings.enabled)
        add(ioctl::kStreamControl, *settings.enabled ? 1 : 0);
}

void ConfigureStream::add(std::uint32_t request, std::uint32_t argument)
{
    Step step;
    step.request = request;
    const auto bytes = protocol::encodeU32(argument);
    std::copy(bytes.begin(), bytes.end(), step.arguments.begin());
    step.size = bytes.size();
    m_steps.push_back(step);
}

Next ConfigureStream::start(Context& context)
{
    m_next = 0;
    if (m_steps.empty())
        return Next::done();
    const Step& step = m_steps.front();
    return Next::send(ioctlRequest(context.channels.stream(), step.request,
                                   Bytes(step.arguments).first(step.size)));
}

Next ConfigureStream::reply(Context& context, const Reply& reply)
{
    if (reply.outcome != Outcome::Ok)
        return Next::fail(refusedError(what(), reply));
    if (++m_next == m_steps.size())
        return Next::done();
    const Step& step = m_steps[m_next];
    return Next::send(ioctlRequest(context.channels.stream(), step.request,
                                   Bytes(step.arguments).first(step.size)));
}

}  // namespace omv::session
