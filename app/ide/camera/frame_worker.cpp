// SPDX-License-Identifier: MIT
#include "app/ide/camera/frame_worker.h"

#include "app/ide/camera/gray_frame.h"
#include "widgets/frame/focus_measure.h"
#include "widgets/frame/frame_image.h"

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

void FrameWorker::setAnalysis(const FrameAnalysis& analysis)
{
    const std::lock_guard lock(m_mutex);
    m_analysis = analysis;
}

void FrameWorker::work(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return m_newest.has_value(); }))
            return;
        const Frame frame = *std::exchange(m_newest, {});
        const std::uint64_t skipped = std::exchange(m_skipped, 0);
        const FrameAnalysis analysis = m_analysis;
        lock.unlock();

        const auto next = std::chrono::steady_clock::now() + m_interval;
        ShownFrame shown = decode(frame, analysis);
        shown.skipped = skipped;
        m_show(std::move(shown));
        lock.lock();
        m_wake.wait_until(lock, stop, next, [] { return false; });
    }
}

ShownFrame FrameWorker::decode(const Frame& frame, const FrameAnalysis& analysis)
{
    ShownFrame shown;
    shown.frame = frame;
    if (const Status status = toRgb(frame, m_decoded); !status) {
        shown.error = status.error();
        return shown;
    }
    shown.image = ui::displayImage(m_decoded);
    shown.gray = isGray(frame);
    shown.focus = ui::focusMeasure(ui::pixelView(shown.image, analysis.focusRegion));
    if (analysis.histogram)
        shown.histogram = ui::histogram(ui::pixelView(shown.image, analysis.histogramRegion),
                                        countedSpace(analysis.space, shown.gray));
    return shown;
}

}  // namespace omv::ide
