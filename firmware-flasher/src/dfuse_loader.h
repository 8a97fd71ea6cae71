// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/machine_runner.h"
#include "protocol/loader/dfu_session.h"
#include "protocol/loader/memory_string.h"

#include <map>

namespace omv::flasher {

/// ST's ROM and Arduino's bootloaders: memory by address, an alternate setting for each chip.
class DfuseLoader final : public LoaderSession {
public:
    /// The memory behind each alternate setting, as its name tells it.
    using Maps = std::map<int, protocol::loader::MemoryMap>;

    /// `start`: where the program begins that leave() jumps to.
    DfuseLoader(std::unique_ptr<Pipe> pipe, const protocol::loader::DfuTarget& target, Maps maps,
                std::uint32_t start, WaitFor wait = {});

    bool canRead() const override { return true; }
    Result<bool> holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                       const Watch& watch) override;
    Status write(const Partition& partition, std::span<const std::uint8_t> bytes,
                 const Watch& watch) override;
    Status erase(const Partition& partition, std::uint64_t bytes, const Watch& watch) override;
    Status leave() override;
    Status read(const Partition& partition, std::span<std::uint8_t> into,
                const Watch& watch) override;

private:
    /// Where a partition is for this loader.
    struct Place {
        protocol::loader::DfuTarget target;
        const protocol::loader::MemoryMap* map = nullptr;
    };
    Result<Place> placeOf(const Partition& partition) const;

    MachineRunner m_runner;
    protocol::loader::DfuTarget m_target;
    Maps m_maps;
    std::uint32_t m_start;
};

}  // namespace omv::flasher
