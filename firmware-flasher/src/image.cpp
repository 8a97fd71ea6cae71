// SPDX-License-Identifier: MIT
#include <openmv/flasher/image.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "firmware-flasher/src/image_formats.h"
#include "firmware-flasher/src/sha256.h"
#include "firmware-flasher/src/text.h"

namespace omv::flasher {

namespace {

bool begins(std::span<const std::uint8_t> bytes, std::string_view magic)
{
    return bytes.size() >= magic.size() &&
        std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

/// Formats that begin with a name of their own.
ImageKind byMagic(std::span<const std::uint8_t> bytes)
{
    constexpr std::pair<std::string_view, ImageKind> kMagic[] = {
        {std::string_view("PK\x03\x04", 4), ImageKind::Zip},
        {std::string_view("\x7f"
                          "ELF",
                          4),
         ImageKind::Elf},
        {std::string_view("UF2\n", 4), ImageKind::Uf2},
        {"DfuSe", ImageKind::DfuSe},
        {std::string_view("\xd2\xcd\x31", 3), ImageKind::Romfs},
    };
    for (const auto& [magic, kind] : kMagic) {
        if (begins(bytes, magic))
            return kind;
    }
    return ImageKind::Unknown;
}

void lookInside(Image& image)
{
    if (const auto ivt = findIvt(image.bytes)) {
        image.kind = ImageKind::ImxIvt;
        image.entry = ivt->entry;
        image.ivtOffset = ivt->offset;
    } else if (const auto vectors = findVectors(image.bytes)) {
        image.kind = ImageKind::CortexM;
        image.firstStack = vectors->stack;
        image.entry = vectors->entry;
        if (const auto version = bootloaderVersion(image.bytes)) {
            image.kind = ImageKind::OpenMvBootloader;
            image.version = version;
        }
    } else if (hasAlifToc(image.bytes)) {
        image.kind = ImageKind::AlifToc;
    }
    if (const auto simulated = findSimulated(image.bytes)) {
        image.version = simulated->version;
        image.simulatedBoard = simulated->board;
        image.damage = simulated->damage;
    }
}

void measureRomfs(Image& image)
{
    const auto length = romfsLength(image.bytes);
    if (!length) {
        image.damage = "its header is cut off or wrong";
        return;
    }
    image.romfsBytes = *length;
    if (*length > image.bytes.size())
        image.damage =
            fmt::format("it ends after {} of {} bytes", image.bytes.size(), image.romfsBytes);
}

}  // namespace

std::string_view describe(ImageKind kind)
{
    switch (kind) {
    case ImageKind::Unknown: return "unknown data";
    case ImageKind::Empty: return "an empty file";
    case ImageKind::CortexM: return "Cortex-M firmware";
    case ImageKind::ImxIvt: return "an i.MX boot image";
    case ImageKind::OpenMvBootloader: return "an OpenMV bootloader";
    case ImageKind::Romfs: return "a ROMFS image";
    case ImageKind::AlifToc: return "an Alif table of contents";
    case ImageKind::DfuSe: return "a DfuSe file";
    case ImageKind::Zip: return "a zip archive";
    case ImageKind::Elf: return "an ELF file";
    case ImageKind::Uf2: return "a UF2 file";
    }
    return {};
}

Image identify(std::string_view name, std::vector<std::uint8_t> bytes)
{
    Image image;
    image.name = baseName(name);
    image.bytes = std::move(bytes);
    image.sha256 = sha256Of(image.bytes);
    if (image.bytes.empty()) {
        image.kind = ImageKind::Empty;
        image.damage = "it is empty";
        return image;
    }
    image.kind = byMagic(image.bytes);
    if (image.kind == ImageKind::Unknown)
        lookInside(image);
    else if (image.kind == ImageKind::Romfs)
        measureRomfs(image);
    return image;
}

}  // namespace omv::flasher
