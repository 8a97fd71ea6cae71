// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

namespace omv::cli::selftest {

/// A transport that passes everything on to one that others use before and after it.
/// Only one at a time may be in use.
class BorrowedTransport final : public Transport {
public:
    explicit BorrowedTransport(std::shared_ptr<Transport> port)
        : m_port(std::move(port))
    {
    }

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override
    {
        return m_port->wait(wantWrite, deadline);
    }
    Result<std::size_t> read(std::span<std::uint8_t> into) override { return m_port->read(into); }
    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override
    {
        return m_port->write(bytes);
    }
    void wake() override { m_port->wake(); }
    std::string description() const override { return m_port->description(); }
    bool isReliable() const override { return m_port->isReliable(); }

private:
    std::shared_ptr<Transport> m_port;
};

}  // namespace omv::cli::selftest
