// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <algorithm>
#include <random>

#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

constexpr std::size_t kChunkSize = 4096;

/// Reads chunks from the inner transport, spoils some, and gives them out.
class FaultyTransport final : public Transport {
public:
    FaultyTransport(std::unique_ptr<Transport> inner, FaultOptions options)
        : m_inner(std::move(inner))
        , m_options(options)
        , m_random(options.seed)
    {
    }

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override;
    Result<std::size_t> read(std::span<std::uint8_t> into) override;
    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override;
    void wake() override { m_inner->wake(); }
    std::string description() const override { return m_inner->description() + " (faulty)"; }
    bool isReliable() const override { return m_inner->isReliable(); }

private:
    Status fetch();
    void spoil(std::vector<std::uint8_t>& chunk);
    double chance();
    bool isCut() const { return m_options.cutAfter != 0 && m_given >= m_options.cutAfter; }
    Unexpected cut() const;

    std::unique_ptr<Transport> m_inner;
    FaultOptions m_options;
    std::mt19937_64 m_random;
    std::vector<std::uint8_t> m_pending;  ///< read from inner, not yet given out
    std::size_t m_pendingStart = 0;
    std::uint64_t m_given = 0;
};

Result<Transport::Ready> FaultyTransport::wait(bool wantWrite, Clock::time_point deadline)
{
    if (isCut()) {
        return cut();
    }
    const bool pending = m_pendingStart < m_pending.size();
    auto ready = m_inner->wait(wantWrite, pending ? Clock::now() : deadline);
    if (pending) {
        Ready now = ready ? *ready : Ready{};
        now.readable = true;
        return now;
    }
    return ready;
}

Result<std::size_t> FaultyTransport::read(std::span<std::uint8_t> into)
{
    if (isCut()) {
        return cut();
    }
    if (m_pendingStart == m_pending.size()) {
        if (auto status = fetch(); !status) {
            return Unexpected{std::move(status).error()};
        }
    }
    std::size_t count = std::min(into.size(), m_pending.size() - m_pendingStart);
    if (m_options.chopReads != 0) {
        count = std::min(count, m_options.chopReads);
    }
    if (m_options.cutAfter != 0) {
        count =
            static_cast<std::size_t>(std::min<std::uint64_t>(count, m_options.cutAfter - m_given));
    }
    std::copy_n(m_pending.begin() + static_cast<std::ptrdiff_t>(m_pendingStart), count,
                into.begin());
    m_pendingStart += count;
    m_given += count;
    return count;
}

Result<std::size_t> FaultyTransport::write(std::span<const std::uint8_t> bytes)
{
    if (isCut()) {
        return cut();
    }
    return m_inner->write(bytes);
}

/// Fills m_pending with the next chunk; it stays empty when none is there or it was dropped.
Status FaultyTransport::fetch()
{
    m_pending.resize(kChunkSize);
    m_pendingStart = 0;
    auto got = m_inner->read(m_pending);
    m_pending.resize(got ? *got : 0);
    if (!got) {
        return Unexpected{std::move(got).error()};
    }
    if (!m_pending.empty()) {
        spoil(m_pending);
    }
    return Done{};
}

/// Draws the same numbers whatever the options are, so that switching one kind of
/// fault on does not move the others.
void FaultyTransport::spoil(std::vector<std::uint8_t>& chunk)
{
    const bool drop = chance() < m_options.drop;
    const bool damage = chance() < m_options.damage;
    const bool duplicate = chance() < m_options.duplicate;
    const std::uint64_t bit = m_random() % (chunk.size() * 8);
    if (drop) {
        chunk.clear();
        return;
    }
    if (damage) {
        chunk[bit / 8] = static_cast<std::uint8_t>(chunk[bit / 8] ^ (1u << (bit % 8)));
    }
    if (duplicate) {
        const std::vector<std::uint8_t> once = chunk;
        chunk.insert(chunk.end(), once.begin(), once.end());
    }
}

double FaultyTransport::chance()
{
    constexpr double kScale = 1.0 / static_cast<double>(std::uint64_t{1} << 53);
    return static_cast<double>(m_random() >> 11) * kScale;
}

Unexpected FaultyTransport::cut() const
{
    return fail("OMV-E0107", description() + " disconnected",
                "the fault options cut it after a number of bytes", "Connect again");
}

}  // namespace

std::unique_ptr<Transport> makeFaulty(std::unique_ptr<Transport> inner, FaultOptions options)
{
    return std::make_unique<FaultyTransport>(std::move(inner), options);
}

}  // namespace omv
