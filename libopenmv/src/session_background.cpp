// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_background.h"

#include <algorithm>

namespace omv::session {

namespace {

/// How often a small question is asked before a resync.
constexpr int kTries = 8;
/// Firmware 5.0 reads stdout in pieces of so many bytes.
constexpr std::uint16_t kLargestPiece = 512;
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
    m_result.left = *size < context.leaveText;
    if (m_result.left)
        return Next::done();
    m_buffer.resize(std::min(*size, kMost));
    m_reading = true;
    return read(context);
}

Next DrainText::read(Context& context)
{
    Request request = readRequest(context.channels.text(), 0, m_buffer);
    const std::uint16_t piece = std::min(kLargestPiece, context.caps.maxPayload);
    request.replyPackets =
        protocol::fragmentCount(static_cast<std::uint32_t>(m_buffer.size()), piece);
    request.readsOnce = true;
    request.timeout = context.onceTimeout;
    return Next::send(request);
}

std::optional<Next> DrainText::recover(Context& context, const Reply& reply)
{
    if (reply.opcode == Opcode::ChannelSize)
        return ++m_tries < kTries ? std::optional(start(context)) : std::nullopt;
    if (reply.size == 0 && !reply.answered)
        m_unsure = reply.unserved ? 0 : m_buffer.size();
    else
        m_result.lost += m_buffer.size() - reply.size;
    take(reply.size);
    return Next::done();
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
    m_tries = 0;
    return m_steps.empty() ? Next::done() : sendStep(context);
}

Next ConfigureStream::sendStep(Context& context)
{
    const Step& step = m_steps[m_next];
    Request request = ioctlRequest(context.channels.stream(), step.request,
                                   Bytes(step.arguments).first(step.size));
    if (context.badLine)
        request.timeout = context.bareTimeout;
    return Next::send(request);
}

Next ConfigureStream::reply(Context& context, const Reply& reply)
{
    if (reply.outcome != Outcome::Ok)
        return Next::fail(refusedError(what(), reply));
    return ++m_next == m_steps.size() ? Next::done() : sendStep(context);
}

/// Each of them does the same twice as once.
std::optional<Next> ConfigureStream::recover(Context& context, const Reply&)
{
    return ++m_tries < kTries ? std::optional(sendStep(context)) : std::nullopt;
}

}  // namespace omv::session
