// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "libopenmv/src/session_operation.h"

// The operations behind Camera's functions, scripts excepted.

namespace omv::session {

template<class T>
using Callback = std::function<void(Result<T>)>;

/// One request, one reply.
template<class T>
class Query final : public Operation {
public:
    struct Plan {
        std::string what;
        std::size_t room = 0;  ///< bytes that the reply may have
        /// The request, to be answered into `room` bytes; an error ends the operation.
        std::function<Result<Request>(Context&, MutableBytes into)> request;
        std::function<Result<T>(Context&, Bytes reply)> parse;
        bool repeatable = true;
    };

    Query(Plan plan, Callback<T> done)
        : m_plan(std::move(plan))
        , m_done(std::move(done))
        , m_reply(m_plan.room)
    {
    }

    Next start(Context& context) override
    {
        auto request = m_plan.request(context, m_reply);
        if (!request)
            return Next::fail(request.error());
        if (context.badLine && m_plan.repeatable)
            request->timeout = context.shortTimeout;
        return Next::send(*request);
    }

    Next reply(Context& context, const Reply& reply) override
    {
        if (reply.outcome != Outcome::Ok)
            return Next::fail(refusedError(what(), reply));
        auto parsed = m_plan.parse(context, Bytes(m_reply).first(reply.size));
        if (!parsed)
            return Next::fail(parsed.error());
        m_value = *std::move(parsed);
        return Next::done();
    }

    /// Asking again needs no handshake first, as long as it helps.
    std::optional<Next> recover(Context& context, const Reply& reply) override
    {
        const bool again = (m_plan.repeatable || reply.unserved) && ++m_tries < kTries;
        return again ? std::optional(start(context)) : std::nullopt;
    }

    bool repeatable() const override { return m_plan.repeatable; }
    std::string what() const override { return m_plan.what; }

    void finished(const Status& status) override
    {
        m_done(status ? Result<T>(std::move(m_value)) : Result<T>(Unexpected{status.error()}));
    }

private:
    static constexpr int kTries = 8;

    Plan m_plan;
    Callback<T> m_done;
    std::vector<std::uint8_t> m_reply;
    T m_value{};
    int m_tries = 0;
};

std::unique_ptr<Operation> queryRunning(Callback<bool> done);
std::unique_ptr<Operation> queryChannels(Callback<std::vector<ChannelInfo>> done);
std::unique_ptr<Operation> queryMemory(Callback<std::vector<MemoryPool>> done);
std::unique_ptr<Operation> queryStatistics(Callback<protocol::DeviceStats> done);
std::unique_ptr<Operation> queryShape(std::string channel,
                                      Callback<std::vector<std::uint32_t>> done);
std::unique_ptr<Operation> ioctlCall(std::string channel, std::uint32_t request,
                                     std::vector<std::uint8_t> arguments, Callback<Done> done);

/// SYS_RESET or SYS_BOOT: done when the camera had time to hear it, or is gone.
std::unique_ptr<Operation> restartCall(Opcode opcode, Callback<Done> done);

/// The first questions after the handshake.
struct Greeting {
    protocol::Versions versions;
    protocol::SystemInfo system;
};
class Greet final : public Operation {
public:
    /// `port`: what is connected to, for errors.
    Greet(std::string port, Callback<Greeting> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    std::string what() const override { return "Cannot connect to " + m_port; }
    Error timeout() const override;
    void finished(const Status& status) override;

private:
    std::string m_port;
    Callback<Greeting> m_done;
    std::vector<std::uint8_t> m_reply;
    Greeting m_greeting;
};

/// LOCK where the channel has it, SIZE, READ, UNLOCK.
class ReadChannel final : public Operation {
public:
    struct Range {
        std::uint32_t offset = 0;
        std::uint32_t length = 0;
    };
    static constexpr std::size_t kMost = 64u << 20;

    /// Without `range`: everything. A range is cut to what there is.
    ReadChannel(std::string channel, std::optional<Range> range,
                Callback<std::vector<std::uint8_t>> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    std::optional<Next> recover(Context& context, const Reply& reply) override;
    std::string what() const override;
    Error timeout() const override;
    void finished(const Status& status) override;

private:
    static constexpr int kTries = 8;

    Next sized(Context& context, Bytes size);
    Request read(const Context& context);
    Next unlock();

    std::string m_name;
    std::optional<Range> m_range;
    Callback<std::vector<std::uint8_t>> m_done;
    ChannelInfo m_channel;
    bool m_busy = false;
    int m_tries = 0;
    std::array<std::uint8_t, 4> m_size{};
    std::uint32_t m_offset = 0;
    std::vector<std::uint8_t> m_data;
};

/// WRITE in pieces that fit a packet.
class WriteChannel final : public Operation {
public:
    WriteChannel(std::string channel, std::vector<std::uint8_t> data, Callback<Done> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    std::optional<Next> recover(Context& context, const Reply& reply) override;
    bool repeatable() const override { return false; }
    std::string what() const override;
    void finished(const Status& status) override;

private:
    static constexpr int kMostResends = 8;

    Next sendPiece(Context& context);

    std::string m_name;
    std::vector<std::uint8_t> m_data;
    Callback<Done> m_done;
    std::uint8_t m_channel = 0;
    std::size_t m_sent = 0;
    std::size_t m_piece = 0;
    int m_resends = 0;
};

/// The channel, or OMV-E0207.
Result<ChannelInfo> findChannel(const ChannelTable& table, const std::string& name,
                                const std::string& what);

}  // namespace omv::session
