// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/dfu_bootloader.h"
#include "firmware/ports/vcam/flash_chip.h"

#include <openmv/board.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace omv::vcam {

/// What stands where the firmware should be.
struct FirmwareState {
    enum class Kind {
        AsSold,  ///< nothing was ever written: the firmware that this program is
        Sound,  ///< an image for this virtual board
        Broken,  ///< anything else: it hangs
    };
    Kind kind = Kind::AsSold;
    std::array<std::uint8_t, 3> version{};  ///< of a sound one
};

/// The flash memories of the board and their partitions, as the board's file describes them.
/// Not thread-safe: the bootloader and the firmware never run at once.
class BoardFlash {
public:
    /// `folder`: where the memories are kept; empty = in memory. `timed`: erasing and writing
    /// take as long as on the board.
    BoardFlash(const Board& board, const std::string& folder, bool timed);

    /// Empty: it can be used.
    const std::string& problem() const { return m_problem; }
    /// Whether the board's loader is one that this program plays.
    bool hasBootloader() const { return !m_partitions.empty(); }

    const std::vector<firmware::loaders::DfuPartition>& partitions() const { return m_partitions; }
    std::vector<std::unique_ptr<FlashChip>>& chips() { return m_chips; }
    bool dead() const;
    void powerUp();

    FirmwareState firmware() const;
    /// The ROMFS image in the first such partition; empty: none.
    std::vector<std::uint8_t> romfs() const;
    /// The file system's first block was overwritten: the firmware has to make a new one. Says
    /// so once for each time.
    bool takeFileSystemErased();
    /// So that an erasing can be told from what stood there before.
    void markFileSystem();

private:
    void readChips(const Board& board, const std::string& folder, bool timed);
    void readPartitions(const Board& board);
    FlashChip* chip(std::string_view name) const;
    const firmware::loaders::DfuPartition* partition(std::string_view name) const;
    std::vector<std::uint8_t> head(std::string_view partition, std::size_t size) const;

    std::string m_board;
    std::string m_problem;
    std::vector<std::unique_ptr<FlashChip>> m_chips;
    std::vector<std::unique_ptr<std::string>> m_names;  // the partitions borrow them
    std::vector<firmware::loaders::DfuPartition> m_partitions;
    std::vector<std::string> m_firmware;  // partitions that must hold some
    std::string m_romfs;
    std::string m_fileSystem;
};

}  // namespace omv::vcam
