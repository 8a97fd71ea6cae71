// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/pipes.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace omv::flasher {

namespace {

constexpr Answer kNoMeans{Outcome::Stall, 0};

void waitFor(protocol::Duration time, const std::stop_token& cancel)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait_for(lock, cancel, std::chrono::microseconds(time), [] { return false; });
}

Answer performed(const Step& step, Pipe& pipe, const RunOptions& options)
{
    if (step.kind != Step::Kind::Wait)
        return pipe.perform(step);
    if (options.wait)
        options.wait(step.limit);
    else
        waitFor(step.limit, options.cancel);
    return {};
}

}  // namespace

Answer ControlPipe::perform(const Step& step)
{
    switch (step.kind) {
    case Step::Kind::ControlOut: return out(step.setup, step.out, step.limit);
    case Step::Kind::ControlIn: return in(step.setup, step.in, step.limit);
    case Step::Kind::SelectAlternate:
        return selectAlternate(step.setup.index, step.setup.value, step.limit);
    case Step::Kind::ResetPort: return resetPort();
    default: return kNoMeans;
    }
}

Answer HidReports::perform(const Step& step)
{
    switch (step.kind) {
    case Step::Kind::ReportOut: return out(step.out, step.limit);
    case Step::Kind::ReportIn: return in(step.in, step.limit);
    default: return kNoMeans;
    }
}

Answer ByteStream::perform(const Step& step)
{
    switch (step.kind) {
    case Step::Kind::Write: return write(step.out, step.limit);
    case Step::Kind::Read: return read(step.in, step.limit);
    case Step::Kind::SetBaud: return setBaud(step.number);
    case Step::Kind::Discard: return discard();
    default: return kNoMeans;
    }
}

loader::Fault run(loader::Machine& machine, Pipe& pipe, const RunOptions& options)
{
    bool cancelled = false;
    Step step = machine.start();
    while (!step.over()) {
        const Answer answer = performed(step, pipe, options);
        // Only once: what follows is how the machine leaves the device in order.
        if (!cancelled && options.cancel.stop_requested()) {
            cancelled = true;
            step = machine.cancel(answer);
        } else {
            step = machine.answer(answer);
        }
        if (options.progress)
            options.progress(machine.progress());
    }
    return step.kind == Step::Kind::Failed ? step.fault : loader::Fault{};
}

}  // namespace omv::flasher
