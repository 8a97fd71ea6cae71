// SPDX-License-Identifier: MIT
#include <openmv/frame_decoder.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace omv {

struct FrameDecoder::Private {
    Private(Callback function, std::size_t most)
        : callback(std::move(function))
        , mostWaiting(std::max<std::size_t>(most, 1))
        , thread([this](const std::stop_token& stop) { run(stop); })
    {
    }

    /// The next frame; nothing when the decoder ends.
    std::optional<Frame> next(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [this] { return !waiting.empty(); });
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        Frame frame = std::move(waiting.front());
        waiting.pop_front();
        return frame;
    }

    void run(const std::stop_token& stop)
    {
        RgbImage image;
        while (const auto frame = next(stop)) {
            Status status = toRgb(*frame, image);
            callback(*frame, std::move(status), image);
        }
    }

    const Callback callback;
    const std::size_t mostWaiting;
    std::mutex mutex;
    std::condition_variable_any changed;
    std::deque<Frame> waiting;  // guarded by mutex, as the next
    std::uint64_t dropped = 0;
    std::jthread thread;  // last: it uses all of the above, and is joined first
};

FrameDecoder::FrameDecoder(Callback callback, std::size_t waiting)
    : d(std::make_unique<Private>(std::move(callback), waiting))
{
}

FrameDecoder::~FrameDecoder() = default;

void FrameDecoder::put(Frame frame)
{
    {
        const std::lock_guard lock(d->mutex);
        d->waiting.push_back(std::move(frame));
        if (d->waiting.size() > d->mostWaiting) {
            d->waiting.pop_front();
            ++d->dropped;
        }
    }
    d->changed.notify_one();
}

std::uint64_t FrameDecoder::dropped() const
{
    const std::lock_guard lock(d->mutex);
    return d->dropped;
}

}  // namespace omv
