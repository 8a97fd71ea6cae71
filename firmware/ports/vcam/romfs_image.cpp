// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/romfs_image.h"

#include <cstdint>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace omv::vcam {

namespace {

using protocol::Bytes;

// Kinds of records.
constexpr std::uint64_t kUnused = 0;
constexpr std::uint64_t kData = 2;
constexpr std::uint64_t kDataPointer = 3;
constexpr std::uint64_t kFolder = 4;
constexpr std::uint64_t kFile = 5;
constexpr std::uint64_t kFileSystem = 0x14A6B1;

constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 32;

struct Record {
    std::uint64_t kind = kUnused;
    Bytes payload;
};

/// Seven bits a byte, the high ones first; nothing when it does not end or is too large.
std::optional<std::uint64_t> takeNumber(Bytes& from)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        value = value << 7 | (from[i] & 0x7Fu);
        if (value >= kTooLarge)
            return std::nullopt;
        if ((from[i] & 0x80) == 0) {
            from = from.subspan(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

std::optional<Bytes> takeBytes(Bytes& from, std::optional<std::uint64_t> size)
{
    if (!size || *size > from.size())
        return std::nullopt;
    const Bytes taken = from.first(static_cast<std::size_t>(*size));
    from = from.subspan(taken.size());
    return taken;
}

std::optional<Record> takeRecord(Bytes& from)
{
    const auto kind = takeNumber(from);
    const auto payload = takeBytes(from, kind ? takeNumber(from) : std::nullopt);
    if (!payload)
        return std::nullopt;
    return Record{*kind, *payload};
}

bool isInside(Bytes pointer, Bytes root)
{
    const auto size = takeNumber(pointer);
    const auto offset = takeNumber(pointer);
    return size && offset && *offset <= root.size() && *size <= root.size() - *offset;
}

/// A file needs a record with its data, and only whole records.
bool isSoundFile(Bytes records, Bytes root)
{
    bool hasData = false;
    while (!records.empty()) {
        const auto record = takeRecord(records);
        if (!record || record->kind == kUnused)
            return false;
        if (record->kind == kDataPointer && !isInside(record->payload, root))
            return false;
        hasData = hasData || record->kind == kData || record->kind == kDataPointer;
    }
    return hasData;
}

/// Checks the records of one folder and adds the folders in it to `folders`.
bool isSoundFolder(Bytes records, Bytes root, std::vector<Bytes>& folders)
{
    while (!records.empty()) {
        auto record = takeRecord(records);
        if (!record || record->kind == kUnused)
            return false;
        if (record->kind != kFolder && record->kind != kFile)
            continue;
        Bytes& inside = record->payload;
        if (!takeBytes(inside, takeNumber(inside)))
            return false;
        if (record->kind == kFolder)
            folders.push_back(inside);
        else if (!isSoundFile(inside, root))
            return false;
    }
    return true;
}

}  // namespace

std::string romfsProblem(Bytes image)
{
    constexpr std::uint8_t kMagic[] = {0xD2, 0xCD, 0x31};
    if (image.size() < 4 || image[0] != kMagic[0] || image[1] != kMagic[1] || image[2] != kMagic[2])
        return "not a ROMFS image (it does not begin with D2 CD 31)";
    Bytes rest = image;
    const auto whole = takeRecord(rest);
    if (!whole || whole->kind != kFileSystem)
        return fmt::format("a ROMFS image that is cut off: it says to be longer than its {} bytes",
                           image.size());
    // Not recursive, so that a made-up image cannot nest until the stack is full.
    std::vector<Bytes> folders{whole->payload};
    while (!folders.empty()) {
        const Bytes folder = folders.back();
        folders.pop_back();
        if (!isSoundFolder(folder, whole->payload, folders))
            return "a damaged ROMFS image: a record in it does not hold together";
    }
    return {};
}

std::size_t romfsSize(Bytes image)
{
    Bytes rest = image;
    return takeRecord(rest) ? image.size() - rest.size() : 0;
}

}  // namespace omv::vcam
