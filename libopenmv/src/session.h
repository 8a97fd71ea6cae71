// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <memory>

#include "libopenmv/src/session_background.h"
#include "libopenmv/src/session_frame_read.h"
#include "libopenmv/src/session_latency.h"
#include "libopenmv/src/session_link.h"
#include "libopenmv/src/session_pipelining.h"

namespace omv::session {

/// Who hears of what a session receives. Called within the session's functions;
/// must not call back into it.
class SessionListener {
public:
    virtual void text(std::string_view text) = 0;
    virtual void frame(Frame frame) = 0;
    virtual void event(const ChannelEvent& event) = 0;
    virtual void scriptChanged(const ScriptTracker& script) = 0;
    virtual void log(int level, std::string_view line) = 0;

protected:
    ~SessionListener() = default;
};

struct Counters {
    std::uint64_t frames = 0;
    std::uint64_t framesFailed = 0;
    std::uint64_t textBytes = 0;
    std::uint64_t textLost = 0;
    std::uint64_t waits = 0;  ///< times that an operation waited for the camera's answer
};

/// One connection to a camera, without I/O and clock: does the operations it is
/// given, one at a time and in order, and between them what keeps text, frames and
/// the state of the script coming. Without acknowledgements several requests of an
/// operation go out at once, and a lock is given back while the next one begins; a
/// camera that cannot serve that is noticed and asked one thing at a time.
///
/// Order of work: what a soft reboot undid; the user's operations; a poll once a
/// second; text and frames in turn. After kUserStreak steps of the user in a row one
/// of the others gets its turn.
///
/// Use as HostLink: read into receiveSpace(), received(), write output(), sent(),
/// tick() at deadline(). Threads: one at a time.
class Session {
public:
    static constexpr Duration kPollInterval = protocol::kSecond;
    /// Where events get lost.
    static constexpr Duration kBadLinePollInterval = 15 * protocol::kMillisecond;
    /// Little text, where losing a piece of it is costly, waits so long in the camera; between
    /// looks at how much it is.
    static constexpr std::size_t kLittleText = 256;
    static constexpr Duration kTextWait = protocol::kSecond;
    static constexpr Duration kTextPause = 100 * protocol::kMillisecond;
    /// A line is called bad so long after something was lost on it.
    static constexpr Duration kBadLineTime = 10 * protocol::kSecond;
    static constexpr int kUserStreak = 4;
    /// Small requests sent behind others on a bad line: a reply to any of them shows at once
    /// what got lost before it.
    static constexpr int kFences = 2;

    Session(const LinkOptions& options, SessionListener& listener);

    /// Starts to look for the camera; operations may be added at once.
    void connect(Time now);

    MutableBytes receiveSpace() { return m_link.receiveSpace(); }
    void received(std::size_t count, Time now);
    Bytes output() const { return m_link.output(); }
    void sent(std::size_t count);
    void tick(Time now);
    Time deadline() const;

    /// Queues an operation, which fails at `deadline`. `id`: of the caller's choice, not 0.
    void add(std::uint64_t id, std::unique_ptr<Operation> operation, Time deadline, Time now);
    /// Ends an operation as cancelled; unknown ids are ignored.
    void abandon(std::uint64_t id, Time now);
    /// The connection is over: every operation fails with `error`, nothing works any more.
    void end(const Error& error);
    /// Why it is over.
    const std::optional<Error>& ended() const { return m_ended; }

    /// What the user wants of the stream from now on; restored after soft reboots.
    void setStream(const ConfigureStream::Settings& settings);
    void setSource(std::optional<std::uint32_t> chipId);

    const SyncedLink& link() const { return m_link; }
    const ChannelTable& channels() const { return m_channels; }
    const ScriptTracker& script() const { return m_script; }
    const Counters& counters() const { return m_counters; }
    const LatencyHistogram& roundTrips() const { return m_roundTrips; }
    /// From the grant of a lock to the reply to UNLOCK.
    const LatencyHistogram& lockTimes() const { return m_lockTimes; }

private:
    struct Job {
        enum class Stage { New, Waiting, Resume };

        std::unique_ptr<Operation> operation;
        std::uint64_t id = 0;  ///< 0: the session's own
        Time deadline = protocol::kNever;
        Stage stage = Stage::New;
        int repeats = 0;
        std::optional<Error> trouble;  ///< of the last try
        Time resumeAt = protocol::kNever;  ///< Waiting
        unsigned newsSeen = 0;  ///< Waiting
    };

    /// A request whose reply is to come.
    struct Awaited {
        Opcode opcode = Opcode::ProtoSync;
        std::uint8_t channel = 0;
        Time since = 0;
        bool first = false;  ///< nothing was under way when it was sent
        bool detached = false;  ///< of no operation
        bool fence = false;  ///< detached, and its answer says nothing
        std::optional<Reply> reply;
    };
    /// What the current operation sent together.
    struct Batch {
        std::size_t size = 0;
        std::size_t taken = 0;
        bool firstAnswered = false;
        bool othersAnswered = false;
    };

    void advance(Time now);
    void takeEvents(Time now);
    void takeEvent(const protocol::DeviceEvent& event, Time now);
    void channelEvent(const protocol::DeviceEvent& event);
    void listed(const Status& status);
    void systemEvent(std::uint16_t code, Time now);
    void scriptEvent(std::uint16_t code, Time now);
    void rebooted(Time now);
    void noticeSynchronisation(Time now);
    void takeReplies(Time now);
    void note(const Reply& reply, const Awaited& awaited, Time now);
    void hasteFailed();
    void judgeFence(const Reply& reply, const Awaited& awaited);
    void noteLock(const Reply& reply, const Awaited& awaited, Time now);
    void judgeBatch(const Reply& reply);
    void currentReply(const Reply& reply, const Awaited& awaited, Time now);
    bool sendAgain(const Reply& reply, const Awaited& awaited, Time now);
    Job takeCurrent();
    Job dropCurrent();
    void noticeLosses(Time now);
    void lineIsBad(Time now);
    void trouble(Job job, const Reply& reply, Time now);
    void startAgain(Job job, const Error& error);
    void interruptCurrent(Time now);
    void expireJobs(Time now);
    Context context(Time now);

    bool isBadLine(Time now) const { return now < m_badUntil; }
    Duration pollInterval(Time now) const;
    bool isHasty(Time now) const;
    bool canStart() const;
    std::size_t pipelineRoom(Time now) const;
    bool runNext(Time now);
    bool userReady(Time now) const;
    void runUser(Time now);
    bool runRestoring(Time now);
    bool runBackground(Time now);
    void startOwn(std::unique_ptr<Operation> operation, Time now);
    void apply(Job job, Next next, Time now);
    void send(Job job, const Next& next, Time now);
    bool submit(const Request& request, bool detached, Time now);
    void addFences(Time now);
    void unlock(std::uint8_t channel, Time now);
    void finish(Job job, const Status& status);
    void restoreStream(Time now);
    void startPoll(Time now);
    void startDrain(Time now);
    void startFrame(Time now);
    void polled(std::optional<std::uint32_t> ready, Time now);
    void drained(const TextRead& read, std::size_t unsure);
    bool textMayWait(Time now) const;
    void frameRead(FrameRead read);
    bool frameDue(Time now) const;
    Time idleDeadline() const;

    SessionListener& m_listener;
    SyncedLink m_link;
    ChannelTable m_channels;
    ScriptTracker m_script;
    FramePool m_pool;
    Counters m_counters;
    std::optional<Error> m_ended;

    std::deque<Job> m_jobs;  // the user's; the front one may be under way and waiting
    std::optional<Job> m_current;  // its replies are awaited
    Batch m_batch;
    Request m_lastRequest;  // of m_current
    std::deque<Awaited> m_awaited;  // in the order in which they were sent
    Pipelining m_pipelining;
    Time m_badUntil = 0;
    std::uint64_t m_lossesSeen = 0;
    std::uint64_t m_timeoutsSeen = 0;
    std::array<std::uint8_t, 4> m_fenceReply{};  // not looked at
    std::uint8_t m_fenceTag = 0;
    int m_fencesLost = 0;  // in a row
    bool m_answeredBefore = false;  // what was sent before them
    FrameSizePrediction m_frameSize;
    Latency m_latency;
    LatencyHistogram m_roundTrips;
    LatencyHistogram m_lockTimes;
    unsigned m_news = 0;  // counts whatever may interest a waiting operation
    unsigned m_synchronisations = 0;  // of m_link, as far as noticed
    int m_userStreak = 0;

    Time m_now = 0;  // of the call under way
    Time m_pollAt = protocol::kNever;
    bool m_textPending = false;
    std::size_t m_textUnsure = 0;
    bool m_textWasLast = false;
    Time m_textAt = 0;
    Time m_textBy = 0;
    bool m_framePending = false;
    int m_frameTries = 0;
    Time m_frameAt = 0;
    bool m_lockIntervalSeen = false;
    Time m_lastLock = 0;
    std::optional<std::uint8_t> m_locked;  // this channel, perhaps
    bool m_unlockFailed = false;

    bool m_rebooted = false;  // since the last synchronisation
    Time m_rebootBy = protocol::kNever;  // a script ended: its soft reboot should be told
    bool m_listStale = false;
    std::vector<ChannelEvent> m_unnamed;  // events that wait for a new list
    bool m_restoreDue = false;  // raw settings and source
    bool m_sourceDue = false;
    bool m_sourceAgain = false;  // once more with the script's first frame
    std::optional<ConfigureStream::Settings> m_stream;
    std::optional<std::uint32_t> m_source;
};

}  // namespace omv::session
