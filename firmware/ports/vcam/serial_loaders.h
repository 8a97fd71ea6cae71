// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/alif_se.h"
#include "firmware/core/loaders/flash_memory.h"
#include "firmware/core/loaders/legacy_cdc_device.h"
#include "firmware/ports/vcam/board_loader.h"
#include "firmware/ports/vcam/pty_endpoint.h"

#include <atomic>
#include <vector>

namespace omv::vcam {

/// A loader at a serial line of its own: a pseudo-terminal that is there as long as it runs.
class SerialBoardLoader : public BoardLoader {
public:
    void hearLine(protocol::Time now) override;
    void answerLine(protocol::Time now) override;
    int line() const override { return m_pty.hungUp() ? -1 : m_pty.fd(); }

protected:
    /// `link`: the symbolic link to the terminal.
    explicit SerialBoardLoader(const std::string& link)
        : m_pty(link)
    {
        m_pty.attach();
    }
    /// Nothing is taken from the line while it is busy.
    virtual bool busy(protocol::Time now) const = 0;
    virtual void take(protocol::Bytes bytes, protocol::Time now) = 0;
    virtual std::size_t give(protocol::MutableBytes into, protocol::Time now) = 0;

private:
    PtyEndpoint m_pty;
    std::vector<std::uint8_t> m_output;
};

/// Alif's secure enclave, all 6 MiB of the chip's MRAM behind it.
class AlifBoardLoader final : public SerialBoardLoader {
public:
    /// `application` and `system`: the parts of the MRAM, borrowed. `recovery`: the switch, which
    /// a reset looks at. `timed`: writing takes its time.
    AlifBoardLoader(const std::string& link, firmware::loaders::FlashModel& application,
                    firmware::loaders::FlashModel& system,
                    const firmware::loaders::AlifSeOptions& options,
                    const std::atomic<bool>& recovery, protocol::Time now);

    Next tick(protocol::Time now) override;

private:
    /// One behind the other.
    class JoinedMemory final : public firmware::loaders::NorMemory {
    public:
        JoinedMemory(firmware::loaders::FlashModel& first, firmware::loaders::FlashModel& second)
            : m_first(first)
            , m_second(second)
        {
        }
        std::uint32_t size() const override { return m_first.size() + m_second.size(); }
        bool read(std::uint32_t offset, protocol::MutableBytes into) override;
        bool erase(std::uint32_t offset, std::uint32_t length) override;
        bool program(std::uint32_t offset, protocol::Bytes bytes) override;

    private:
        firmware::loaders::FlashMemory m_first;
        firmware::loaders::FlashMemory m_second;
    };

    bool busy(protocol::Time now) const override { return m_device.busyUntil() > now; }
    void take(protocol::Bytes bytes, protocol::Time now) override { m_device.receive(bytes, now); }
    std::size_t give(protocol::MutableBytes into, protocol::Time now) override
    {
        return m_device.transmit(into, now);
    }

    JoinedMemory m_memory;
    const std::atomic<bool>& m_recovery;
    firmware::loaders::AlifSe m_device;
    std::uint32_t m_resets = 0;  ///< that were looked at
};

/// The serial bootloader of old cameras. A terminal has no packets, so that they are told apart
/// by their opcodes: data that looks like one is taken for one.
class LegacyBoardLoader final : public SerialBoardLoader {
public:
    /// `internal` and `qspi`: borrowed.
    LegacyBoardLoader(const std::string& link, firmware::loaders::FlashModel& internal,
                      firmware::loaders::FlashModel& qspi,
                      const protocol::loader::legacy_cdc::Layout& layout, protocol::Time now);

    Next tick(protocol::Time now) override;

private:
    bool busy(protocol::Time now) const override { return m_device.busyUntil() > now; }
    void take(protocol::Bytes bytes, protocol::Time now) override;
    std::size_t give(protocol::MutableBytes into, protocol::Time now) override
    {
        return m_device.transmit(into, now);
    }
    void offer(protocol::Time now);
    std::size_t packetSize() const;

    firmware::loaders::FlashMemory m_internal;
    firmware::loaders::FlashMemory m_qspi;
    std::vector<std::uint32_t> m_sectors;
    firmware::loaders::LegacyCdcDevice m_device;
    std::vector<std::uint8_t> m_input;
    protocol::Time m_lastByte = 0;
};

}  // namespace omv::vcam
