// SPDX-License-Identifier: MIT
#include <openmv/flasher/image.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "firmware-flasher/src/image_formats.h"
#include "firmware-flasher/src/sha256.h"
#include "firmware-flasher/src/text.h"
#include "protocol/loader/dfu_file.h"

namespace omv::flasher {

namespace {

using protocol::loader::DfuseFileFault;
using protocol::loader::SuffixState;

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

std::string describe(DfuseFileFault fault)
{
    switch (fault) {
    case DfuseFileFault::None: break;
    case DfuseFileFault::NotDfuse: return "its DfuSe header is cut off";
    case DfuseFileFault::Version: return "it is of an unknown version of DfuSe";
    case DfuseFileFault::Size: return "it has another size than its DfuSe header says";
    case DfuseFileFault::Truncated: return "a piece in it ends early";
    case DfuseFileFault::BadTarget: return "a target in it has no name of its own";
    case DfuseFileFault::Leftover: return "it goes on behind its last piece";
    case DfuseFileFault::Overflow: return "a piece in it ends behind the last address";
    }
    return {};
}

void listParts(Image& image)
{
    constexpr std::size_t kMostParts = 256;
    protocol::loader::DfuseFile file(image.bytes);
    while (const auto element = file.next()) {
        if (image.parts.size() == kMostParts) {
            image.damage = "it has more pieces than any firmware";
            return;
        }
        if (byMagic(element->data) == ImageKind::DfuSe) {
            image.damage = "a piece in it is a DfuSe file again";
            return;
        }
        DfusePart part;
        part.target = element->target;
        part.targetName.assign(element->name.begin(), element->name.end());
        part.alternate = element->alternate;
        part.address = element->address;
        part.offset = static_cast<std::uint64_t>(element->data.data() - image.bytes.data());
        part.bytes = element->data.size();
        image.parts.push_back(std::move(part));
    }
    image.damage = describe(file.fault());
}

/// A raw file has no suffix.
void takeSuffixOff(Image& image)
{
    const auto file = protocol::loader::splitDfuFile(image.bytes);
    if (file.state != SuffixState::Good)
        return;
    image.suffix = DfuSuffix{file.suffix.vendor, file.suffix.product, file.suffix.device};
    image.bytes.resize(file.payload.size());
}

bool hasDamagedSuffix(const Image& image)
{
    return !image.suffix &&
        protocol::loader::splitDfuFile(image.bytes).state == SuffixState::Damaged;
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
    takeSuffixOff(image);
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
    else if (image.kind == ImageKind::DfuSe)
        listParts(image);
    if (hasDamagedSuffix(image))
        image.damage = "the checksum of its DFU suffix is wrong";
    return image;
}

std::optional<Image> onlyPart(const Image& image)
{
    if (image.kind != ImageKind::DfuSe || !image.damage.empty() || image.parts.size() != 1)
        return std::nullopt;
    const DfusePart& part = image.parts.front();
    const auto begin = image.bytes.begin() + static_cast<std::ptrdiff_t>(part.offset);
    Image inner = identify(image.name, {begin, begin + static_cast<std::ptrdiff_t>(part.bytes)});
    inner.address = part.address;
    if (image.suffix)
        inner.suffix = image.suffix;
    return inner;
}

}  // namespace omv::flasher
