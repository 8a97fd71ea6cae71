// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/machine.h"

namespace omv::protocol::loader {

/// What the machines of one family have in common with those of another: the life of a job.
///
/// A job is a list of parts. advance() begins the next one, `m_stage` counts them; each is some
/// steps that received() follows until it calls proceed(). A cancelled job begins no other part:
/// what the device waits for or is going to say is still exchanged, so that the next job finds
/// it listening.
///
/// Steps point into the machine: it stays where it is.
class Job : public Machine {
public:
    Job() = default;
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    Step start() final;
    Step answer(const Answer& answer) final;
    Step cancel(const Answer& answer) final;
    Progress progress() const final { return m_progress; }

protected:
    ~Job() = default;

    /// Begins the part number `m_stage` and counts on.
    virtual Step advance() = 0;
    virtual Step received(const Answer& answer) = 0;
    /// The job cannot go on. A family that must tell the device so returns steps that do, and
    /// ends with failed(fault).
    virtual Step abandon(const Fault& fault) { return failed(fault); }

    /// A part is done: the next one, or the end if cancelled.
    Step proceed();
    Step fail(FaultKind kind, std::uint32_t code = 0);
    Step fail(FaultKind kind, std::uint32_t code, std::uint64_t offset);
    /// For an outcome that is not Ok.
    Step fail(Outcome outcome);
    bool cancelled() const { return m_cancelled; }

    /// What of `into` an answer filled.
    static Bytes came(Bytes into, const Answer& answer);
    static Step failed(const Fault& fault);
    static Step done() { return Step{}; }
    static Step reportOut(Bytes report, Duration limit);
    static Step reportIn(MutableBytes into, Duration limit);
    static Step write(Bytes bytes, Duration limit);
    static Step read(MutableBytes into, Duration limit);
    static Step wait(Duration time);

    int m_stage = 0;
    Progress m_progress;

private:
    Step settle(Step step);

    bool m_cancelled = false;
    Step m_end;
    bool m_over = false;
};

}  // namespace omv::protocol::loader
