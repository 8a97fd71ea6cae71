// SPDX-License-Identifier: MIT
#include "tests/support/cut_transport.h"

namespace omv::test {

namespace {

class CutTransport final : public Transport {
public:
    CutTransport(std::unique_ptr<Transport> inner, std::shared_ptr<Scissors> scissors)
        : m_inner(std::move(inner))
        , m_scissors(std::move(scissors))
    {
    }

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override
    {
        if (m_scissors->hasCut())
            return cut();
        return m_inner->wait(wantWrite, deadline);
    }

    Result<std::size_t> read(std::span<std::uint8_t> into) override
    {
        if (m_scissors->hasCut())
            return cut();
        auto got = m_inner->read(into.first(m_scissors->allow(into.size())));
        m_scissors->passed(got ? *got : 0);
        return got;
    }

    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override
    {
        if (m_scissors->hasCut())
            return cut();
        auto put = m_inner->write(bytes.first(m_scissors->allow(bytes.size())));
        m_scissors->passed(put ? *put : 0);
        return put;
    }

    void wake() override { m_inner->wake(); }
    std::string description() const override { return m_inner->description() + " (to be cut)"; }
    bool isReliable() const override { return m_inner->isReliable(); }

private:
    Unexpected cut() const
    {
        return {Error{Errc::Disconnected, "OMV-E0107", description() + " disconnected",
                      "the test cut it", ""}};
    }

    std::unique_ptr<Transport> m_inner;
    std::shared_ptr<Scissors> m_scissors;
};

}  // namespace

std::unique_ptr<Transport> makeCuttable(std::unique_ptr<Transport> inner,
                                        std::shared_ptr<Scissors> scissors)
{
    return std::make_unique<CutTransport>(std::move(inner), std::move(scissors));
}

}  // namespace omv::test
