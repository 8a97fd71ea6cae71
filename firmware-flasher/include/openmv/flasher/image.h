// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>
#include <openmv/flasher/flash_board.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace omv::flasher {

/// What a file is, told from its bytes alone.
enum class ImageKind {
    Unknown,
    Empty,
    CortexM,  ///< begins with a vector table
    ImxIvt,  ///< an i.MX image: with a boot header at 0 or at 0x1000
    OpenMvBootloader,  ///< a vector table, and the bootloader's header at 0x1000
    Romfs,
    AlifToc,
    DfuSe,  ///< container with targets and addresses
    Zip,
    Elf,
    Uf2,
};

/// "Cortex-M firmware"
OPENMV_API std::string_view describe(ImageKind kind);

/// The USB devices that a file is for, by its DFU suffix. 0xFFFF: any.
struct DfuSuffix {
    std::uint16_t vendor = 0xFFFF;
    std::uint16_t product = 0xFFFF;
    std::uint16_t device = 0xFFFF;  ///< its release; not looked at

    friend bool operator==(const DfuSuffix&, const DfuSuffix&) = default;
};

/// A piece of a DfuSe file.
struct DfusePart {
    int target = 0;  ///< which of the file's targets, from 0
    std::string targetName;  ///< may be empty
    int alternate = 0;  ///< USB alternate setting of the target
    std::uint64_t address = 0;
    std::uint64_t offset = 0;  ///< of its bytes in those of the file
    std::uint64_t bytes = 0;

    friend bool operator==(const DfusePart&, const DfusePart&) = default;
};

/// A file, and what is in it. A value.
struct Image {
    std::string name;  ///< without folders
    std::vector<std::uint8_t> bytes;  ///< without a DFU suffix that is sound
    ImageKind kind = ImageKind::Unknown;
    std::string sha256;  ///< of `bytes`, 64 hexadecimal digits

    std::uint32_t firstStack = 0;  ///< CortexM, OpenMvBootloader
    std::uint32_t entry = 0;  ///< the same, without the Thumb bit; ImxIvt: its entry
    std::uint32_t ivtOffset = 0;  ///< ImxIvt
    std::uint64_t romfsBytes = 0;  ///< Romfs: its length by its own header
    std::optional<FirmwareVersion> version;  ///< where the file carries one
    std::optional<DfuSuffix> suffix;  ///< of files that had one
    std::vector<DfusePart> parts;  ///< DfuSe
    std::optional<std::uint64_t> address;  ///< where the DfuSe file that it was in wants it
    std::string simulatedBoard;  ///< of an image for a virtual board: its id
    /// It contradicts itself: "ends after 4096 of 9000 bytes". Empty: sound as far as can be told.
    std::string damage;
};

/// Looks at the bytes; never fails.
OPENMV_API Image identify(std::string_view name, std::vector<std::uint8_t> bytes);

/// What a sound DfuSe file with one piece holds, as a file by itself. Nothing: it is another file.
OPENMV_API std::optional<Image> onlyPart(const Image& image);

/// Whether `image` may be written where `rule` says, on that board. Errors: Incompatible
/// (OMV-E0701 another board or place, OMV-E0702 too large), Malformed (OMV-E0703 damaged,
/// truncated, empty). A DfuSe file is judged by its only piece; one with several is refused.
OPENMV_API Status check(const Image& image, const ImageRule& rule, const FlashBoard& board);

/// One place for an image.
struct Place {
    std::string board;  ///< id
    std::string boardName;
    std::string file;  ///< as releases call it
    std::string partition;  ///< "RAM": a program that the chip's ROM starts there
};

/// All places that it passes check() for. A ROMFS fits many boards, firmware few or one.
OPENMV_API std::vector<Place> placesFor(const Image& image, std::span<const FlashBoard> boards);

/// Files to write, from a folder, a zip, a list (.lst) or a single file.
struct Release {
    std::string source;  ///< path
    std::vector<Image> images;

    /// nullptr: not in it. Names are compared without case; of a zip or folder with several
    /// boards only that board's own folder counts.
    OPENMV_API const Image* file(std::string_view name) const;
};

/// Reads what `path` holds for `board`; of a folder or zip for several boards, that board's
/// folder. A DfuSe file with one piece is taken for that. Errors: System, Malformed (OMV-E0704: no
/// zip, a name in it that leads out of it, larger than anything a release has), Incompatible
/// (OMV-E0705: nothing for this board in it).
OPENMV_API Result<Release> openRelease(const std::string& path, const FlashBoard& board);

}  // namespace omv::flasher
