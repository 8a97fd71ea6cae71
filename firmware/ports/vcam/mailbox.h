// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/modules/port.h"
#include "firmware/ports/vcam/unique_fd.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace omv::vcam {

/// Wakes a thread that waits in poll().
class WakeEvent {
public:
    WakeEvent();
    void signal();
    void clear();
    int fd() const { return m_fd.get(); }

private:
    UniqueFd m_fd;
};

/// What the VM thread asks of the device thread, in order.
struct VmRequest {
    enum class Kind {
        PoweredOn,  ///< the board came up: attach the wires
        PoweredOff,  ///< reset, bootloader or sleep: detach them
        ScriptStarted,
        ScriptStopped,
        SoftReboot,  ///< the event that goes out before the re-init
        Reinitialise,
        RegisterChannel,
        SendEvent,
    };

    Kind kind = Kind::PoweredOn;
    int slot = 0;
    std::string name{};
    std::uint8_t flags = 0;
    bool zeroCopy = false;
    std::uint16_t code = 0;
    bool wantAck = false;
};

/// The two threads' only way to talk, beyond the locked channels of the core.
///
/// VM to device: requests, fire and forget; a registration and an acknowledged
/// event have a result that the VM polls for. Device to VM: bits (omv_vm_post)
/// and jobs, one at a time, for which the device thread waits a bounded time
/// without holding any lock.
class Mailbox {
public:
    // VM thread
    void post(VmRequest request);
    void expectResult();
    int result() const;
    /// Waits until a bit is posted, at most `microseconds`.
    void wait(std::uint64_t microseconds);
    omv_job* takeJob();
    void jobDone(omv_job* job);
    /// The script ended in the middle of a job.
    void abandonJob();

    // Device thread
    std::vector<VmRequest> takeRequests();
    void setResult(int result);
    /// A call into the VM: its memory stays alive even if the caller gives up.
    struct Job : omv_job {
        std::vector<std::uint8_t> input;
        std::vector<std::uint8_t> output;
        explicit Job(omv_job_kind what);
        void setInput(const std::uint8_t* data, std::size_t size);
        void setRoom(std::size_t size);
    };
    /// False when the VM did not serve it in time.
    bool call(const std::shared_ptr<Job>& job);

    // Any thread
    /// Wakes the VM from wait().
    void notifyVm();
    WakeEvent& wake() { return m_wake; }

private:
    enum class JobState { None, Waiting, Taken, Done };

    mutable std::mutex m_mutex;
    std::condition_variable m_vmWakes;
    std::condition_variable m_deviceWakes;
    std::vector<VmRequest> m_requests;
    int m_result = OMV_FAILED;
    JobState m_jobState = JobState::None;
    std::shared_ptr<Job> m_job;
    std::shared_ptr<Job> m_taken;  // keeps what the VM works on alive
    WakeEvent m_wake;
};

}  // namespace omv::vcam
