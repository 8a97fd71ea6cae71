// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/frame.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <QMetaType>

namespace omv::ide {

/// A frame as the window shows it. A value; copies share the pixels.
struct ShownFrame {
    Frame frame;  ///< as it came, for saving
    std::shared_ptr<const RgbImage> image;  ///< null when it could not be decoded
    std::optional<Error> error;  ///< why
    std::uint64_t skipped = 0;  ///< frames that came since the one shown before, and were not shown
};

/// Decodes the newest frame, at most as often as the display shows one.
///
/// Threads: put() from any. `show` runs on the worker's thread. The destructor returns when
/// it does not run any more.
class FrameWorker {
public:
    FrameWorker(std::chrono::microseconds interval, std::function<void(ShownFrame)> show);

    void put(const Frame& frame);

private:
    void work(const std::stop_token& stop);
    ShownFrame decode(const Frame& frame);
    std::shared_ptr<RgbImage> freeImage();

    std::chrono::microseconds m_interval;
    std::function<void(ShownFrame)> m_show;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Frame> m_newest;  // guarded by m_mutex
    std::uint64_t m_skipped = 0;  // guarded by m_mutex
    std::array<std::shared_ptr<RgbImage>, 3> m_pool;  // the worker's
    std::jthread m_thread;
};

}  // namespace omv::ide

Q_DECLARE_METATYPE(omv::ide::ShownFrame)
