// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_frame_pool.h"

#include <mutex>

namespace omv::session {

namespace {
constexpr std::size_t kMostKept = 4;
}

struct FramePool::Shelf {
    std::mutex mutex;
    std::vector<std::unique_ptr<Buffer>> buffers;  // guarded by mutex
};

FramePool::FramePool()
    : m_shelf(std::make_shared<Shelf>())
{
}

std::shared_ptr<FramePool::Buffer> FramePool::take(std::size_t size)
{
    std::unique_ptr<Buffer> buffer;
    {
        const std::lock_guard lock(m_shelf->mutex);
        if (!m_shelf->buffers.empty()) {
            buffer = std::move(m_shelf->buffers.back());
            m_shelf->buffers.pop_back();
        }
    }
    if (!buffer)
        buffer = std::make_unique<Buffer>();
    if (buffer->size() < size)
        buffer->resize(size);
    const auto putBack = [shelf = std::weak_ptr<Shelf>(m_shelf)](Buffer* returned) {
        std::unique_ptr<Buffer> owned(returned);
        const auto kept = shelf.lock();
        if (!kept)
            return;
        const std::lock_guard lock(kept->mutex);
        if (kept->buffers.size() < kMostKept)
            kept->buffers.push_back(std::move(owned));
    };
    return {buffer.release(), putBack};
}

}  // namespace omv::session
