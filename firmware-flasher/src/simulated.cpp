// SPDX-License-Identifier: MIT
#include <openmv/flasher/simulated.h>

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "firmware-flasher/src/archive.h"
#include "protocol/bytes.h"
#include "protocol/loader/simulated_image.h"

namespace omv::flasher {

namespace {

using FileBytes = std::vector<std::uint8_t>;

constexpr std::size_t kFirmwareBytes = 65536;
constexpr std::size_t kBootloaderBytes = 16384;
constexpr std::size_t kBootloaderHeader = 0x1000;
constexpr std::uint32_t kBootloaderMagic = 0xB00710AD;
constexpr std::size_t kTocBytes = 8192;

void store(FileBytes& bytes, std::size_t at, std::uint32_t value)
{
    protocol::storeU32(std::span(bytes).subspan(at).first<4>(), value);
}

/// Not all the same byte: a block in the wrong place shows.
FileBytes patterned(std::size_t size)
{
    FileBytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 7 + (i >> 8) * 13);
    return bytes;
}

std::uint32_t stackOf(const FlashBoard& board)
{
    constexpr std::uint32_t kAnywhere = 0x20001000;
    return board.ram.empty()
        ? kAnywhere
        : static_cast<std::uint32_t>(board.ram.front().address + board.ram.front().bytes);
}

FileBytes withVectors(FileBytes bytes, std::uint32_t address, std::uint32_t stack)
{
    constexpr std::uint32_t kCode = 0x400;
    store(bytes, 0, stack);
    for (std::uint32_t i = 1; i < 16; ++i)
        store(bytes, i * 4, i >= 7 && i <= 10 ? 0 : address + kCode + i * 16 + 1);
    return bytes;
}

FileBytes withIvt(FileBytes bytes, std::uint32_t at, std::uint32_t entry)
{
    constexpr std::uint32_t kIvtTag = 0x402000D1;
    store(bytes, at, kIvtTag);
    store(bytes, at + 4, entry | 1);
    return bytes;
}

/// One file in a ROMFS, with lengths of one byte.
FileBytes romfs(const std::string& name, const std::string& text)
{
    const auto size = [](std::size_t bytes) { return static_cast<std::uint8_t>(bytes); };
    FileBytes data = {0x02, size(text.size())};
    data.insert(data.end(), text.begin(), text.end());
    FileBytes file = {0x05, size(1 + name.size() + data.size()), size(name.size())};
    file.insert(file.end(), name.begin(), name.end());
    file.insert(file.end(), data.begin(), data.end());
    FileBytes image = {0xD2, 0xCD, 0x31, size(file.size())};
    image.insert(image.end(), file.begin(), file.end());
    return image;
}

void seal(FileBytes& bytes, const FlashBoard& board, const FirmwareVersion& version)
{
    protocol::loader::SimulatedImage header;
    header.version = {static_cast<std::uint8_t>(version.major),
                      static_cast<std::uint8_t>(version.minor),
                      static_cast<std::uint8_t>(version.patch)};
    std::copy_n(board.id.begin(), std::min(board.id.size(), header.board.size() - 1),
                header.board.begin());
    protocol::loader::sealSimulatedImage(bytes, header);
}

FileBytes contentOf(const ImageRule& rule, const FlashBoard& board, const FirmwareVersion& version)
{
    const Partition& partition = *board.partition(rule.partition);
    const auto address = static_cast<std::uint32_t>(partition.code().address);
    switch (rule.content) {
    case Content::CortexM: return withVectors(patterned(kFirmwareBytes), address, stackOf(board));
    case Content::OpenMvBootloader: {
        FileBytes bytes = withVectors(patterned(kBootloaderBytes), address, stackOf(board));
        store(bytes, kBootloaderHeader, kBootloaderMagic);
        store(bytes, kBootloaderHeader + 4, 0x00030001);  // 1.0.3
        return bytes;
    }
    case Content::ImxIvt:
        return rule.role == Role::Bootloader
            ? withIvt(FileBytes(rule.bytes), 0, 0x20000400)
            : withIvt(patterned(kFirmwareBytes), 0x1000, address + 0x2000);
    case Content::Romfs: return romfs("version.txt", toString(version) + "\n");
    case Content::AlifToc: {
        constexpr std::string_view kMagic = "OEMTOC01";
        FileBytes bytes(kTocBytes);
        std::copy(kMagic.begin(), kMagic.end(), bytes.end() - 256);
        return bytes;
    }
    case Content::Any: return patterned(4096);
    }
    return {};
}

}  // namespace

std::vector<Image> simulatedRelease(const FlashBoard& board, const FirmwareVersion& version)
{
    std::vector<Image> images;
    for (const ImageRule& rule : board.images) {
        FileBytes bytes = contentOf(rule, board, version);
        // A bootloader too: a virtual board finds out by it that one was cut off.
        if (rule.role == Role::Firmware || rule.role == Role::Bootloader)
            seal(bytes, board, version);
        images.push_back(identify(rule.file, std::move(bytes)));
    }
    // In place of a program of the chip's maker: virtual chips take any that looks like one.
    for (const Loader& loader : board.loaders) {
        if (loader.program)
            images.push_back(identify(
                loader.program->file,
                withIvt(patterned(loader.program->bytes), 0, loader.program->address + 0x800)));
    }
    return images;
}

Result<std::vector<std::uint8_t>> zipRelease(const FlashBoard& board, std::span<const Image> images)
{
    std::vector<ArchivedFile> files;
    for (const Image& image : images)
        files.push_back({fmt::format("{}/{}", board.firmwareFolder, image.name), image.bytes});
    return writeZip(files);
}

}  // namespace omv::flasher
