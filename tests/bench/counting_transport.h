// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <atomic>
#include <memory>
#include <utility>

namespace omv::bench {

/// What a connection cost in system calls and waiting. Read by another thread while
/// it counts: values of one moment need not fit each other.
struct WireCounts {
    std::atomic<std::uint64_t> waits{0};
    std::atomic<std::uint64_t> reads{0};  ///< with those that found nothing
    std::atomic<std::uint64_t> writes{0};
    /// Times the host, having sent something, waited for the first byte of the answer:
    /// requests sent together count as one.
    std::atomic<std::uint64_t> roundTrips{0};
};

/// Passes everything on and counts.
class CountingTransport final : public Transport {
public:
    CountingTransport(std::unique_ptr<Transport> inner, std::shared_ptr<WireCounts> counts)
        : m_inner(std::move(inner))
        , m_counts(std::move(counts))
    {
    }

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override
    {
        ++m_counts->waits;
        return m_inner->wait(wantWrite, deadline);
    }
    Result<std::size_t> read(std::span<std::uint8_t> into) override
    {
        ++m_counts->reads;
        auto got = m_inner->read(into);
        if (got && *got > 0 && std::exchange(m_asked, false))
            ++m_counts->roundTrips;
        return got;
    }
    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override
    {
        ++m_counts->writes;
        m_asked = true;
        return m_inner->write(bytes);
    }
    void wake() override { m_inner->wake(); }
    std::string description() const override { return m_inner->description(); }
    bool isReliable() const override { return m_inner->isReliable(); }

private:
    std::unique_ptr<Transport> m_inner;
    std::shared_ptr<WireCounts> m_counts;
    bool m_asked = false;
};

}  // namespace omv::bench
