// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <string>

#include "libopenmv/src/unique_fd.h"
#include "libopenmv/src/wake_event.h"

namespace omv {

/// A transport over one non-blocking descriptor on which reading 0 bytes means that the
/// other side has closed: a socket, or a tty with VMIN 1.
class DescriptorTransport : public Transport {
public:
    struct Setup {
        UniqueFd fd;
        WakeEvent wake;
        std::string description;
        bool reliable = true;
        bool isSocket = false;
    };
    explicit DescriptorTransport(Setup setup);

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override;
    Result<std::size_t> read(std::span<std::uint8_t> into) override;
    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override;
    void wake() override;
    std::string description() const override;
    bool isReliable() const override;

private:
    Unexpected failure(const char* verb, int error) const;

    Setup m_setup;
};

}  // namespace omv
