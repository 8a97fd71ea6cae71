// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/machine_runner.h"

namespace omv::flasher {

/// The ROM of NXP's i.MX, over HID: takes a program into RAM and starts it, and that is all.
class SdpLoader final : public LoaderSession {
public:
    /// Sends nothing: the first thing that the ROM hears is the program.
    static Result<std::unique_ptr<LoaderSession>> open(std::unique_ptr<Pipe> pipe,
                                                       WaitFor wait = {});

    bool canRead() const override { return false; }
    Result<bool> holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                       const Watch& watch) override;
    Status write(const Partition& partition, std::span<const std::uint8_t> bytes,
                 const Watch& watch) override;
    Status erase(const Partition& partition, std::uint64_t bytes, const Watch& watch) override;
    Status leave() override;
    /// Errors: Incompatible (OMV-E0733: `bytes` are not that program; nothing was sent); those of
    /// the transport. Afterwards this session is over.
    Status startProgram(const RamProgram& program, std::span<const std::uint8_t> bytes,
                        const Watch& watch) override;

private:
    SdpLoader(std::unique_ptr<Pipe> pipe, WaitFor wait);

    MachineRunner m_runner;
};

}  // namespace omv::flasher
