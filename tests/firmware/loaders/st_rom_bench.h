// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/st_rom_dfuse.h"
#include "tests/support/memory_flash.h"

#include <memory>
#include <string>
#include <vector>

namespace omv::test {

using ByteVector = std::vector<std::uint8_t>;

inline constexpr const char* kF4Memory = "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg";

inline std::unique_ptr<MemoryFlash> f4Flash()
{
    MemoryFlashTraits traits;
    traits.address = 0x08000000;
    traits.units = {{16 * 1024, 4}, {64 * 1024, 1}, {128 * 1024, 7}};
    traits.wordSize = 4;
    traits.unitEraseTime = 400 * protocol::kMillisecond;
    traits.wordProgramTime = 16;
    return std::make_unique<MemoryFlash>(traits);
}

/// An STM32's ROM with a host that says every request by hand.
struct RomBench {
    explicit RomBench(firmware::loaders::DfuseConfig config = {})
        : flash(f4Flash())
        , memory{kF4Memory, flash.get()}
        , device(with(config))
    {
        device.reset(now);
        control({0x00, 9, 1, 0, 0});
    }

    firmware::loaders::DfuseConfig with(firmware::loaders::DfuseConfig config) const
    {
        config.memories = std::span(&memory, 1);
        return config;
    }
    firmware::loaders::ControlResult control(const protocol::loader::Setup& setup,
                                             protocol::Bytes out = {})
    {
        in.assign(setup.length, 0xAA);
        now += device.busyFor(now);
        const auto result = device.control(setup, out, in, now);
        in.resize(result.size);
        if (!result.stall)
            device.acknowledged(now);
        return result;
    }
    bool download(std::uint16_t block, const ByteVector& data)
    {
        const auto size = static_cast<std::uint16_t>(data.size());
        return !control({0x21, 1, block, 0, size}, data).stall;
    }
    protocol::loader::DfuStatus status()
    {
        control({0xA1, 3, 0, 0, 6});
        return protocol::loader::decodeDfuStatus(in).value_or(protocol::loader::DfuStatus{});
    }
    /// A download with its statuses, and how it went.
    protocol::loader::DfuError operate(std::uint16_t block, const ByteVector& data)
    {
        download(block, data);
        status();
        return status().error;
    }
    void clear() { control({0x21, 4, 0, 0, 0}); }
    ByteVector descriptor(std::uint16_t value)
    {
        control({0x80, 6, value, 0, 512});
        return in;
    }

    protocol::Time now = 0;
    std::unique_ptr<MemoryFlash> flash;
    firmware::loaders::DfuseMemory memory;
    firmware::loaders::StRomDfuse device;
    ByteVector in;
};

}  // namespace omv::test
