// SPDX-License-Identifier: MIT
#include "tests/integration/spoilt_transport.h"

namespace omv::test {

namespace {

class SpoiltTransport final : public Transport {
public:
    SpoiltTransport(std::unique_ptr<Transport> inner, const BadLine::Chances& chances,
                    unsigned seed)
        : m_inner(std::move(inner))
        , m_line(chances, seed)
    {
    }

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override
    {
        if (auto flushed = flush(); !flushed)
            return Unexpected{flushed.error()};
        return m_inner->wait(wantWrite || !m_pending.empty(), deadline);
    }

    Result<std::size_t> read(std::span<std::uint8_t> into) override { return m_inner->read(into); }

    /// Takes all or nothing, so that each piece consists of whole packets.
    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override
    {
        if (auto flushed = flush(); !flushed || !m_pending.empty())
            return flushed;
        m_pending.assign(bytes.begin(), bytes.end());
        m_line(m_pending);
        if (auto flushed = flush(); !flushed)
            return flushed;
        return bytes.size();
    }

    void wake() override { m_inner->wake(); }
    std::string description() const override { return m_inner->description() + " (spoilt)"; }
    bool isReliable() const override { return m_inner->isReliable(); }

private:
    /// Writes what fits; 0 unless that fails.
    Result<std::size_t> flush()
    {
        if (m_pending.empty())
            return std::size_t{0};
        const auto put = m_inner->write(m_pending);
        if (!put)
            return put;
        m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(*put));
        return std::size_t{0};
    }

    std::unique_ptr<Transport> m_inner;
    BadLine m_line;
    std::vector<std::uint8_t> m_pending;
};

}  // namespace

std::unique_ptr<Transport> makeSpoilt(std::unique_ptr<Transport> inner,
                                      const BadLine::Chances& chances, unsigned seed)
{
    return std::make_unique<SpoiltTransport>(std::move(inner), chances, seed);
}

}  // namespace omv::test
