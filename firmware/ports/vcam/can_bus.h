// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/modules/port.h"

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omv::vcam {

using CanFrame = omv_can_frame;

/// Who else is on a CAN bus. Without a partner nobody acknowledges.
enum class CanPartner { None, Quiet, Echo };
/// "none", "quiet" or "echo". Nothing: no such partner.
std::optional<CanPartner> canPartner(std::string_view name);
const char* toString(CanPartner partner);

/// A CAN bus: the script's controller at one end, the outside world at the other. Thread-safe.
class CanBus {
public:
    explicit CanBus(CanPartner partner)
        : m_partner(partner)
    {
    }

    // The script's side
    /// False: nobody acknowledged.
    bool send(const CanFrame& frame);
    std::optional<CanFrame> receive();
    /// What a soft reboot does: the controller starts anew.
    void reset();

    // The outside world's side
    void setPartner(CanPartner partner);
    CanPartner partner() const;
    /// Another node sends; a frame that finds no room is lost.
    void inject(const CanFrame& frame);
    /// What the script sent since the last time.
    std::vector<CanFrame> sent();

    /// Called (outside of locks) when the script should look.
    std::function<void()> onChange;

private:
    void changed() const;

    mutable std::mutex m_mutex;
    CanPartner m_partner;
    std::deque<CanFrame> m_toScript;
    std::deque<CanFrame> m_sent;
};

}  // namespace omv::vcam
