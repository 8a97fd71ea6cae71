// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/machine_runner.h"
#include "protocol/loader/legacy_cdc_host.h"

namespace omv::flasher {

/// OpenMV's bootloader of firmware up to 4.5.8, over a serial port. It takes firmware in one go
/// and starts it at the end; emptying the file system is a part of that, so erase() comes before
/// write().
class LegacyLoader final : public LoaderSession {
public:
    using Speed = protocol::loader::legacy_cdc::Speed;

    /// `sectors`: for a bootloader that does not say. `speed`: of its USB, as its serial number
    /// tells. Sends nothing.
    static Result<std::unique_ptr<LoaderSession>>
    open(std::unique_ptr<Pipe> pipe, const LegacySectors& sectors, Speed speed, WaitFor wait = {});

    bool canRead() const override { return false; }
    Result<bool> holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                       const Watch& watch) override;
    /// Only FIRMWARE. Fast, and once more with pauses if that fails. Success: the bootloader took
    /// all of it and started it.
    Status write(const Partition& partition, std::span<const std::uint8_t> bytes,
                 const Watch& watch) override;
    /// Remembered for write(); all of the file system is emptied.
    Status erase(const Partition& partition, std::uint64_t bytes, const Watch& watch) override;
    /// Unsupported (OMV-E0732) if an erase() is left that no write() did.
    Status leave() override;

private:
    LegacyLoader(std::unique_ptr<Pipe> pipe, const LegacySectors& sectors, Speed speed,
                 WaitFor wait);

    MachineRunner m_runner;
    protocol::loader::legacy_cdc::FlashOptions m_options;
    bool m_written = false;
};

}  // namespace omv::flasher
