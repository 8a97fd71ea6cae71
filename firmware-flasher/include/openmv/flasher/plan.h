// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/image.h>

#include <string>
#include <vector>

namespace omv::flasher {

/// What is to become of a board.
enum class Goal {
    Firmware,  ///< its firmware
    Romfs,  ///< its read-only file systems
    Bootloader,  ///< its bootloader, by the chip's ROM
    Factory,  ///< firmware and read-only file systems; the file system is emptied
    Erase,  ///< the file system is emptied; the firmware makes a new one
    Recover,  ///< the bootloader by the chip's own loader, then firmware and read-only file systems
    Verify,  ///< nothing: what is there is compared with the files
    Backup,  ///< nothing: what is there is read into files
};

/// "firmware", as on the command line.
OPENMV_API std::string_view name(Goal goal);

struct PlanOptions {
    Goal goal = Goal::Firmware;
    bool resetRomfs = false;  ///< with Firmware: the release's ROMFS, too
    bool eraseFileSystem = false;  ///< with Firmware, Romfs and Recover
    bool restoreFileSystem = false;  ///< with the same: what a backup has of it
    bool verify = true;  ///< read back what was written
    bool force = false;  ///< write partitions that hold the same bytes already
    bool backup = false;  ///< read what will be overwritten into files first
    bool burnFuse = false;  ///< with Bootloader and Recover: the board's fuse, if it is not set
    bool systemPackage = false;  ///< with Bootloader and Recover: the chip's own firmware first
    bool storageRescue = false;  ///< with Recover: the flash chip first, by the bootloader's key
    std::string loader{};  ///< by this one instead of the normal one, where that can be chosen
    std::vector<std::string> partitions{};  ///< of Verify and Backup: only these; empty: all
    /// Names of steps that were never tried on a board and that the user takes the risk of.
    std::vector<std::string> allowUnverified{};
};

/// One step, in words a program can read; describe() has those for people.
struct PlanStep {
    enum class Kind {
        EnterLoader,  ///< bring the board into `loader`; `text`: what somebody has to do for it
        StartProgram,  ///< `file` into the chip's RAM, and start it there
        Configure,  ///< tell that program of the flash chip
        Backup,  ///< read `partition` into the file `file`
        Compare,  ///< `partition` with `file`, without writing
        Write,  ///< `file` into `partition`, unless it is there already
        Verify,  ///< read it back and compare
        Erase,  ///< the first `bytes` of `partition`
        SystemPackage,  ///< the chip's own firmware, `file` for the part that the chip says it is
        CheckFuse,  ///< `file` is its name: tell when it is not set
        BurnFuse,  ///< `file` is its name; skipped when it is set
        /// The loader ends, what it wrote starts. `text`: what somebody has to do behind it.
        Leave,
        /// The board is back, and its version is `version` where that is known. `text`: what
        /// somebody has to do before.
        CheckRunning,
        /// The key into `partition`: the bootloader erases the whole flash chip and sets it up
        /// anew, which takes minutes.
        StorageRescue,
    };

    Kind kind = Kind::EnterLoader;
    std::string loader{};
    std::string partition{};
    std::string file{};
    std::uint64_t address = 0;  ///< in the partition's own address space
    std::uint64_t bytes = 0;
    std::string sha256{};
    std::string consent{};  ///< not empty: never tried on a board; the name to allow it by
    std::string version{};
    std::string text{};

    friend bool operator==(const PlanStep&, const PlanStep&) = default;
};

OPENMV_API std::string describe(const PlanStep& step);

/// All that will be done to a board, before anything is. Data only: nothing was opened.
struct Plan {
    std::string board;  ///< id
    std::string boardName;
    std::string loader;  ///< name of the way in
    std::string source;  ///< of the images
    std::vector<PlanStep> steps;
    bool force = false;

    /// Bytes that will be written.
    OPENMV_API std::uint64_t bytes() const;
    friend bool operator==(const Plan&, const Plan&) = default;
};

/// The plan for `options` with the files of `release` (not looked at for Erase). Everything that
/// can be known to be wrong is an error here, before the first byte. Errors: those of check();
/// Incompatible (OMV-E0705: the release lacks a file); Refused (OMV-E0707: a step was never tried
/// on a board and is not allowed); Unsupported (OMV-E0708: this board cannot do that).
OPENMV_API Result<Plan> makePlan(const FlashBoard& board, const Release& release,
                                 const PlanOptions& options);

}  // namespace omv::flasher
