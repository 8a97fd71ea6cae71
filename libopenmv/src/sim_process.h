// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <sys/types.h>

#include "libopenmv/src/port_spec.h"
#include "libopenmv/src/unique_fd.h"

namespace omv {

/// A virtual camera (omv-vcam) of our own, as a child process.
///
/// Ends with this object: SIGTERM, then SIGKILL after two seconds; it is waited for, so no
/// zombie stays. When this program dies, the child sees its lifetime pipe close and
/// ends too. It has a process group of its own, so that Ctrl+C reaches us first.
class SimProcess {
public:
    /// Starts it and waits until it is ready.
    /// Errors: System (not found, did not start), Cancelled.
    static Result<SimProcess> start(const SimulatedPort& port, std::chrono::milliseconds timeout,
                                    std::stop_token cancel);
    SimProcess(SimProcess&& other) noexcept;
    SimProcess& operator=(SimProcess&&) = delete;
    ~SimProcess();

    const std::string& pty() const { return m_pty; }
    /// "usbip:127.0.0.1:PORT"; empty without the option usbip.
    const std::string& usbIp() const { return m_usbIp; }
    pid_t pid() const { return m_pid; }
    /// How it ended by itself, waiting that long for its end; nothing while it runs.
    std::optional<std::string> ending(std::chrono::milliseconds wait);

private:
    SimProcess() = default;

    Status spawn(const std::string& program, const SimulatedPort& port);
    Status endedEarly(const std::string& program, const std::string& said);
    Status awaitReady(const std::string& program, std::chrono::milliseconds timeout,
                      std::stop_token cancel);

    pid_t m_pid = -1;
    UniqueFd m_output;  // its stdout and stderr
    UniqueFd m_lifetime;
    std::string m_pty;
    std::string m_usbIp;
    std::string m_ending;
};

/// Where omv-vcam is: $OMV_VCAM, else beside the running program, else in PATH.
/// Errors: System.
Result<std::string> findSimulator();

/// Its command line, the program first. `lifetime`: number of its lifetime descriptor.
std::vector<std::string> simulatorCommand(const std::string& program, const SimulatedPort& port,
                                          int lifetime);

/// Starts a virtual camera and connects to it; the process ends with the last transport to it.
Result<std::unique_ptr<Transport>>
openSimulated(const SimulatedPort& port, std::chrono::milliseconds timeout, std::stop_token cancel);

/// What keeps the virtual camera of such a transport running without it: a board that left the
/// bus for a while can be opened again by its pty. Null for other transports.
std::shared_ptr<void> processBehind(const Transport& transport);

/// A serial port. One of a virtual camera that this program started keeps its process.
Result<std::unique_ptr<Transport>> openPty(const std::string& path);

}  // namespace omv
