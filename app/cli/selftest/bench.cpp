// SPDX-License-Identifier: MIT
#include "app/cli/selftest/bench.h"

#include "app/cli/selftest/shared_port.h"

#include <algorithm>

namespace omv::cli::selftest {

using std::chrono::milliseconds;

Bench::Bench(Setup setup)
    : m_setup(std::move(setup))
    , m_deadline(Clock::now() + m_setup.step)
{
}

Status Bench::openPort()
{
    auto port = m_setup.openPort();
    if (!port)
        return Unexpected{port.error()};
    m_port = std::move(*port);
    return Done{};
}

Status Bench::reopenPort()
{
    m_camera.reset();
    m_wire.reset();
    m_port.reset();
    return openPort();
}

std::unique_ptr<Transport> Bench::borrowed()
{
    return std::make_unique<BorrowedTransport>(m_port);
}

Status Bench::useCamera()
{
    return useCamera(call(m_setup.connect));
}

Status Bench::useCamera(const CallOptions& call)
{
    m_wire.reset();
    return m_camera ? Status(Done{}) : connect(call);
}

Status Bench::useCameraWithAck()
{
    m_camera.reset();
    m_acknowledge = true;
    return connect(call(m_setup.connect));
}

Status Bench::connect(const CallOptions& call)
{
    auto camera = m_setup.openCamera(borrowed(), call, m_acknowledge);
    if (!camera)
        return Unexpected{camera.error()};
    m_camera = std::move(*camera);
    m_info = m_camera->info();
    return Done{};
}

Status Bench::useWire()
{
    m_camera.reset();
    if (!m_wire)
        m_wire = std::make_unique<WirePeer>(borrowed(), m_setup.step, m_setup.cancel);
    m_wire->setDeadline(m_deadline);
    return m_wire->setUp();
}

void Bench::startClock(Clock::duration limit)
{
    m_deadline = Clock::now() + limit;
    if (m_wire)
        m_wire->setDeadline(m_deadline);
}

CallOptions Bench::call() const
{
    return call(m_setup.step);
}

CallOptions Bench::call(milliseconds most) const
{
    const auto left = std::chrono::duration_cast<milliseconds>(m_deadline - Clock::now());
    return {.timeout = std::clamp(left, milliseconds(1), std::max(most, milliseconds(1))),
            .cancel = m_setup.cancel};
}

Status Bench::run(std::string_view script)
{
    m_scriptRuns = true;
    return m_camera->run(script, call());
}

Status Bench::stop()
{
    auto stopped = m_camera->stop(call());
    m_scriptRuns = m_scriptRuns && !stopped;
    return stopped;
}

Status Bench::stream(const StreamOptions& options)
{
    m_streams = m_streams || options.enabled;
    auto done = m_camera->stream(options, call());
    m_streams = m_streams && (options.enabled || !done);
    return done;
}

Status Bench::stopWhatRuns()
{
    const auto running = m_camera->isRunning(call());
    if (!running)
        return Unexpected{running.error()};
    m_scriptRanBefore = *running;
    return *running ? m_camera->stop(call()) : Status(Done{});
}

Status Bench::tidy(const CallOptions& call)
{
    const bool idle = !m_scriptRuns && !m_streams && m_file.empty();
    Status done = idle ? Status(Done{}) : useCamera(call);
    if (done && !idle)
        done = undo(call);
    if (m_acknowledge) {
        m_acknowledge.reset();
        m_camera.reset();
    }
    return done;
}

Status Bench::undo(const CallOptions& call)
{
    if (m_streams) {
        if (auto off = m_camera->stream({.enabled = false}, call); !off)
            return off;
        m_streams = false;
    }
    if (m_scriptRuns) {
        if (auto stopped = m_camera->stop(call); !stopped)
            return stopped;
        m_scriptRuns = false;
    }
    return m_file.empty() ? Status(Done{}) : removeFile(call);
}

Status Bench::removeFile(const CallOptions& call)
{
    const std::string script =
        "import os\ntry:\n    os.remove('" + m_file + "')\nexcept OSError:\n    pass\n";
    if (auto started = m_camera->run(script, call); !started)
        return started;
    if (auto ended = m_camera->waitForScript(call); !ended)
        return Unexpected{ended.error()};
    m_file.clear();
    return Done{};
}

}  // namespace omv::cli::selftest
