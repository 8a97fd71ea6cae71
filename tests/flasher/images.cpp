// SPDX-License-Identifier: MIT
#include "tests/flasher/images.h"

#include <algorithm>

#include "protocol/bytes.h"
#include "protocol/crc.h"
#include "protocol/loader/dfu_file.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

namespace omv::test {

namespace {

using flasher::Content;
using flasher::FlashBoard;
using flasher::ImageRule;

void put16(FileBytes& out, std::uint32_t value)
{
    out.push_back(static_cast<std::uint8_t>(value));
    out.push_back(static_cast<std::uint8_t>(value >> 8));
}

void put32(FileBytes& out, std::uint32_t value)
{
    put16(out, value);
    put16(out, value >> 16);
}

void store(FileBytes& out, std::size_t at, std::uint32_t value)
{
    protocol::storeU32(std::span(out).subspan(at).first<4>(), value);
}

FileBytes counted(std::size_t size)
{
    FileBytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 7 + (i >> 8));
    return bytes;
}

std::uint32_t stackOf(const FlashBoard& board)
{
    return static_cast<std::uint32_t>(board.ram.front().address + board.ram.front().bytes);
}

FileBytes fileFor(const ImageRule& rule, const FlashBoard& board)
{
    const flasher::Partition& partition = *board.partition(rule.partition);
    const auto address = static_cast<std::uint32_t>(partition.code().address);
    switch (rule.content) {
    case Content::CortexM: return cortexImage(address, stackOf(board), 9000);
    case Content::OpenMvBootloader: return bootloaderImage(address, stackOf(board), 9001);
    case Content::ImxIvt:
        return rule.role == flasher::Role::Bootloader ? imxImage(0, 0x20000400, rule.bytes)
                                                      : imxImage(0x1000, address + 0x2000, 20000);
    case Content::Romfs: return romfsImage(5000);
    case Content::AlifToc: {
        FileBytes toc(8192);
        const std::string_view magic = "OEMTOC01";
        std::copy(magic.begin(), magic.end(), toc.begin() + 7000);
        return toc;
    }
    case Content::Any: return counted(300);
    }
    return {};
}

std::uint32_t zipCrc(const FileBytes& bytes)
{
    std::uint32_t crc = 0xFFFFFFFF;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int i = 0; i < 8; ++i)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

void zipEntry(FileBytes& out, const std::string& name, const FileBytes& bytes)
{
    put16(out, 0);  // flags
    put16(out, 0);  // stored
    put32(out, 0x5A210000);  // date
    put32(out, zipCrc(bytes));
    put32(out, static_cast<std::uint32_t>(bytes.size()));
    put32(out, static_cast<std::uint32_t>(bytes.size()));
    put16(out, static_cast<std::uint32_t>(name.size()));
    put16(out, 0);
}

}  // namespace

FlashBoard flashBoardOf(const std::string& id)
{
    for (const FlashBoard& board : allFlashBoards()) {
        if (board.id == id)
            return board;
    }
    FAIL("no board " + id);
    return {};
}

std::vector<FlashBoard> allFlashBoards()
{
    const TempDirectory empty;
    const ScopedEnv config("XDG_CONFIG_HOME", empty.path());
    const ScopedEnv data("OPENMV_DATA_DIR", std::string(OMV_SOURCE_DIR) + "/resources");
    auto boards = flasher::flashBoards();
    REQUIRE(boards);
    return *boards;
}

FileBytes cortexImage(std::uint32_t address, std::uint32_t stack, std::size_t size)
{
    FileBytes bytes = counted(size);
    store(bytes, 0, stack);
    for (std::uint32_t i = 1; i < 16; ++i)
        store(bytes, i * 4, i >= 7 && i <= 10 ? 0 : address + 0x200 + i * 16 + 1);
    return bytes;
}

FileBytes bootloaderImage(std::uint32_t address, std::uint32_t stack, std::size_t size)
{
    FileBytes bytes = cortexImage(address, stack, size);
    store(bytes, 0x1000, 0xB00710AD);
    store(bytes, 0x1004, 0x00030001);  // 1.0.3
    return bytes;
}

FileBytes imxImage(std::uint32_t ivtOffset, std::uint32_t entry, std::size_t size)
{
    FileBytes bytes(size);
    store(bytes, ivtOffset, 0x402000D1);
    store(bytes, ivtOffset + 4, entry + 1);
    return bytes;
}

FileBytes romfsImage(std::size_t payload)
{
    FileBytes bytes = {0xD2, 0xCD, 0x31};
    bytes.resize(12, 0x80);
    const std::size_t length = payload;
    bytes.push_back(static_cast<std::uint8_t>(0x80 | length >> 21));
    bytes.push_back(static_cast<std::uint8_t>(0x80 | (length >> 14 & 0x7F)));
    bytes.push_back(static_cast<std::uint8_t>(0x80 | (length >> 7 & 0x7F)));
    bytes.push_back(static_cast<std::uint8_t>(length & 0x7F));
    const FileBytes rest = counted(payload);
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    return bytes;
}

FileBytes withSuffix(FileBytes bytes, std::uint16_t vendor, std::uint16_t product,
                     std::uint16_t version)
{
    const auto suffix = protocol::loader::encodeSuffix({0xFFFF, product, vendor, version}, bytes);
    bytes.insert(bytes.end(), suffix.begin(), suffix.end());
    return bytes;
}

FileBytes dfuseFile(const std::vector<DfusePiece>& pieces, bool targetForEach)
{
    FileBytes out{'D', 'f', 'u', 'S', 'e', 1, 0, 0, 0, 0, 0};
    const auto target = [&](std::span<const DfusePiece> held) {
        FileBytes head{'T', 'a', 'r', 'g', 'e', 't', 0, 1, 0, 0, 0, 'S', 'T'};
        head.resize(266);
        FileBytes elements;
        for (const DfusePiece& piece : held) {
            put32(elements, piece.address);
            put32(elements, static_cast<std::uint32_t>(piece.bytes.size()));
            elements.insert(elements.end(), piece.bytes.begin(), piece.bytes.end());
        }
        put32(head, static_cast<std::uint32_t>(elements.size()));
        put32(head, static_cast<std::uint32_t>(held.size()));
        out.insert(out.end(), head.begin(), head.end());
        out.insert(out.end(), elements.begin(), elements.end());
        ++out[10];
    };
    if (targetForEach) {
        for (const DfusePiece& piece : pieces)
            target({&piece, 1});
    } else {
        target(pieces);
    }
    store(out, 6, static_cast<std::uint32_t>(out.size()));
    return out;
}

std::vector<std::pair<std::string, FileBytes>> releaseFiles(const FlashBoard& board)
{
    std::vector<std::pair<std::string, FileBytes>> files;
    for (const ImageRule& rule : board.images)
        files.emplace_back(rule.file, fileFor(rule, board));
    for (const flasher::Loader& loader : board.loaders) {
        if (loader.program)
            files.emplace_back(loader.program->file,
                               imxImage(0, loader.program->address + 0x800, loader.program->bytes));
    }
    return files;
}

FileBytes zipOf(const std::vector<std::pair<std::string, FileBytes>>& files)
{
    FileBytes out;
    FileBytes directory;
    for (const auto& [name, bytes] : files) {
        const auto at = static_cast<std::uint32_t>(out.size());
        put32(out, 0x04034B50);
        put16(out, 20);
        zipEntry(out, name, bytes);
        out.insert(out.end(), name.begin(), name.end());
        out.insert(out.end(), bytes.begin(), bytes.end());
        put32(directory, 0x02014B50);
        put16(directory, 20);
        put16(directory, 20);
        zipEntry(directory, name, bytes);
        put16(directory, 0);  // comment
        put16(directory, 0);  // disk
        put16(directory, 0);
        put32(directory, 0);
        put32(directory, at);
        directory.insert(directory.end(), name.begin(), name.end());
    }
    const auto begin = static_cast<std::uint32_t>(out.size());
    out.insert(out.end(), directory.begin(), directory.end());
    put32(out, 0x06054B50);
    put32(out, 0);
    put16(out, static_cast<std::uint32_t>(files.size()));
    put16(out, static_cast<std::uint32_t>(files.size()));
    put32(out, static_cast<std::uint32_t>(directory.size()));
    put32(out, begin);
    put16(out, 0);
    return out;
}

}  // namespace omv::test
