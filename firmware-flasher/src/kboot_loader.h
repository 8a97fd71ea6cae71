// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/machine_runner.h"
#include "protocol/loader/kboot.h"

namespace omv::flasher {

/// NXP's loader, over HID: the one that stays on the RT1062, or the one that its ROM was given.
class KbootLoader final : public LoaderSession {
public:
    /// Makes the loader stay, and looks whether it is the one that is known. Errors: those of
    /// the transport; Incompatible (OMV-E0729: another version).
    static Result<std::unique_ptr<LoaderSession>> open(std::unique_ptr<Pipe> pipe,
                                                       WaitFor wait = {});

    bool canRead() const override { return true; }
    Result<bool> holds(const Partition& partition, std::span<const std::uint8_t> bytes,
                       const Watch& watch) override;
    Status write(const Partition& partition, std::span<const std::uint8_t> bytes,
                 const Watch& watch) override;
    Status erase(const Partition& partition, std::uint64_t bytes, const Watch& watch) override;
    Status leave() override;
    Status read(const Partition& partition, std::span<std::uint8_t> into,
                const Watch& watch) override;
    /// Of FlexSPI NOR flash only. What its first 4 KiB hold is replaced by the new block.
    Status configure(const FlashSetup& setup, const Watch& watch) override;
    Result<bool> fuseIsSet(const FuseRule& fuse) override;
    /// Looks first, and leaves a fuse that is set alone, and one that has other bits set.
    Status burnFuse(const FuseRule& fuse) override;

private:
    KbootLoader(std::unique_ptr<Pipe> pipe, WaitFor wait);

    MachineRunner m_runner;
    std::uint32_t m_packetSize = 0;
};

}  // namespace omv::flasher
