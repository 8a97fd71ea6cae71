// SPDX-License-Identifier: MIT
#pragma once

#include "libopenmv/src/session_channels.h"
#include "libopenmv/src/session_request.h"
#include "libopenmv/src/session_script.h"

namespace omv::session {

/// What an operation wants next. Exactly one of these.
struct Next {
    enum class Kind {
        Send,  ///< `requests`, in one go; their replies come to reply() or recover() one by one
        More,  ///< only after Send of several: the reply to the next of them
        Wait,  ///< for news or for `until`; others may use the link meanwhile
        Resync,  ///< a handshake, then resume()
        Done,
        Fail,  ///< `error`
    };

    static constexpr std::size_t kMostRequests = 4;

    Kind kind = Kind::Done;
    std::array<Request, kMostRequests> requests{};
    std::size_t count = 0;  ///< of requests
    Time until = protocol::kNever;
    Error error{};

    static Next send(const Request& request)
    {
        Next next;
        next.kind = Kind::Send;
        next.then(request);
        return next;
    }
    /// One more behind the others; Context::pipelineRoom says how many can be sent.
    Next& then(const Request& request)
    {
        if (count < requests.size())
            requests[count++] = request;
        return *this;
    }
    static Next more()
    {
        Next next;
        next.kind = Kind::More;
        return next;
    }
    static Next wait(Time until)
    {
        Next next;
        next.kind = Kind::Wait;
        next.until = until;
        return next;
    }
    static Next resync()
    {
        Next next;
        next.kind = Kind::Resync;
        return next;
    }
    static Next done() { return {}; }
    static Next fail(Error error)
    {
        Next next;
        next.kind = Kind::Fail;
        next.error = std::move(error);
        return next;
    }
};

/// What an operation may know of its session.
struct Context {
    Time now = 0;
    const protocol::Caps& caps;
    ChannelTable& channels;
    ScriptTracker& script;
    Duration replyTimeout = 0;
    /// For requests that may be sent twice: soon enough to ask again.
    Duration shortTimeout = 0;
    /// The same for those that are answered by a bare ACK, which the camera never repeats.
    Duration bareTimeout = 0;
    /// For those that must not be sent twice without need.
    Duration onceTimeout = 0;
    /// Between packets of a reply, for which the camera itself sees that they arrive.
    Duration gapTimeout = 0;
    /// Text was announced or may be there, and is not read yet.
    bool textPending = false;
    /// Less text than this stays in the camera, to become more.
    std::size_t leaveText = 0;
    /// Requests that can be sent in one go.
    std::size_t pipelineRoom = 1;
    /// Packets got lost lately.
    bool badLine = false;
    /// Packets of data that can be asked for in one go.
    std::uint32_t packetRoom = 0;
};

/// Something to do with the camera, as a small state machine without I/O and
/// clock: the session asks what is next, does it, and tells the outcome.
///
///     start --Send--> reply --Send--> reply ... --Done--> finished(Done)
///                     reply --Wait--> resume ... --Fail--> finished(error)
///     start --Send of n--> reply --More--> reply ... (n times) --Send, Done ...-->
///
/// After damage or a timeout the session synchronises and, if repeatable(), calls
/// start() again, until the deadline. finished() is called exactly once, whatever happens.
class Operation {
public:
    virtual ~Operation() = default;

    virtual Next start(Context& context) = 0;
    /// Every reply but those that isTrouble().
    virtual Next reply(Context& context, const Reply& reply) = 0;
    /// After Wait (something happened, or it is time) or Resync (done).
    virtual Next resume(Context& context) { return start(context); }
    /// A reply that isTrouble(): an operation may know better than to start again.
    virtual std::optional<Next> recover(Context& /*context*/, const Reply& /*reply*/)
    {
        return std::nullopt;
    }
    /// The board restarted, or a handshake was needed, while a reply was awaited: it
    /// will not come. Not for Next::send().
    virtual std::optional<Next> interrupted(Context& /*context*/) { return std::nullopt; }
    /// All that was sent so far has left for the transport.
    virtual void written() {}
    /// Doing all of it twice is the same as once.
    virtual bool repeatable() const { return true; }
    /// "Cannot run the script": the first part of its errors.
    virtual std::string what() const = 0;
    /// What is said when the deadline passes now.
    virtual Error timeout() const { return timeoutError(what()); }
    virtual void finished(const Status& status) = 0;
};

}  // namespace omv::session
