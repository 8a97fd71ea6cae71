// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_calls.h"

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::session {

namespace {

constexpr std::size_t kMemoryRoom = 4 + 255 * protocol::MemoryPool::kWireSize;
constexpr std::size_t kListRoom = 256 * protocol::ChannelEntry::kWireSize;
constexpr std::size_t kGreetRoom = 256;
constexpr Duration kRestartTime = 250 * protocol::kMillisecond;

Unexpected tooShort(const std::string& what)
{
    return Unexpected{malformedError(what, "The answer is too short")};
}

Result<std::vector<MemoryPool>> parseMemory(Bytes reply)
{
    const auto count = protocol::memoryPoolCount(reply);
    if (!count)
        return tooShort("Cannot read the memory statistics");
    std::vector<MemoryPool> pools;
    for (std::size_t i = 0; i < *count; ++i) {
        const auto pool = protocol::decodeMemoryPool(reply, i);
        const bool collected = pool.type == protocol::MemoryPool::kGarbageCollected;
        pools.push_back({collected ? "gc" : "uma", pool.flags, pool.total, pool.used, pool.free,
                         pool.persistent, pool.peak});
    }
    return pools;
}

/// Sends one request that has no answer.
class Restart final : public Operation {
public:
    Restart(Opcode opcode, Callback<Done> done)
        : m_opcode(opcode)
        , m_done(std::move(done))
    {
    }

    Next start(Context&) override
    {
        Request request = plainRequest(m_opcode);
        request.timeout = kRestartTime;
        return Next::send(request);
    }
    void written() override { m_written = true; }
    Next reply(Context&, const Reply& reply) override
    {
        return reply.outcome == Outcome::Refused ? Next::fail(refusedError(what(), reply))
                                                 : Next::done();
    }
    std::optional<Next> recover(Context&, const Reply& reply) override
    {
        return reply.outcome == Outcome::Timeout ? std::optional(Next::done()) : std::nullopt;
    }
    std::optional<Next> interrupted(Context&) override { return Next::done(); }
    std::string what() const override { return "Cannot reset the camera"; }
    void finished(const Status& status) override
    {
        const bool gone = !status && m_written && status.error().code == Errc::Disconnected;
        m_done(gone ? Status(Done{}) : status);
    }

private:
    Opcode m_opcode;
    Callback<Done> m_done;
    bool m_written = false;
};

}  // namespace

Result<ChannelInfo> findChannel(const ChannelTable& table, const std::string& name,
                                const std::string& what)
{
    if (const ChannelInfo* channel = table.find(name))
        return *channel;
    std::string known;
    for (const ChannelInfo& channel : table.all())
        known += (known.empty() ? "" : ", ") + channel.name;
    return fail("OMV-E0207", what, fmt::format("The camera has: {}", known),
                "Start the script that makes the channel");
}

std::unique_ptr<Operation> queryRunning(Callback<bool> done)
{
    const std::string what = "Cannot ask whether a script runs";
    return std::make_unique<Query<bool>>(
        Query<bool>::Plan{what, 4,
                          [](Context&, MutableBytes into) {
                              return Result<Request>(plainRequest(Opcode::ChannelPoll, 0, into));
                          },
                          [what](Context& context, Bytes reply) -> Result<bool> {
                              const auto ready = protocol::decodeU32(reply);
                              if (!ready)
                                  return tooShort(what);
                              return (*ready >> (context.channels.scripts() & 31u) & 1u) != 0;
                          }},
        std::move(done));
}

std::unique_ptr<Operation> queryChannels(Callback<std::vector<ChannelInfo>> done)
{
    return std::make_unique<Query<std::vector<ChannelInfo>>>(
        Query<std::vector<ChannelInfo>>::Plan{
            "Cannot list the channels", kListRoom,
            [](Context&, MutableBytes into) {
                return Result<Request>(plainRequest(Opcode::ChannelList, 0, into));
            },
            [](Context& context, Bytes reply) -> Result<std::vector<ChannelInfo>> {
                if (!context.channels.parse(reply))
                    return tooShort("Cannot list the channels");
                return context.channels.all();
            }},
        std::move(done));
}

std::unique_ptr<Operation> queryMemory(Callback<std::vector<MemoryPool>> done)
{
    return std::make_unique<Query<std::vector<MemoryPool>>>(
        Query<std::vector<MemoryPool>>::Plan{
            "Cannot read the memory statistics", kMemoryRoom,
            [](Context&, MutableBytes into) {
                return Result<Request>(plainRequest(Opcode::SysMemory, 0, into));
            },
            [](Context&, Bytes reply) { return parseMemory(reply); }},
        std::move(done));
}

std::unique_ptr<Operation> queryStatistics(Callback<protocol::DeviceStats> done)
{
    const std::string what = "Cannot read the link statistics";
    return std::make_unique<Query<protocol::DeviceStats>>(
        Query<protocol::DeviceStats>::Plan{
            what, kGreetRoom,
            [](Context&, MutableBytes into) {
                return Result<Request>(plainRequest(Opcode::ProtoStats, 0, into));
            },
            [what](Context&, Bytes reply) -> Result<protocol::DeviceStats> {
                const auto stats = protocol::decodeDeviceStats(reply);
                return stats ? Result<protocol::DeviceStats>(*stats) : tooShort(what);
            }},
        std::move(done));
}

std::unique_ptr<Operation> queryShape(std::string channel,
                                      Callback<std::vector<std::uint32_t>> done)
{
    using Words = std::vector<std::uint32_t>;
    const std::string what = fmt::format("Cannot read the shape of channel {}", channel);
    return std::make_unique<Query<Words>>(
        Query<Words>::Plan{what, 16,
                           [what, channel](Context& context, MutableBytes into) -> Result<Request> {
                               const auto found = findChannel(context.channels, channel, what);
                               if (!found)
                                   return Unexpected{found.error()};
                               return plainRequest(Opcode::ChannelShape, found->id, into);
                           },
                           [what](Context&, Bytes reply) -> Result<Words> {
                               const auto shape = protocol::decodeShape(reply);
                               if (!shape)
                                   return tooShort(what);
                               const auto begin = shape->dimension.begin();
                               return Words(begin,
                                            begin + static_cast<std::ptrdiff_t>(shape->count));
                           }},
        std::move(done));
}

std::unique_ptr<Operation> ioctlCall(std::string channel, std::uint32_t request,
                                     std::vector<std::uint8_t> arguments, Callback<Done> done)
{
    const std::string what = fmt::format("Cannot control channel {}", channel);
    return std::make_unique<Query<Done>>(
        Query<Done>::Plan{what, 0,
                          [what, channel, request, arguments = std::move(arguments)](
                              Context& context, MutableBytes) -> Result<Request> {
                              const auto found = findChannel(context.channels, channel, what);
                              if (!found)
                                  return Unexpected{found.error()};
                              return ioctlRequest(found->id, request, arguments);
                          },
                          [](Context&, Bytes) { return Result<Done>(Done{}); }, false},
        std::move(done));
}

std::unique_ptr<Operation> restartCall(Opcode opcode, Callback<Done> done)
{
    return std::make_unique<Restart>(opcode, std::move(done));
}

Greet::Greet(std::string port, Callback<Greeting> done)
    : m_port(std::move(port))
    , m_done(std::move(done))
    , m_reply(kListRoom)
{
}

Next Greet::start(Context&)
{
    return Next::send(plainRequest(Opcode::ProtoVersion, 0, m_reply));
}

Next Greet::reply(Context& context, const Reply& reply)
{
    if (reply.outcome != Outcome::Ok)
        return Next::fail(refusedError(what(), reply));
    const Bytes payload = Bytes(m_reply).first(reply.size);
    if (reply.opcode == Opcode::ProtoVersion) {
        const auto versions = protocol::decodeVersions(payload);
        if (!versions)
            return Next::fail(malformedError(what(), "The version is too short"));
        m_greeting.versions = *versions;
        return Next::send(plainRequest(Opcode::SysInfo, 0, m_reply));
    }
    if (reply.opcode == Opcode::SysInfo) {
        const auto system = protocol::decodeSystemInfo(payload);
        if (!system)
            return Next::fail(malformedError(what(), "The system information is too short"));
        m_greeting.system = *system;
        return Next::send(plainRequest(Opcode::ChannelList, 0, m_reply));
    }
    if (reply.opcode == Opcode::ChannelList) {
        if (!context.channels.parse(payload))
            return Next::fail(malformedError(what(), "The channel list is cut"));
        return Next::send(plainRequest(Opcode::ChannelPoll, 0, m_reply));
    }
    const auto ready = protocol::decodeU32(payload);
    if (ready)
        context.script.polled((*ready >> (context.channels.scripts() & 31u) & 1u) != 0,
                              context.now);
    return Next::done();
}

Error Greet::timeout() const
{
    return makeError("OMV-E0106", what(), "No valid answer came before the deadline",
                     "Press its reset button or plug it in again, and check the port");
}

void Greet::finished(const Status& status)
{
    m_done(status ? Result<Greeting>(m_greeting) : Result<Greeting>(Unexpected{status.error()}));
}

}  // namespace omv::session
