// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/board.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omv::flasher {

/// The programs that take firmware, by the protocol they speak.
enum class LoaderKind {
    OpenMvDfu,  ///< OpenMV's own bootloader: plain DFU 1.1, a partition is an alternate setting
    DfuSe,  ///< ROM of STM32 chips and Arduino's bootloaders
    Kboot,  ///< NXP, over HID: the loader that stays on the board, or one in RAM
    Sdp,  ///< ROM of NXP's i.MX, over HID: only takes a loader into RAM
    AlifIsp,  ///< secure enclave of Alif's chips, over a serial bridge
    LegacyCdc,  ///< OpenMV's bootloader up to firmware 4.5.8, over a serial port
    Bossa,  ///< recognised, not spoken
    Picoboot,  ///< recognised, not spoken
};

/// "openmv-dfu", as in board files.
OPENMV_API std::string_view name(LoaderKind kind);

/// Memory from `address` on. In a partition's own address space: what its loader calls it.
struct Region {
    std::uint64_t address = 0;
    std::uint64_t bytes = 0;

    bool contains(std::uint64_t at) const { return at >= address && at - address < bytes; }
    friend bool operator==(const Region&, const Region&) = default;
};

/// A program that the chip's ROM takes into RAM and starts, since it cannot write flash itself.
/// It belongs to the maker of the chip, and is not part of this software.
struct RamProgram {
    std::string file;
    std::uint64_t bytes = 0;  ///< its exact size
    std::string sha256;  ///< empty: not known
    std::uint32_t address = 0;
    std::string loader;  ///< the one that it is

    friend bool operator==(const RamProgram&, const RamProgram&) = default;
};

/// How a loader in RAM is told of the board's flash chip (NXP, ConfigureMemory): two option
/// words, the second of which writes the configuration block that the chip's ROM starts from.
struct FlashSetup {
    std::uint32_t address = 0;  ///< in RAM, where the words are put
    std::uint32_t memory = 0;
    std::uint32_t option = 0;
    std::uint32_t block = 0;

    friend bool operator==(const FlashSetup&, const FlashSetup&) = default;
};

/// What Alif's secure enclave must say before anything is written.
struct AlifChip {
    std::vector<std::string> parts;
    std::string revision;
    Region memory;  ///< all that may be written

    friend bool operator==(const AlifChip&, const AlifChip&) = default;
};

/// What is assumed of a legacy bootloader that does not say.
struct LegacySectors {
    std::uint32_t fileSystem = 0;
    std::uint32_t firmware = 0;
    std::uint32_t last = 0;

    friend bool operator==(const LegacySectors&, const LegacySectors&) = default;
};

/// One way into a board.
struct Loader {
    std::string name;  ///< "dfu"
    LoaderKind kind = LoaderKind::OpenMvDfu;
    std::vector<UsbId> usbIds;
    std::vector<std::string> usbSerials;  ///< only with one of these; empty: any
    std::vector<UsbId> touchUsbIds;  ///< opened at 1200 baud these turn into usbIds
    std::string enter;  ///< what somebody does with the board to get there; empty: nothing
    std::string exit;  ///< and afterwards, so that the board starts as usual
    std::uint32_t flashAddress = 0;  ///< DfuSe: where the program lies that leaving starts
    std::optional<RamProgram> program;
    std::optional<FlashSetup> setup;
    std::optional<AlifChip> chip;
    std::optional<LegacySectors> sectors;

    friend bool operator==(const Loader&, const Loader&) = default;
};

/// A piece of the board's memory that is written as a whole.
struct Partition {
    std::string name;  ///< "FIRMWARE"
    Region region;
    std::optional<std::uint64_t> mapped;  ///< where the processor sees it, when that is elsewhere
    std::optional<int> alternate;  ///< USB alternate setting
    bool readOnly = false;  ///< for the normal loader
    bool wholeChip = false;  ///< others lie inside it: only its beginning may be erased
    bool pseudo = false;  ///< no memory: writing it starts something

    /// Where code in it runs.
    Region code() const { return {mapped.value_or(region.address), region.bytes}; }
    friend bool operator==(const Partition&, const Partition&) = default;
};

enum class Role { Firmware, Romfs, Bootloader, Toc, Radio };

/// What a file must be to be written into its partition.
enum class Content { Any, CortexM, ImxIvt, OpenMvBootloader, Romfs, AlifToc };

/// A file of a firmware release and where it goes.
struct ImageRule {
    std::string file;  ///< "firmware.bin"; compared without case
    std::vector<std::string> aliases;
    Role role = Role::Firmware;
    std::string partition;
    Content content = Content::Any;
    std::string loader;  ///< only by this one; empty: the normal one
    std::uint64_t bytes = 0;  ///< exactly; 0: any size that fits
    bool verified = true;  ///< false: never tried on a board, and a mistake ends it; needs consent

    friend bool operator==(const ImageRule&, const ImageRule&) = default;
};

/// What erasing a partition's beginning needs: this many bytes from its start.
struct EraseRule {
    std::string partition;
    std::uint64_t bytes = 0;

    friend bool operator==(const EraseRule&, const EraseRule&) = default;
};

/// A fuse that a board needs once in its life.
struct FuseRule {
    std::string name;  ///< "boot-from-flash"
    std::uint32_t index = 0;
    std::uint32_t bits = 0;
    std::string loader;  ///< the one that reads and burns it

    friend bool operator==(const FuseRule&, const FuseRule&) = default;
};

/// The firmware of the chip itself, of its maker and not part of this software. Each file has its
/// signature beside it, "NAME.sign".
struct SystemPackage {
    std::string package;  ///< "SP-{part}-rev-b4.bin"; {part}: as the chip says
    std::string offset;
    std::uint64_t bytes = 0;  ///< of the package
    std::uint64_t signatureBytes = 0;

    /// For that part.
    OPENMV_API std::string packageFor(std::string_view part) const;
    friend bool operator==(const SystemPackage&, const SystemPackage&) = default;
};

/// A flash chip that answers no more is brought back by a key that the bootloader is given.
struct StorageRescue {
    std::string partition;  ///< a pseudo one; its only block begins with the key
    std::vector<std::uint8_t> key;
    std::vector<std::string> destroys;  ///< partitions: all of the chip is erased

    friend bool operator==(const StorageRescue&, const StorageRescue&) = default;
};

/// What is known of writing a board's memory (docs/board-format.md). A value.
struct FlashBoard {
    std::string id;
    std::string name;
    std::string firmwareFolder;  ///< in a release: "OPENMV_AE3"
    std::vector<Loader> loaders;  ///< the first is the normal one
    std::vector<Partition> partitions;
    std::vector<ImageRule> images;
    std::vector<Region> ram;  ///< where a first stack may lie; empty: not known
    std::vector<EraseRule> eraseFileSystem;
    std::optional<FuseRule> fuse;
    std::optional<SystemPackage> systemPackage;
    std::optional<StorageRescue> storageRescue;

    OPENMV_API const Loader* loader(std::string_view wanted) const;
    OPENMV_API const Loader* loader(LoaderKind kind) const;
    OPENMV_API const Partition* partition(std::string_view wanted) const;
    /// By the file's own name, without folders; nullptr: the board has no place for it.
    OPENMV_API const ImageRule* rule(std::string_view file) const;
    /// Whether a file of that name is of use: it has a rule, is a loader's program, or the backup
    /// of a file system (backupName()).
    OPENMV_API bool takes(std::string_view file) const;

    friend bool operator==(const FlashBoard&, const FlashBoard&) = default;
};

/// How the backup of a partition that releases have no file for is called: "FILESYSTEM.bin".
OPENMV_API std::string backupName(const Partition& partition);

/// Reads it from the board's entry. A board without loaders is no error: it has none.
/// Errors: Malformed (OMV-E0501: names the field).
OPENMV_API Result<FlashBoard> flashBoard(const Board& board);

/// All boards of this installation that have a loader.
OPENMV_API Result<std::vector<FlashBoard>> flashBoards();

}  // namespace omv::flasher
