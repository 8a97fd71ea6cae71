// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/wire.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace omv::protocol {

struct DeviceEvent {
    std::uint8_t channel = 0;
    std::uint16_t code = event::kNotify;

    friend bool operator==(const DeviceEvent&, const DeviceEvent&) = default;
};

/// Events that nobody took yet, oldest first. A full queue drops those that only
/// say "look again": reboots, script starts and ends push them out, never the
/// other way round. Threads: one at a time.
class EventQueue {
public:
    static constexpr std::size_t kCapacity = 64;

    /// False when an event was lost, this one or another.
    bool push(DeviceEvent event) noexcept;
    std::optional<DeviceEvent> take() noexcept;

private:
    bool repeatsNewest(const DeviceEvent& event) const noexcept;
    bool evict() noexcept;
    void remove(std::size_t index) noexcept;

    std::array<DeviceEvent, kCapacity> m_events{};
    std::size_t m_count = 0;
};

}  // namespace omv::protocol
