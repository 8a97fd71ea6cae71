// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"
#include "firmware/ports/vcam/wire_endpoint.h"

namespace omv::vcam {

/// One TCP client at a time on 127.0.0.1; a newer one replaces the older.
class TcpEndpoint final : public CalledEndpoint {
public:
    /// `port`: 0 = any free one, which is kept from the first attach() on.
    explicit TcpEndpoint(std::uint16_t port)
        : m_port(port)
    {
    }

    std::uint16_t port() const { return m_port; }

    int listener() const override { return m_listener.get(); }
    bool accept() override;
    void dropClient() override { m_client.reset(); }
    int fd() const override { return m_client.get(); }
    Transferred read(protocol::MutableBytes into) override;
    Transferred write(protocol::Bytes from) override;
    bool attach() override;
    void detach() override;

private:
    std::uint16_t m_port;
    UniqueFd m_listener;
    UniqueFd m_client;
};

}  // namespace omv::vcam
