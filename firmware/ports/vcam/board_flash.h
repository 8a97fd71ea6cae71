// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/dfu_bootloader.h"
#include "firmware/ports/vcam/flash_chip.h"
#include "firmware/ports/vcam/fuses.h"
#include "firmware/ports/vcam/sold_image.h"

#include <openmv/board.h>

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omv::vcam {

/// What stands where the firmware should be.
struct FirmwareState {
    bool sound = false;  ///< an image for this virtual board; anything else hangs
    std::array<std::uint8_t, 3> version{};
};

/// What was never written is as the factory left it.
enum class Factory {
    Sold,  ///< bootloader, firmware and fuses are there
    Virgin,  ///< all is erased, also what was written before
};

/// The flash memories of the board and their partitions, as the board's file describes them, and
/// its fuses. Not thread-safe: a loader and the firmware never run at once.
class BoardFlash {
public:
    /// `folder`: where the memories are kept; empty = in memory. `timed`: erasing and writing
    /// take as long as on the board.
    BoardFlash(const Board& board, const std::string& folder, bool timed,
               Factory factory = Factory::Sold);

    /// Empty: it can be used.
    const std::string& problem() const { return m_problem; }
    /// Whether the board's file says enough to play its loaders.
    bool described() const { return !m_partitions.empty(); }

    const std::vector<firmware::loaders::DfuPartition>& partitions() const { return m_partitions; }
    std::vector<std::unique_ptr<FlashChip>>& chips() { return m_chips; }
    FlashChip* chip(std::string_view name) const;
    /// The one that this address is in.
    FlashChip* chipAt(std::uint32_t address) const;
    /// Of the image with this role; null: there is none.
    const firmware::loaders::DfuPartition* partitionOf(std::string_view role) const;
    /// Where this partition begins, and in what; null: there is none.
    const firmware::loaders::DfuPartition* partition(std::string_view name) const;
    std::span<std::uint32_t> fuses() { return m_fuses.words(); }
    bool dead() const;
    void powerUp();

    /// All that the chip wants before it starts the bootloader is there, and so is that.
    bool hasBootloader() const;
    FirmwareState firmware() const;
    /// The ROMFS image in the first such partition; empty: none.
    std::vector<std::uint8_t> romfs() const { return romfs(m_romfs); }
    /// The one of that partition; empty: none is there.
    std::vector<std::uint8_t> romfs(const std::string& partition) const;
    // The file system's partition, or what of it is no other's. Whatever its memory can take at
    // once: that is not written as a loader does.
    std::uint32_t fileSystemBytes() const { return m_fileSystemBytes; }
    std::vector<std::uint8_t> readFileSystem() const;
    /// `volume` at its beginning, all else erased.
    void storeFileSystem(const std::vector<std::uint8_t>& volume);
    /// As the factory leaves it: there is one, and what it holds is said elsewhere.
    bool fileSystemMarked() const;
    void markFileSystem();

private:
    void readChips(const Board& board, const std::string& folder, bool timed);
    void forgetNew(const std::string& folder) const;
    void readPartitions(const Board& board);
    void makeVirgin();
    void makeSold();
    void stampSystem();
    FlashChip* chipOf(const firmware::loaders::DfuPartition& partition) const;
    std::vector<std::uint8_t> all(std::string_view partition) const;
    std::uint32_t roomOf(const firmware::loaders::DfuPartition& partition) const;
    std::vector<std::uint8_t> head(std::string_view partition, std::size_t size) const;

    std::string m_board;
    std::string m_problem;
    std::vector<std::unique_ptr<FlashChip>> m_chips;
    std::vector<std::unique_ptr<std::string>> m_names;  // the partitions borrow them
    std::vector<firmware::loaders::DfuPartition> m_partitions;
    std::vector<ImageKind> m_images;
    std::uint32_t m_stack = 0;  // end of the first RAM
    std::string m_flashConfiguration;  // a partition; empty: there is none
    mutable Fuses m_fuses;
    std::uint32_t m_bootFuse = 0;
    std::uint32_t m_bootFuseBits = 0;  // 0: there is none
    std::string m_romfs;
    std::string m_fileSystem;
    std::uint32_t m_fileSystemBytes = 0;
};

}  // namespace omv::vcam
