// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/pipes.h"
#include "protocol/loader/dfu_session.h"

namespace omv::flasher {

/// How long a session waits where a machine says so; unset: really.
using WaitFor = std::function<void(protocol::Duration)>;

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

private:
    DfuLoader(std::unique_ptr<Pipe> pipe, const protocol::loader::DfuTarget& target, WaitFor wait);
    protocol::loader::DfuTarget targetOf(const Partition& partition) const;
    loader::Fault run(loader::Machine& machine, const Watch& watch);

    std::unique_ptr<Pipe> m_pipe;
    protocol::loader::DfuTarget m_target;
    WaitFor m_wait;
};

}  // namespace omv::flasher
