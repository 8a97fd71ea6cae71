// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <QString>
#include <QStringList>

#include <cstdint>
#include <deque>

namespace omv::ui {

/// "GC heap", "UMA pool 0"; `index` counts the pools of the same kind.
QString poolName(const omv::MemoryPool& pool, int index);
/// The flags in words: "fast", "DTCM", "DMA, domain 1", "transient"; "flag 0x80" when unknown.
QStringList poolFlags(std::uint16_t flags);

/// What one pool held in the last minute.
class MemoryHistory {
public:
    static constexpr std::int64_t kSpan = 60'000;  ///< milliseconds
    static constexpr std::size_t kMost = 1200;  ///< samples; the graph is never finer

    struct Sample {
        std::int64_t time = 0;
        std::uint32_t used = 0;
    };

    /// A reading with another total is another pool: begins anew.
    void add(const omv::MemoryPool& pool, std::int64_t time);
    const std::deque<Sample>& samples() const { return m_samples; }
    const omv::MemoryPool& latest() const { return m_latest; }
    /// The board's own peak, or the largest reading when the board keeps none (GC heap).
    std::uint32_t peak() const { return m_peak; }

private:
    std::deque<Sample> m_samples;
    omv::MemoryPool m_latest;
    std::uint32_t m_peak = 0;
};

}  // namespace omv::ui
