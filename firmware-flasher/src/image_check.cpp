// SPDX-License-Identifier: MIT
#include <openmv/flasher/image.h>

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

std::string cannot(const Image& image, const FlashBoard& board)
{
    return fmt::format("{} is not for {}", image.name, board.name);
}

Unexpected wrongPlace(const Image& image, const FlashBoard& board, std::string why)
{
    return fail(
        "OMV-E0701", cannot(image, board), std::move(why),
        fmt::format("Choose the file from the folder {} of a release", board.firmwareFolder));
}

bool inRam(const FlashBoard& board, std::uint32_t stack)
{
    // A stack begins at the end of its memory: the first address behind it is right, too.
    return board.ram.empty() ||
        std::any_of(board.ram.begin(), board.ram.end(),
                    [&](const Region& each) { return stack != 0 && each.contains(stack - 1); });
}

Status checkCode(const Image& image, const Partition& partition, const FlashBoard& board)
{
    if (!partition.code().contains(image.entry))
        return wrongPlace(image, board,
                          fmt::format("It begins at 0x{:08x}; {} lies from 0x{:08x} to 0x{:08x}",
                                      image.entry, partition.name, partition.code().address,
                                      partition.code().address + partition.code().bytes));
    if (!inRam(board, image.firstStack))
        return wrongPlace(
            image, board,
            fmt::format("Its stack at 0x{:08x} is not in this board's memory", image.firstStack));
    return Done{};
}

Status checkIvt(const Image& image, const ImageRule& rule, const Partition& partition,
                const FlashBoard& board)
{
    const bool atStart = rule.role == Role::Bootloader;
    if ((image.ivtOffset == 0) != atStart)
        return wrongPlace(image, board, "Its boot header is not where this board looks for it");
    // The resident loader is copied to RAM and runs there.
    const bool fits = partition.code().contains(image.entry) || inRam(board, image.entry);
    if (!fits)
        return wrongPlace(image, board, fmt::format("It begins at 0x{:08x}", image.entry));
    return Done{};
}

/// What the kind of file must be; nullopt: anything goes.
std::optional<ImageKind> kindFor(Content content)
{
    switch (content) {
    case Content::Any: return std::nullopt;
    case Content::CortexM: return ImageKind::CortexM;
    case Content::ImxIvt: return ImageKind::ImxIvt;
    case Content::OpenMvBootloader: return ImageKind::OpenMvBootloader;
    case Content::Romfs: return ImageKind::Romfs;
    case Content::AlifToc: return ImageKind::AlifToc;
    }
    return std::nullopt;
}

Status checkSize(const Image& image, const ImageRule& rule, const Partition& partition)
{
    const std::uint64_t size = image.bytes.size();
    if (size > partition.region.bytes)
        return fail("OMV-E0702", fmt::format("{} is too large", image.name),
                    fmt::format("It has {} bytes; {} has room for {}", size, partition.name,
                                partition.region.bytes),
                    "Make it smaller, or choose the file for this board");
    if (rule.bytes != 0 && size != rule.bytes)
        return fail("OMV-E0703", fmt::format("{} is not the file it should be", image.name),
                    fmt::format("It has {} bytes instead of {}", size, rule.bytes), "Get it again");
    return Done{};
}

/// By any of the board's loaders: which one it is written by is the plan's choice.
Status checkSuffix(const Image& image, const FlashBoard& board)
{
    constexpr std::uint16_t kAny = 0xFFFF;
    const auto isMeant = [&](const UsbId& id) {
        return (image.suffix->vendor == kAny || image.suffix->vendor == id.vendor) &&
            (image.suffix->product == kAny || image.suffix->product == id.product);
    };
    const auto takes = [&](const Loader& loader) {
        return std::any_of(loader.usbIds.begin(), loader.usbIds.end(), isMeant);
    };
    if (!image.suffix || std::any_of(board.loaders.begin(), board.loaders.end(), takes))
        return Done{};
    return wrongPlace(image, board,
                      fmt::format("Its DFU suffix says that it is for the USB device "
                                  "{:04x}:{:04x}, which is none of this board's loaders",
                                  image.suffix->vendor, image.suffix->product));
}

Status checkAddress(const Image& image, const Partition& partition, const FlashBoard& board)
{
    if (!image.address || *image.address == partition.region.address)
        return Done{};
    return wrongPlace(image, board,
                      fmt::format("It goes to 0x{:08x}; {} begins at 0x{:08x}", *image.address,
                                  partition.name, partition.region.address));
}

Status checkParts(const Image& image, const ImageRule& rule, const FlashBoard& board)
{
    if (const auto part = onlyPart(image))
        return check(*part, rule, board);
    std::string where;
    for (const DfusePart& part : image.parts)
        where += fmt::format("{}0x{:08x}", where.empty() ? ": at " : ", ", part.address);
    return wrongPlace(image, board,
                      fmt::format("It has {} pieces{}; only one alone can be written",
                                  image.parts.size(), where));
}

}  // namespace

Status check(const Image& image, const ImageRule& rule, const FlashBoard& board)
{
    const Partition* partition = board.partition(rule.partition);
    if (!partition)
        return wrongPlace(image, board, "The board has no partition " + rule.partition);
    if (!image.damage.empty())
        return fail("OMV-E0703", fmt::format("{} is damaged", image.name), image.damage,
                    "Get it again");
    if (image.kind == ImageKind::DfuSe)
        return checkParts(image, rule, board);
    if (const Status meant = checkSuffix(image, board); !meant)
        return meant;
    if (const Status there = checkAddress(image, *partition, board); !there)
        return there;
    if (const Status size = checkSize(image, rule, *partition); !size)
        return size;
    if (const auto kind = kindFor(rule.content); kind && image.kind != *kind)
        return wrongPlace(image, board,
                          fmt::format("It is {}, and {} takes {}", describe(image.kind),
                                      partition->name, describe(*kind)));
    if (!image.simulatedBoard.empty() && image.simulatedBoard != board.id)
        return wrongPlace(image, board, "It was made for the board " + image.simulatedBoard);
    if (rule.content == Content::CortexM || rule.content == Content::OpenMvBootloader)
        return checkCode(image, *partition, board);
    if (rule.content == Content::ImxIvt)
        return checkIvt(image, rule, *partition, board);
    return Done{};
}

static bool isProgram(const Image& image, const RamProgram& program)
{
    const bool right = program.sha256.empty() || program.sha256 == image.sha256;
    return image.kind == ImageKind::ImxIvt && image.bytes.size() == program.bytes && right;
}

std::vector<Place> placesFor(const Image& image, std::span<const FlashBoard> boards)
{
    std::vector<Place> places;
    if (const auto part = onlyPart(image))
        return placesFor(*part, boards);
    for (const FlashBoard& board : boards) {
        for (const ImageRule& rule : board.images) {
            if (rule.content != Content::Any && check(image, rule, board))
                places.push_back({board.id, board.name, rule.file, rule.partition});
        }
        for (const Loader& loader : board.loaders) {
            if (loader.program && isProgram(image, *loader.program))
                places.push_back({board.id, board.name, loader.program->file, "RAM"});
        }
    }
    return places;
}

}  // namespace omv::flasher
