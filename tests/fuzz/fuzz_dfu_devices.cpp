// SPDX-License-Identifier: MIT
// The simulated boot loaders with a host that asks anything: they answer within the room that
// there is, and write nothing where nothing may be written.
#include "tests/fuzz/fuzz.h"

#include "firmware/core/loaders/dfu_bootloader.h"
#include "firmware/core/loaders/st_rom_dfuse.h"
#include "tests/support/memory_flash.h"

#include <array>
#include <vector>

// Input: a byte for the device, then a request after the other: request type, request, value,
// length, and the bytes that are sent.

using namespace omv::firmware::loaders;
using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::test;
using omv::fuzz::Input;
using omv::fuzz::require;

namespace {

constexpr std::uint32_t kBase = 0x08000000;

MemoryFlashTraits smallFlash()
{
    MemoryFlashTraits traits;
    traits.address = kBase;
    traits.units = {{4096, 4}, {16384, 1}};
    traits.unitEraseTime = 1000;
    traits.wordProgramTime = 1;
    return traits;
}

template<class Device>
void ask(Device& device, Input& input)
{
    Time now = 0;
    device.control({0x00, 9, 1, 0, 0}, {}, {}, now);
    device.acknowledged(now);
    while (!input.empty()) {
        Setup setup;
        // Mostly the requests that there are.
        constexpr std::array<std::uint8_t, 8> kTypes{0x21, 0xA1, 0x01, 0x81,
                                                     0x80, 0x00, 0x21, 0xA1};
        const std::uint8_t type = input.byte();
        setup.requestType = type < 250 ? kTypes[type % kTypes.size()] : type;
        setup.request = input.byte();
        setup.value = input.word();
        setup.length = static_cast<std::uint16_t>(input.word() % 5000);
        const auto sent = input.bytes((setup.requestType & 0x80) != 0 ? 0 : setup.length);
        // Of exactly their sizes, so that writing past them is noticed.
        const std::vector<std::uint8_t> out(sent.begin(), sent.end());
        std::vector<std::uint8_t> in((setup.requestType & 0x80) != 0 ? setup.length : 0u);
        now += device.busyFor(now) + 100;
        const ControlResult result = device.control(setup, out, in, now);
        require(result.size <= std::max(in.size(), out.size()), "an answer fits");
        require(!result.stall || result.size == 0, "a stall has no bytes");
        if (!result.stall)
            device.acknowledged(now);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input(data, size);
    const std::uint8_t kind = input.byte();
    MemoryFlash flash(smallFlash());
    if ((kind & 1) != 0) {
        const std::array<DfuPartition, 2> partitions{
            DfuPartition{"BOOT", &flash, kBase, kBase + 8192, EraseRule::AtUnit, 0, true, false},
            DfuPartition{"MAIN", &flash, kBase + 8192, kBase + 32768 - 4096, EraseRule::AtUnit, 0,
                         false, false}};
        DfuBootloaderConfig config;
        config.partitions = partitions;
        DfuBootloader device(config);
        device.reset(0, true);
        flash.scribble(1);
        const auto before = flash.bytes();
        ask(device, input);
        require(std::equal(before.begin(), before.begin() + 8192, flash.bytes().begin()),
                "a read-only partition stays as it is");
        return 0;
    }
    const DfuseMemory memory{"@F/0x08000000/4*4Kg,1*16Kg", &flash};
    DfuseConfig config;
    config.memories = std::span(&memory, 1);
    config.readProtected = (kind & 2) != 0;
    StRomDfuse device(config);
    device.reset(0);
    flash.scribble(1);
    const auto before = flash.bytes();
    ask(device, input);
    require(!config.readProtected || device.wantsReset() || flash.bytes() == before,
            "protected memory stays as it is");
    return 0;
}
