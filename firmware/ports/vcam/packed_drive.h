// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/board_flash.h"
#include "firmware/ports/vcam/flash_folder.h"
#include "firmware/ports/vcam/flash_image.h"

#include <optional>
#include <string>

namespace omv::vcam {

/// The board's drive in two shapes: a folder while the firmware runs, a FAT volume in its
/// partition while a loader does. What a loader left as it was is not unpacked, so the folder
/// stays what it is, with all that FAT does not know of. Threads: the VM's.
class PackedDrive {
public:
    PackedDrive(BoardFlash& flash, FlashFolder& folder, FlashImage& image);

    /// Before a loader runs. What was written since and not unpacked yet stays.
    void pack();
    /// Before the firmware runs. A volume that a loader wrote becomes the folder; anything else
    /// that it wrote is no file system: the drive is a new one.
    void unpack();

private:
    bool changed() const;
    void keep();
    void record(const std::string& word);
    bool restore(const std::vector<std::uint8_t>& volume);

    BoardFlash& m_flash;
    FlashFolder& m_folder;
    FlashImage& m_image;
    bool m_halfPacked = false;  ///< an earlier process ended in the middle of it
    std::string m_record;  ///< file that outlives the process; empty: none
    std::optional<std::uint64_t> m_sum;  ///< of the partition when both shapes were the same
};

}  // namespace omv::vcam
