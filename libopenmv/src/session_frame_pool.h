// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace omv::session {

/// Buffers for frames that go round: one comes back when its last user lets go of it.
/// Threads: safe from any; a buffer may outlive the pool.
class FramePool {
public:
    using Buffer = std::vector<std::uint8_t>;

    FramePool();
    /// At least `size` bytes, with whatever was in them.
    std::shared_ptr<Buffer> take(std::size_t size);

private:
    struct Shelf;
    std::shared_ptr<Shelf> m_shelf;
};

}  // namespace omv::session
