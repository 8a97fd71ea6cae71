// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/hid_device.h"
#include "firmware/core/loaders/nor_memory.h"
#include "protocol/loader/legacy_cdc.h"

namespace omv::firmware::loaders {

struct LegacyCdcBoard {
    protocol::loader::legacy_cdc::Version version = protocol::loader::legacy_cdc::Version::V3;
    protocol::loader::legacy_cdc::Layout layout;
    protocol::loader::legacy_cdc::QspiLayout qspi;
    protocol::loader::legacy_cdc::Speed speed = protocol::loader::legacy_cdc::Speed::High;
    /// Where each sector of the internal flash begins, and where the last one ends. Borrowed.
    std::span<const std::uint32_t> sectors;
    protocol::Duration eraseTime = 500 * protocol::kMillisecond;
    protocol::Duration programTime = 2 * protocol::kMillisecond;  ///< of one packet's bytes
};

/// The serial bootloader of a camera with firmware up to 4.5.8. After power-on it waits two
/// seconds for USB and then one for START; nothing that it is told is acknowledged.
class LegacyCdcDevice {
public:
    /// `flash` (the chip's, from sector 0) and `qspi` (may be null): borrowed. `now`: power on.
    LegacyCdcDevice(NorMemory& flash, NorMemory* qspi, const LegacyCdcBoard& board,
                    protocol::Time now);

    /// The host has configured USB.
    void configured(protocol::Time now);
    /// One OUT packet of at most the endpoint's size. An empty one is nothing.
    Taken receive(protocol::Bytes packet, protocol::Time now);
    std::size_t transmit(protocol::MutableBytes into, protocol::Time now);
    void tick(protocol::Time now);
    protocol::Time busyUntil() const { return m_busyUntil; }
    /// It has left for the application: by RESET, or because nobody called.
    bool booted() const { return m_booted; }
    bool started() const { return m_started; }

private:
    using Command = protocol::loader::legacy_cdc::Command;

    void run(const Command& command, protocol::Time now);
    void start();
    void erase(std::uint32_t sector, protocol::Time now);
    void eraseQspi(std::uint32_t block, protocol::Time now);
    void write(protocol::Bytes data, protocol::Time now);
    void writeQspi(protocol::Bytes data, protocol::Time now);
    void flush(protocol::Time now);
    void reply(protocol::Bytes bytes);
    void replyWord(std::uint32_t word);
    void work(protocol::Time now, protocol::Duration time);

    NorMemory& m_flash;
    NorMemory* m_qspi;
    LegacyCdcBoard m_board;
    protocol::Time m_bootAt;
    protocol::Time m_busyUntil = 0;
    bool m_started = false;
    bool m_booted = false;

    std::uint32_t m_writeAt = 0;
    std::uint32_t m_qspiAt = 0;
    std::array<std::uint8_t, 512> m_gathered{};
    std::size_t m_gatheredSize = 0;
    std::array<std::uint8_t, 64> m_out{};
    std::size_t m_outSize = 0;
};

}  // namespace omv::firmware::loaders
