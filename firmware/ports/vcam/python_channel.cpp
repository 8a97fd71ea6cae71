// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/python_channel.h"

#include <algorithm>
#include <cstring>

namespace omv::vcam {

using namespace protocol;

namespace {

// No host asks for more at once; a wrong length must not take the host's memory.
constexpr std::uint32_t kLargestRead = 64 * 1024 * 1024;

}  // namespace

void PythonChannel::assign(const VmRequest& request)
{
    m_name = request.name;
    m_flags = static_cast<std::uint8_t>(request.flags | channel_flag::kDynamic);
    m_zeroCopy = request.zeroCopy;
    m_viewed.reset();
}

std::shared_ptr<Mailbox::Job> PythonChannel::makeJob(omv_job_kind kind, std::uint32_t offset) const
{
    auto job = std::make_shared<Mailbox::Job>(kind);
    job->slot = m_slot;
    job->offset = offset;
    return job;
}

bool PythonChannel::poll()
{
    return m_mailbox.call(makeJob(OMV_JOB_POLL));
}

bool PythonChannel::lock()
{
    return m_mailbox.call(makeJob(OMV_JOB_LOCK));
}

bool PythonChannel::unlock()
{
    return m_mailbox.call(makeJob(OMV_JOB_UNLOCK));
}

std::size_t PythonChannel::size()
{
    const auto job = makeJob(OMV_JOB_SIZE);
    return m_mailbox.call(job) ? job->value : 0;
}

Shape PythonChannel::shape()
{
    const auto job = makeJob(OMV_JOB_SHAPE);
    Shape shape;
    if (!m_mailbox.call(job))
        return shape;
    std::copy(std::begin(job->shape), std::end(job->shape), shape.dimension.begin());
    shape.count = job->shape_count;
    return shape;
}

ReadResult PythonChannel::read(std::uint32_t offset, MutableBytes into)
{
    const auto job = makeJob(OMV_JOB_READ, offset);
    job->setRoom(into.size());
    if (!m_mailbox.call(job) || job->out_size == 0)
        return {};
    std::memcpy(into.data(), job->out, job->out_size);
    return {.ok = true, .size = job->out_size};
}

Bytes PythonChannel::view(std::uint32_t offset, std::uint32_t length)
{
    if (length == 0 || length > kLargestRead)
        return {};
    const auto job = makeJob(OMV_JOB_READP, offset);
    job->setRoom(length);
    if (!m_mailbox.call(job) || job->out_size != length)
        return {};
    m_viewed = job;
    return m_viewed->output;
}

bool PythonChannel::write(std::uint32_t offset, Bytes data)
{
    const auto job = makeJob(OMV_JOB_WRITE, offset);
    job->setInput(data.data(), data.size());
    return m_mailbox.call(job);
}

bool PythonChannel::ioctl(std::uint32_t request, Bytes arguments)
{
    const auto job = makeJob(OMV_JOB_IOCTL, request);
    job->setInput(arguments.data(), arguments.size());
    return m_mailbox.call(job);
}

}  // namespace omv::vcam
