// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/dfu.h"

namespace omv::firmware::loaders {

/// How a device answers a control transfer.
struct ControlResult {
    bool stall = false;
    std::size_t size = 0;  ///< bytes in the data stage, either way
};

inline constexpr ControlResult kControlStall{true, 0};

/// What a device with nothing but a DFU interface says of itself. The strings are ASCII, borrowed.
struct DfuUsbIdentity {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::uint16_t release = 0;  ///< bcdDevice
    const char* manufacturer = "";
    const char* name = "";
    const char* serial = "";
    std::uint16_t milliamperes = 500;
    protocol::loader::DfuFunctional functional{};
    /// The names of the alternate settings, numbered from 0.
    std::array<const char*, protocol::loader::DfuInterface::kMaxAlternates> alternates{};
    std::size_t alternateCount = 0;
};

/// Chapter 9 of USB 2.0 for such a device: its descriptors, configuration and alternate setting.
class DfuUsb {
public:
    explicit DfuUsb(const DfuUsbIdentity& identity) noexcept
        : m_identity(identity)
    {
    }

    /// Answers standard requests; nothing for all others.
    std::optional<ControlResult> standard(const protocol::loader::Setup& setup,
                                          protocol::MutableBytes in) noexcept;
    void reset() noexcept;
    bool configured() const { return m_configured; }
    std::size_t alternate() const { return m_alternate; }

private:
    ControlResult descriptor(const protocol::loader::Setup& setup,
                             protocol::MutableBytes in) const noexcept;
    ControlResult deviceDescriptor(protocol::MutableBytes in) const noexcept;
    ControlResult configurationDescriptor(protocol::MutableBytes in) const noexcept;
    ControlResult stringDescriptor(std::uint8_t index, protocol::MutableBytes in) const noexcept;
    const char* string(std::uint8_t index) const noexcept;
    ControlResult setInterface(const protocol::loader::Setup& setup) noexcept;

    DfuUsbIdentity m_identity;
    bool m_configured = false;
    std::size_t m_alternate = 0;
};

}  // namespace omv::firmware::loaders
