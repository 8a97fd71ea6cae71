// SPDX-License-Identifier: MIT
#include "protocol/loader/job.h"

namespace omv::protocol::loader {

Step Job::start()
{
    return settle(advance());
}

Step Job::answer(const Answer& answer)
{
    return m_over ? m_end : settle(received(answer));
}

Step Job::cancel(const Answer& answer)
{
    if (m_over)
        return m_end;
    m_cancelled = true;
    return settle(received(answer));
}

Step Job::proceed()
{
    return m_cancelled ? abandon({FaultKind::Cancelled, 0, m_progress.done}) : advance();
}

Step Job::fail(FaultKind kind, std::uint32_t code)
{
    return fail(kind, code, m_progress.done);
}

Step Job::fail(FaultKind kind, std::uint32_t code, std::uint64_t offset)
{
    return abandon({kind, code, offset});
}

Step Job::fail(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Stall: return fail(FaultKind::Refused);
    case Outcome::Gone: return fail(FaultKind::Gone);
    case Outcome::Ok:
    case Outcome::Timeout: break;
    }
    return fail(FaultKind::NoAnswer);
}

Bytes Job::came(Bytes into, const Answer& answer)
{
    return into.first(answer.size < into.size() ? answer.size : into.size());
}

Step Job::failed(const Fault& fault)
{
    Step step;
    step.kind = Step::Kind::Failed;
    step.fault = fault;
    return step;
}

Step Job::reportOut(Bytes report, Duration limit)
{
    Step step;
    step.kind = Step::Kind::ReportOut;
    step.out = report;
    step.limit = limit;
    return step;
}

Step Job::reportIn(MutableBytes into, Duration limit)
{
    Step step;
    step.kind = Step::Kind::ReportIn;
    step.in = into;
    step.limit = limit;
    return step;
}

Step Job::write(Bytes bytes, Duration limit)
{
    Step step;
    step.kind = Step::Kind::Write;
    step.out = bytes;
    step.limit = limit;
    return step;
}

Step Job::read(MutableBytes into, Duration limit)
{
    Step step;
    step.kind = Step::Kind::Read;
    step.in = into;
    step.limit = limit;
    return step;
}

Step Job::wait(Duration time)
{
    Step step;
    step.kind = Step::Kind::Wait;
    step.limit = time;
    return step;
}

/// A cancelled job ends with Cancelled, however it came to its end.
Step Job::settle(Step step)
{
    if (!step.over())
        return step;
    if (m_cancelled)
        step = failed({FaultKind::Cancelled, 0, m_progress.done});
    m_over = true;
    m_end = step;
    return step;
}

}  // namespace omv::protocol::loader
