// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <atomic>
#include <cstdint>
#include <memory>

namespace omv::test {

/// A pair of scissors for one connection: it breaks once so many more bytes have passed, read
/// and written ones together. Threads: all.
class Scissors {
public:
    static constexpr std::int64_t kNever = std::int64_t{1} << 62;

    /// From now on. `bytes` >= 1.
    void cutAfter(std::int64_t bytes) { m_left = bytes; }
    bool hasCut() const { return m_left <= 0; }
    /// How many of `wanted` bytes may pass.
    std::size_t allow(std::size_t wanted) const
    {
        const std::int64_t left = m_left;
        return left < static_cast<std::int64_t>(wanted) ? static_cast<std::size_t>(left) : wanted;
    }
    void passed(std::size_t bytes) { m_left -= static_cast<std::int64_t>(bytes); }

private:
    std::atomic<std::int64_t> m_left{kNever};
};

/// Wraps a transport, which is disconnected (OMV-E0107) once `scissors` have cut.
std::unique_ptr<Transport> makeCuttable(std::unique_ptr<Transport> inner,
                                        std::shared_ptr<Scissors> scissors);

}  // namespace omv::test
