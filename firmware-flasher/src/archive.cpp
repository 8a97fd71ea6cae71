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

namespace {

struct CloseWriter {
    void operator()(archive* writer) const { archive_write_free(writer); }
};
struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

/// libarchive's callback: appends to the vector behind `bytes`.
la_ssize_t append(archive*, void* bytes, const void* piece, std::size_t size)
{
    auto& out = *static_cast<std::vector<std::uint8_t>*>(bytes);
    const auto* begin = static_cast<const std::uint8_t*>(piece);
    out.insert(out.end(), begin, begin + size);
    return static_cast<la_ssize_t>(size);
}

bool writeEntry(archive* writer, const ArchivedFile& file)
{
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), file.path.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.bytes.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    return archive_write_header(writer, entry.get()) == ARCHIVE_OK &&
        archive_write_data(writer, file.bytes.data(), file.bytes.size()) ==
        static_cast<la_ssize_t>(file.bytes.size());
}

}  // namespace

Result<std::vector<std::uint8_t>> writeZip(std::span<const ArchivedFile> files)
{
    std::vector<std::uint8_t> bytes;
    const std::unique_ptr<archive, CloseWriter> writer(archive_write_new());
    archive_write_set_format_zip(writer.get());
    // Else it is filled up with zeros to a full block.
    archive_write_set_bytes_in_last_block(writer.get(), 1);
    bool good = archive_write_open(writer.get(), &bytes, nullptr, append, nullptr) == ARCHIVE_OK;
    for (const ArchivedFile& file : files)
        good = good && writeEntry(writer.get(), file);
    good = good && archive_write_close(writer.get()) == ARCHIVE_OK;
    if (!good)
        return fail("OMV-E0731", "Cannot make a zip", lastError(writer.get()));
    return bytes;
}

}  // namespace omv::flasher
