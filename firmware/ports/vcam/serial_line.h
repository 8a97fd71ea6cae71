// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omv::vcam {

/// What one serial line carries. A board goes by its rate: 921600 baud is the debug protocol, any
/// other the MicroPython terminal. Here a packet of the protocol counts at any rate, until the
/// rate changes or the line is closed, so that hosts that set none are served too; while nobody
/// has set a rate the first bytes decide.
class SerialLine {
public:
    static constexpr std::uint32_t kProtocolRate = 921600;

    enum class Use { Undecided, Protocol, Terminal };

    /// `rate`: nothing when nobody has set one.
    Use use(std::optional<std::uint32_t> rate);

    struct Parts {
        std::vector<std::uint8_t> keys;
        std::vector<std::uint8_t> packets;  ///< what comes after the keys
    };
    Parts take(std::optional<std::uint32_t> rate, protocol::Bytes bytes);

    /// The other end has closed it.
    void closed();

private:
    bool mayBeginPacket() const;

    std::optional<std::uint32_t> m_rate;
    Use m_use = Use::Undecided;
    std::vector<std::uint8_t> m_held;  // the beginning of a packet, perhaps
};

}  // namespace omv::vcam
