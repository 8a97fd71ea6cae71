// SPDX-License-Identifier: MIT
#include "app/ide/camera/frame_worker.h"

#include <atomic>
#include <utility>

namespace omv::ide {

FrameWorker::FrameWorker(std::chrono::microseconds interval, std::function<void(ShownFrame)> show)
    : m_interval(interval)
    , m_show(std::move(show))
    , m_thread([this](const std::stop_token& stop) { work(stop); })
{
}

void FrameWorker::put(const Frame& frame)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_newest)
            ++m_skipped;
        m_newest = frame;
    }
    m_wake.notify_one();
}

void FrameWorker::work(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return m_newest.has_value(); }))
            return;
        const Frame frame = *std::exchange(m_newest, {});
        const std::uint64_t skipped = std::exchange(m_skipped, 0);
        lock.unlock();

        const auto next = std::chrono::steady_clock::now() + m_interval;
        ShownFrame shown = decode(frame);
        shown.skipped = skipped;
        m_show(std::move(shown));
        lock.lock();
        m_wake.wait_until(lock, stop, next, [] { return false; });
    }
}

/// One that the window let go of; its storage is used again.
std::shared_ptr<RgbImage> FrameWorker::freeImage()
{
    for (auto& image : m_pool) {
        if (image && image.use_count() == 1) {
            std::atomic_thread_fence(std::memory_order_acquire);
            return image;
        }
    }
    auto image = std::make_shared<RgbImage>();
    for (auto& place : m_pool) {
        if (!place) {
            place = image;
            break;
        }
    }
    return image;
}

ShownFrame FrameWorker::decode(const Frame& frame)
{
    const auto image = freeImage();
    ShownFrame shown;
    shown.frame = frame;
    if (const Status status = toRgb(frame, *image); status)
        shown.image = image;
    else
        shown.error = status.error();
    return shown;
}

}  // namespace omv::ide
