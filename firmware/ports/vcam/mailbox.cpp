// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/mailbox.h"

#include "firmware/ports/vcam/micropython/vm.h"

#include <sys/eventfd.h>

namespace omv::vcam {

namespace {

using namespace std::chrono_literals;

// A backend is served at the VM's next back-edge; a script in a long C call makes it fail.
constexpr auto kJobTakenWithin = 1000ms;
constexpr auto kJobDoneWithin = 3000ms;

}  // namespace

WakeEvent::WakeEvent()
    : m_fd(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
}

void WakeEvent::signal()
{
    const std::uint64_t one = 1;
    // Can only fail when the counter is full, and then the reader is awake anyway.
    (void)!::write(m_fd.get(), &one, sizeof one);
}

void WakeEvent::clear()
{
    std::uint64_t count = 0;
    (void)!::read(m_fd.get(), &count, sizeof count);
}

void Mailbox::post(VmRequest request)
{
    {
        const std::lock_guard guard(m_mutex);
        m_requests.push_back(std::move(request));
    }
    m_wake.signal();
}

void Mailbox::expectResult()
{
    const std::lock_guard guard(m_mutex);
    m_result = OMV_PENDING;
}

int Mailbox::result() const
{
    const std::lock_guard guard(m_mutex);
    return m_result;
}

void Mailbox::wait(std::uint64_t microseconds)
{
    std::unique_lock lock(m_mutex);
    m_vmWakes.wait_for(lock, std::chrono::microseconds(microseconds),
                       [] { return omv_vm_has_pending(); });
}

void Mailbox::notifyVm()
{
    // Taking the mutex orders this after a waiter's look at the bits.
    {
        const std::lock_guard guard(m_mutex);
    }
    m_vmWakes.notify_all();
}

omv_job* Mailbox::takeJob()
{
    const std::lock_guard guard(m_mutex);
    if (m_jobState != JobState::Waiting)
        return nullptr;
    m_jobState = JobState::Taken;
    m_taken = m_job;
    return m_taken.get();
}

void Mailbox::jobDone(omv_job* job)
{
    const std::lock_guard guard(m_mutex);
    if (m_taken.get() != job)
        return;
    m_taken.reset();
    if (m_jobState == JobState::Taken && m_job.get() == job) {
        m_jobState = JobState::Done;
        m_deviceWakes.notify_all();
    }
}

void Mailbox::abandonJob()
{
    const std::lock_guard guard(m_mutex);
    if (!m_taken)
        return;
    m_taken->ok = false;
    m_taken.reset();
    if (m_jobState == JobState::Taken) {
        m_jobState = JobState::Done;
        m_deviceWakes.notify_all();
    }
}

std::vector<VmRequest> Mailbox::takeRequests()
{
    const std::lock_guard guard(m_mutex);
    return std::exchange(m_requests, {});
}

void Mailbox::setResult(int result)
{
    {
        const std::lock_guard guard(m_mutex);
        m_result = result;
    }
    omv_vm_post(OMV_VM_WAKE);
}

Mailbox::Job::Job(omv_job_kind what)
    : omv_job{}
{
    kind = what;
}

void Mailbox::Job::setInput(const std::uint8_t* data, std::size_t size)
{
    input.assign(data, data + size);
    in = input.data();
    in_size = size;
}

void Mailbox::Job::setRoom(std::size_t size)
{
    output.resize(size);
    out = output.data();
    out_size = size;
}

bool Mailbox::call(const std::shared_ptr<Job>& job)
{
    {
        const std::lock_guard guard(m_mutex);
        m_job = job;
        m_jobState = JobState::Waiting;
    }
    omv_vm_post(OMV_VM_JOB);
    std::unique_lock lock(m_mutex);
    m_deviceWakes.wait_for(lock, kJobTakenWithin, [this] { return m_jobState == JobState::Done; });
    if (m_jobState == JobState::Taken)
        m_deviceWakes.wait_for(lock, kJobDoneWithin,
                               [this] { return m_jobState == JobState::Done; });
    const bool done = m_jobState == JobState::Done;
    m_jobState = JobState::None;
    m_job.reset();
    return done && job->ok;
}

}  // namespace omv::vcam
