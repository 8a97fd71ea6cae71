// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "libopenmv/src/session_operation.h"

namespace omv::session {

/// Stops what runs and waits until the board is itself again:
///
///     POLL: nothing runs ----------------------------------------------> over
///     POLL: running -> STOP -> stopped (event, or POLL) -> soft reboot -> over
///
/// A STOP is acknowledged also when a script ignores it, so it is repeated.
class StopSteps {
public:
    static constexpr Duration kAskAgain = 250 * protocol::kMillisecond;
    static constexpr Duration kRebootWait = 700 * protocol::kMillisecond;
    /// Of asking again without a handshake.
    static constexpr int kTries = 8;

    /// Empty: it is over.
    std::optional<Next> start(Context& context);
    std::optional<Next> reply(Context& context, const Reply& reply, const std::string& what);
    std::optional<Next> resume(Context& context);
    std::optional<Next> recover(Context& context, const Reply& reply);
    /// STOP was sent and the script goes on.
    bool isIgnored() const { return m_step == Step::AwaitStop; }

private:
    enum class Step { Ask, Stop, AwaitStop, AwaitReboot, Resync };

    Next poll(Context& context);
    Next sendStop(Context& context);
    Next awaitReboot(Context& context);

    Step m_step = Step::Ask;
    std::array<std::uint8_t, 4> m_poll{};
    unsigned m_stops = 0;
    unsigned m_reboots = 0;
    Time m_until = 0;
    bool m_stopNext = false;
    int m_tries = 0;
};

/// Stops the running script. Done only after the soft reboot.
class StopScript final : public Operation {
public:
    explicit StopScript(std::function<void(Status)> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    Next resume(Context& context) override;
    std::optional<Next> recover(Context& context, const Reply& reply) override
    {
        return m_steps.recover(context, reply);
    }
    std::string what() const override { return "Cannot stop the script"; }
    Error timeout() const override;
    void finished(const Status& status) override { m_done(status); }

private:
    StopSteps m_steps;
    std::function<void(Status)> m_done;
};

/// Stop, wait for the old script's text, RESET, WRITE..., EXEC, and proof that it started.
class RunScript final : public Operation {
public:
    static constexpr Duration kQuietLimit = 2 * protocol::kSecond;
    static constexpr Duration kAskAgain = 200 * protocol::kMillisecond;
    static constexpr Duration kStartLimit = 5 * protocol::kSecond;
    /// At rest for so long, a camera has not got the EXEC that it did not answer.
    static constexpr Duration kRestProof = protocol::kSecond;
    /// Of such an EXEC.
    static constexpr int kRepeats = 3;
    /// Of asking again without a handshake.
    static constexpr int kTries = 32;

    RunScript(std::string script, std::function<void(Status)> done);

    Next start(Context& context) override;
    Next reply(Context& context, const Reply& reply) override;
    Next resume(Context& context) override;
    std::optional<Next> recover(Context& context, const Reply& reply) override;
    std::optional<Next> interrupted(Context& context) override;
    std::string what() const override { return "Cannot run the script"; }
    Error timeout() const override;
    void finished(const Status& status) override { m_done(status); }

private:
    enum class Phase { Stop, Quiet, Upload, Execute, Confirm };

    Next waitForQuiet(Context& context);
    Next upload(Context& context, const Reply& reply);
    Next sendPiece(Context& context);
    std::optional<Next> uploadAgain(Context& context, const Reply& reply);
    Next execute(Context& context);
    void awaitStart(const Context& context, bool unsure);
    Next confirm(Context& context);
    Next confirmed(Context& context, const Reply& reply);
    bool seemsLost(const Context& context) const;
    Error uploadError(const Reply& reply) const;

    std::string m_script;
    std::function<void(Status)> m_done;
    Phase m_phase = Phase::Stop;
    StopSteps m_stop;
    Time m_until = 0;
    std::size_t m_sent = 0;
    unsigned m_starts = 0;
    unsigned m_reboots = 0;
    unsigned m_texts = 0;
    bool m_startedOver = false;
    bool m_unsure = false;  // EXEC was sent, and no answer came
    int m_repeats = 0;
    std::size_t m_piece = 0;  // of the WRITE under way
    int m_tries = 0;
    std::array<std::uint8_t, 4> m_poll{};
};

}  // namespace omv::session
