// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/machine_runner.h"
#include "protocol/loader/dfu_session.h"

namespace omv::flasher {

/// OpenMV's bootloader, or another that speaks plain DFU: a partition is an alternate setting.
class DfuLoader final : public LoaderSession {
public:
    /// Makes the bootloader stay. `target`: without alternate and room, which are the partition's.
    static Result<std::unique_ptr<LoaderSession>>
    open(std::unique_ptr<Pipe> pipe, const protocol::loader::DfuTarget& target, WaitFor wait = {});

    bool canRead() const override { return true; }
    Result<bool> holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                       const Watch& watch) override;
    Status write(const Partition& partition, std::span<const std::uint8_t> bytes,
                 const Watch& watch) override;
    Status erase(const Partition& partition, std::uint64_t bytes, const Watch& watch) override;
    Status leave() override;
    Status rescueStorage(const StorageRescue& rescue, const Partition& partition,
                         const Watch& watch) override;
    Status read(const Partition& partition, std::span<std::uint8_t> into,
                const Watch& watch) override;

private:
    DfuLoader(std::unique_ptr<Pipe> pipe, const protocol::loader::DfuTarget& target, WaitFor wait);
    protocol::loader::DfuTarget targetOf(const Partition& partition) const;

    MachineRunner m_runner;
    protocol::loader::DfuTarget m_target;
};

}  // namespace omv::flasher
