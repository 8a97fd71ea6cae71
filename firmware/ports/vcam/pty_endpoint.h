// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"
#include "firmware/ports/vcam/wire_endpoint.h"

#include <string>

namespace omv::vcam {

/// The camera's serial port: a pseudo-terminal in raw mode. Its device changes
/// with each attach(), as a re-enumerated USB device may; a symbolic link with a
/// fixed name follows it.
class PtyEndpoint final : public WireEndpoint {
public:
    explicit PtyEndpoint(std::string link)
        : m_link(std::move(link))
    {
    }
    ~PtyEndpoint() override { detach(); }

    const std::string& link() const { return m_link; }
    /// No program has it open: poll() says so for ever, so look again by time.
    bool hungUp() const;

    int fd() const override { return m_master.get(); }
    Transferred read(protocol::MutableBytes into) override;
    Transferred write(protocol::Bytes from) override;
    std::optional<std::uint32_t> rate() const override;
    bool attach() override;
    void detach() override;
    /// Drops what a closed program did not read.
    void discardOutput();

private:
    std::string m_link;
    UniqueFd m_master;
};

}  // namespace omv::vcam
