// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/histogram_data.h"

#include <openmv/frame.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <QImage>
#include <QMetaType>
#include <QRect>

namespace omv::ide {

/// A frame as the window shows it. A value; copies share the pixels.
struct ShownFrame {
    Frame frame;  ///< as it came, for saving
    QImage image;  ///< Format_RGB32; null when it could not be decoded
    std::optional<Error> error;  ///< why
    std::optional<ui::HistogramData> histogram;  ///< when it was wanted
    bool gray = false;  ///< isGray() of the frame
    double focus = 0;  ///< ui::focusMeasure() of the region, or of all
    std::uint64_t skipped = 0;  ///< frames that came since the one shown before, and were not shown
};

/// What is to be counted in each frame. A value.
struct FrameAnalysis {
    bool histogram = false;
    ui::ColorSpace space = ui::ColorSpace::Rgb;
    QRect histogramRegion;  ///< null: all
    QRect focusRegion;

    friend bool operator==(const FrameAnalysis&, const FrameAnalysis&) = default;
};

/// How to count a picture: the RGB of a gray one is its brightness three times, told apart only by
/// how fine the channels are.
inline ui::ColorSpace countedSpace(ui::ColorSpace wanted, bool gray)
{
    return gray && wanted == ui::ColorSpace::Rgb ? ui::ColorSpace::Gray : wanted;
}

/// Decodes the newest frame, at most as often as the display shows one.
///
/// Threads: put() from any. `show` runs on the worker's thread. The destructor returns when
/// it does not run any more.
class FrameWorker {
public:
    FrameWorker(std::chrono::microseconds interval, std::function<void(ShownFrame)> show);

    void put(const Frame& frame);
    /// From the next frame on.
    void setAnalysis(const FrameAnalysis& analysis);

private:
    void work(const std::stop_token& stop);
    ShownFrame decode(const Frame& frame, const FrameAnalysis& analysis);

    std::chrono::microseconds m_interval;
    std::function<void(ShownFrame)> m_show;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Frame> m_newest;  // guarded by m_mutex
    std::uint64_t m_skipped = 0;  // guarded by m_mutex
    FrameAnalysis m_analysis;  // guarded by m_mutex
    RgbImage m_decoded;  // the worker's
    std::jthread m_thread;
};

}  // namespace omv::ide

Q_DECLARE_METATYPE(omv::ide::ShownFrame)
