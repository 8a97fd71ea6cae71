// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/archive.h"

#include <memory>

#include <archive.h>
#include <archive_entry.h>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

struct Close {
    void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, Close>;

Unexpected broken(const std::string& source, std::string why)
{
    return fail("OMV-E0704", "Cannot read " + source, std::move(why),
                "Get the file again, or unpack it and name the folder");
}

std::string lastError(archive* reader)
{
    const char* text = archive_error_string(reader);
    return text ? text : "the archive is damaged";
}

bool leadsOut(std::string_view path)
{
    if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos ||
        path.find(':') != std::string_view::npos)
        return true;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        if (path.substr(begin, end - begin) == "..")
            return true;
        begin = end + 1;
    }
    return false;
}

/// All bytes of the entry that the reader stands at; at most `room`.
Result<std::vector<std::uint8_t>> readEntry(archive* reader, const std::string& source,
                                            std::uint64_t room)
{
    constexpr std::size_t kPiece = 65536;
    std::vector<std::uint8_t> bytes;
    while (true) {
        const std::size_t before = bytes.size();
        bytes.resize(before + kPiece);
        const auto got = archive_read_data(reader, bytes.data() + before, kPiece);
        if (got < 0)
            return broken(source, lastError(reader));
        bytes.resize(before + static_cast<std::size_t>(got));
        if (got == 0)
            return bytes;
        if (bytes.size() > room)
            return broken(source, "It unpacks to more than any release has");
    }
}

}  // namespace

Result<std::vector<ArchivedFile>> readZip(const std::string& source,
                                          std::span<const std::uint8_t> zip)
{
    const Reader reader(archive_read_new());
    archive_read_support_format_zip(reader.get());
    if (archive_read_open_memory(reader.get(), zip.data(), zip.size()) != ARCHIVE_OK)
        return broken(source, lastError(reader.get()));
    std::vector<ArchivedFile> files;
    std::uint64_t room = kMostBytes;
    archive_entry* entry = nullptr;
    int status = 0;
    while ((status = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
        const char* name = archive_entry_pathname(entry);
        const std::string path = name ? name : "";
        if (leadsOut(path))
            return broken(source, "It names a file outside itself: " + path);
        if (archive_entry_filetype(entry) != AE_IFREG)
            continue;
        if (files.size() == kMostFiles)
            return broken(source, "It has more files than any release");
        auto bytes = readEntry(reader.get(), source, room);
        if (!bytes)
            return Unexpected{bytes.error()};
        room -= bytes->size();
        files.push_back({path, std::move(*bytes)});
    }
    if (status != ARCHIVE_EOF)
        return broken(source, lastError(reader.get()));
    return files;
}

}  // namespace omv::flasher
