// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/dfu_bootloader.h"
#include "tests/support/memory_flash.h"

#include <memory>
#include <string>
#include <vector>

namespace omv::test {

/// A board's bootloader with its flash, as OpenMV's boot_config.h of that board has it.
struct DfuBoard {
    std::string name;
    std::vector<std::unique_ptr<MemoryFlash>> flash;
    std::vector<firmware::loaders::DfuPartition> partitions;
    firmware::loaders::DfuBootloaderConfig config;

    firmware::loaders::DfuBootloader bootloader() const
    {
        firmware::loaders::DfuBootloaderConfig used = config;
        used.partitions = partitions;
        return firmware::loaders::DfuBootloader(used);
    }
    std::size_t number(const std::string& partition) const
    {
        std::size_t at = 0;
        while (at < partitions.size() && partitions[at].name != partition)
            ++at;
        return at;
    }
    std::uint32_t room(std::size_t alternate) const
    {
        return partitions[alternate].limit - partitions[alternate].start;
    }
    MemoryFlash& memory(std::size_t alternate) const
    {
        for (const auto& one : flash) {
            if (one.get() == partitions[alternate].flash)
                return *one;
        }
        return *flash.front();
    }
    bool dead() const
    {
        return std::any_of(flash.begin(), flash.end(), [](const auto& one) { return one->dead(); });
    }
};

inline constexpr std::uint32_t kKib = 1024;
inline constexpr std::uint32_t kMib = 1024 * 1024;

namespace detail {

using firmware::loaders::EraseRule;

inline MemoryFlash* addInternal(DfuBoard& board,
                                std::vector<std::pair<std::uint32_t, std::uint32_t>> units,
                                std::uint32_t wordSize)
{
    MemoryFlashTraits traits;
    traits.address = 0x08000000;
    traits.units = std::move(units);
    traits.wordSize = wordSize;
    traits.unitEraseTime = 1500 * protocol::kMillisecond;
    traits.wordProgramTime = 20;
    board.flash.push_back(std::make_unique<MemoryFlash>(traits));
    return board.flash.back().get();
}

/// A serial NOR chip: `unit` is what the board's bootloader erases at once.
inline MemoryFlash* addSerial(DfuBoard& board, std::uint32_t size, std::uint32_t unit)
{
    MemoryFlashTraits traits;
    traits.units = {{unit, size / unit}};
    traits.wordSize = 1;
    traits.overProgram = OverProgram::ClearsBits;
    traits.unitEraseTime = unit / kKib * 5 * protocol::kMillisecond;
    board.flash.push_back(std::make_unique<MemoryFlash>(traits));
    return board.flash.back().get();
}

inline void addInternalPartition(DfuBoard& board, const char* name, MemoryFlash* flash,
                                 std::uint32_t start, std::uint32_t limit, bool readOnly = false)
{
    board.partitions.push_back({name, flash, start, limit, EraseRule::AtUnit, 0, readOnly, false});
}

inline void addSerialPartition(DfuBoard& board, const char* name, MemoryFlash* flash,
                               std::uint32_t start, std::uint32_t limit, std::uint32_t eraseSize,
                               bool readOnly = false)
{
    board.partitions.push_back(
        {name, flash, start, limit, EraseRule::AtMultiple, eraseSize, readOnly, false});
}

}  // namespace detail

inline DfuBoard m4Board()
{
    DfuBoard board;
    board.name = "M4";
    board.config.product = 0x9202;
    auto* flash = detail::addInternal(board, {{16 * kKib, 4}, {64 * kKib, 1}, {128 * kKib, 7}}, 4);
    detail::addInternalPartition(board, "BOOTLOADER", flash, 0x08000000, 0x08008000, true);
    detail::addInternalPartition(board, "FILESYSTEM", flash, 0x08008000, 0x08010000);
    detail::addInternalPartition(board, "FIRMWARE", flash, 0x08010000, 0x080E0000);
    detail::addInternalPartition(board, "ROMFS0", flash, 0x080E0000, 0x08100000);
    return board;
}

inline DfuBoard h7Board()
{
    DfuBoard board;
    board.name = "H7";
    board.config.product = 0x9204;
    auto* flash = detail::addInternal(board, {{128 * kKib, 16}}, 32);
    detail::addInternalPartition(board, "BOOTLOADER", flash, 0x08000000, 0x08020000, true);
    detail::addInternalPartition(board, "FILESYSTEM", flash, 0x08020000, 0x08040000);
    detail::addInternalPartition(board, "FIRMWARE", flash, 0x08040000, 0x081E0000);
    detail::addInternalPartition(board, "ROMFS0", flash, 0x081E0000, 0x08200000);
    return board;
}

inline DfuBoard pureThermalBoard()
{
    DfuBoard board;
    board.name = "Pure Thermal";
    board.config.product = 0x9205;
    auto* flash = detail::addInternal(board, {{128 * kKib, 16}}, 32);
    auto* qspi = detail::addSerial(board, 32 * kMib, 64 * kKib);
    detail::addInternalPartition(board, "BOOTLOADER", flash, 0x08000000, 0x08020000, true);
    detail::addInternalPartition(board, "FILESYSTEM", flash, 0x08020000, 0x08040000);
    detail::addInternalPartition(board, "FIRMWARE", flash, 0x08040000, 0x08200000);
    detail::addSerialPartition(board, "SPI_FLASH", qspi, 0, 0x02000000, 64 * kKib);
    detail::addSerialPartition(board, "ROMFS0", qspi, 0x01800000, 0x02000000, 64 * kKib);
    return board;
}

inline DfuBoard n6Board()
{
    DfuBoard board;
    board.name = "N6";
    board.config.product = 0x9206;
    auto* xspi = detail::addSerial(board, 32 * kMib, 64 * kKib);
    detail::addSerialPartition(board, "BOOTLOADER", xspi, 0, 0x00080000, 64 * kKib, true);
    detail::addSerialPartition(board, "FIRMWARE", xspi, 0x00080000, 0x00400000, 64 * kKib);
    detail::addSerialPartition(board, "FILESYSTEM", xspi, 0x00400000, 0x00800000, 64 * kKib);
    detail::addSerialPartition(board, "ROMFS0", xspi, 0x00800000, 0x02000000, 64 * kKib);
    return board;
}

inline DfuBoard ae3Board()
{
    DfuBoard board;
    board.name = "AE3";
    board.config.product = 0x96E3;
    MemoryFlashTraits traits;
    traits.address = 0x80000000;
    traits.units = {{16, 0x00580000 / 16}};
    traits.wordSize = 16;
    traits.overProgram = OverProgram::Replaces;
    board.flash.push_back(std::make_unique<MemoryFlash>(traits));
    MemoryFlash* mram = board.flash.back().get();
    auto* ospi = detail::addSerial(board, 32 * kMib, 4 * kKib);
    const auto add = [&](const char* name, std::uint32_t start, std::uint32_t limit,
                         bool readOnly) {
        board.partitions.push_back(
            {name, mram, start, limit, detail::EraseRule::Never, 0, readOnly, false});
    };
    add("BOOT", 0x80000000, 0x80020000, true);
    add("HP", 0x80020000, 0x80320000, false);
    add("HE", 0x80320000, 0x8047E000, false);
    add("ROMFS1", 0x8047E000, 0x8057E000, false);
    add("TOC", 0x8057E000, 0x80580000, false);
    detail::addSerialPartition(board, "RWFS", ospi, 0, 0x00800000, 4 * kKib);
    detail::addSerialPartition(board, "ROMFS0", ospi, 0x00800000, 0x02000000, 4 * kKib);
    board.partitions.push_back(
        {"RECOVERY", ospi, 0, 0x1000, detail::EraseRule::Never, 0, false, true});
    return board;
}

inline std::vector<DfuBoard> allDfuBoards()
{
    std::vector<DfuBoard> boards;
    boards.push_back(ae3Board());
    boards.push_back(pureThermalBoard());
    boards.push_back(h7Board());
    boards.push_back(m4Board());
    boards.push_back(n6Board());
    return boards;
}

}  // namespace omv::test
