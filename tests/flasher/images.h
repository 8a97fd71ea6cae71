// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/image.h>

#include <string>
#include <vector>

namespace omv::test {

using FileBytes = std::vector<std::uint8_t>;

/// The shipped board of that id.
flasher::FlashBoard flashBoardOf(const std::string& id);
std::vector<flasher::FlashBoard> allFlashBoards();

/// A vector table for code at `address`, then bytes that say where they are.
FileBytes cortexImage(std::uint32_t address, std::uint32_t stack, std::size_t size);
/// The same with the bootloader's header.
FileBytes bootloaderImage(std::uint32_t address, std::uint32_t stack, std::size_t size);
/// A boot header at `ivtOffset`, its entry `entry`.
FileBytes imxImage(std::uint32_t ivtOffset, std::uint32_t entry, std::size_t size);
/// A ROMFS with one file of that many bytes.
FileBytes romfsImage(std::size_t payload);

/// A DFU suffix behind it; `version` 0x011A: of a DfuSe file.
FileBytes withSuffix(FileBytes bytes, std::uint16_t vendor, std::uint16_t product,
                     std::uint16_t version = 0x0100);
struct DfusePiece {
    std::uint32_t address = 0;
    FileBytes bytes;
};
/// A DfuSe file without suffix, with one target that has all of them, or one for each.
FileBytes dfuseFile(const std::vector<DfusePiece>& pieces, bool targetForEach = false);

/// What a release has for the board: each file right in kind and place.
std::vector<std::pair<std::string, FileBytes>> releaseFiles(const flasher::FlashBoard& board);

/// A stored (not compressed) zip with these files.
FileBytes zipOf(const std::vector<std::pair<std::string, FileBytes>>& files);

}  // namespace omv::test
