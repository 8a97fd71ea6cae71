// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/usb_function.h"

#include <functional>
#include <mutex>
#include <optional>

namespace omv::vcam {

/// The one USB port of the board: which of its devices is on the bus. Thread-safe.
class UsbPort {
public:
    struct Plugged {
        UsbFunction* function = nullptr;
        std::uint64_t number = 0;  ///< another one with each plugging in; never 0
    };

    /// `listener` is called on any thread whenever a device came or left; it may not call back.
    /// Once this returns the one before is never called again.
    void listen(std::function<void()> listener)
    {
        const std::lock_guard guard(m_listenerMutex);
        m_listener = std::move(listener);
    }

    /// `function` (borrowed for the port's life) takes the place of what is there. Another
    /// plugging even if it is there already: it was reset.
    void plug(UsbFunction& function)
    {
        {
            const std::lock_guard guard(m_mutex);
            m_function = &function;
            ++m_number;
        }
        changed();
    }

    /// Nothing happens if something else is there.
    void unplug(const UsbFunction& function)
    {
        {
            const std::lock_guard guard(m_mutex);
            if (m_function != &function)
                return;
            m_function = nullptr;
        }
        changed();
    }

    /// Without it no device is seen. Putting it back is another plugging.
    void setCable(bool in)
    {
        {
            const std::lock_guard guard(m_mutex);
            m_number += in && !m_cable ? 1U : 0U;
            m_cable = in;
        }
        changed();
    }

    std::optional<Plugged> plugged()
    {
        const std::lock_guard guard(m_mutex);
        if (!m_function || !m_cable)
            return std::nullopt;
        return Plugged{m_function, m_number};
    }

private:
    void changed()
    {
        const std::lock_guard guard(m_listenerMutex);
        if (m_listener)
            m_listener();
    }

    std::mutex m_mutex;
    UsbFunction* m_function = nullptr;
    std::uint64_t m_number = 0;
    bool m_cable = true;
    std::mutex m_listenerMutex;
    std::function<void()> m_listener;
};

}  // namespace omv::vcam
