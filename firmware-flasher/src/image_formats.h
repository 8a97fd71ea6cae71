// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace omv::flasher {

using Bytes = std::span<const std::uint8_t>;

/// First two words of a Cortex-M image.
struct Vectors {
    std::uint32_t stack = 0;
    std::uint32_t entry = 0;  ///< without the Thumb bit
};

/// Where a vector table can be: a stack that is aligned and not in code, and eight handlers
/// with the Thumb bit, or none, near the first. Armv7-M Architecture Reference Manual, B1.5.
std::optional<Vectors> findVectors(Bytes bytes);

struct Ivt {
    std::uint32_t offset = 0;
    std::uint32_t entry = 0;
};

/// Image vector table of an i.MX RT, at 0 or behind the flash configuration page.
/// i.MX RT1060 Reference Manual, 9.7.1.
std::optional<Ivt> findIvt(Bytes bytes);

/// The header of OpenMV's bootloader: at 0x1000 the magic 0xB00710AD, then its version.
std::optional<FirmwareVersion> bootloaderVersion(Bytes bytes);

/// Length of the ROMFS image by its own header, the header included. Nothing: no sound header.
std::optional<std::uint64_t> romfsLength(Bytes bytes);

/// The table of contents of Alif's application package: its header somewhere in the bytes.
bool hasAlifToc(Bytes bytes);

/// What makes an image one for a virtual board (docs/virtual-camera.md): a header at 0x200 with
/// magic, version, id of the board, and a CRC-32 of everything behind the header.
struct Simulated {
    FirmwareVersion version;
    std::string board;
    std::string damage;  ///< empty: the CRC is right
};

std::optional<Simulated> findSimulated(Bytes bytes);

}  // namespace omv::flasher
