// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/packed_drive.h"

#include "firmware/camera/input_file.h"
#include "firmware/ports/vcam/complaint.h"
#include "firmware/ports/vcam/fat_image.h"
#include "firmware/ports/vcam/unique_fd.h"
#include "firmware/ports/vcam/volume_glue.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace omv::vcam {

namespace {

constexpr int kDeepest = 32;
/// A drive that is in use has it.
constexpr const char* kMark = "/.openmv_disk";
constexpr std::size_t kLongestPath = 1024;
/// In place of the sum while the volume is being written.
constexpr const char* kPacking = "packing";

/// Tells contents apart; nobody tries to deceive it.
std::uint64_t sumOf(const std::vector<std::uint8_t>& bytes)
{
    std::uint64_t sum = 0xCBF29CE484222325;
    for (std::size_t at = 0; at + sizeof sum <= bytes.size(); at += sizeof sum) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        sum = (sum ^ word) * 0x100000001B3;
        sum ^= sum >> 29;
    }
    return sum;
}

bool readFile(FlashFolder& folder, const std::string& path, FatEntry& into)
{
    const int file = folder.openFile(path, OMV_OPEN_READ);
    if (file < 0)
        return false;
    std::int64_t got = 0;
    std::array<std::uint8_t, 16384> part{};
    while ((got = folder.read(file, part.data(), part.size())) > 0)
        into.bytes.insert(into.bytes.end(), part.begin(), part.begin() + got);
    folder.close(file);
    return got == 0;
}

bool writeFile(FlashFolder& folder, const std::string& path, const FatEntry& from)
{
    const int file = folder.openFile(path, OMV_OPEN_WRITE | OMV_OPEN_CREATE | OMV_OPEN_TRUNCATE);
    if (file < 0)
        return false;
    std::size_t done = 0;
    while (done < from.bytes.size()) {
        const auto wrote = folder.write(file, from.bytes.data() + done, from.bytes.size() - done);
        if (wrote <= 0)
            break;
        done += static_cast<std::size_t>(wrote);
    }
    folder.close(file);
    return done == from.bytes.size();
}

/// What is in the folder `path` ("" or "/lib"), sorted, so that the same files give the same
/// volume. False: not all of it can be read.
bool collect(FlashFolder& folder, const std::string& path, int depth, std::vector<FatEntry>& into)
{
    int error = 0;
    const char* from = path.empty() ? "/" : path.c_str();
    void* list = depth > kDeepest ? nullptr : omv_volume_list(asVolume(folder), from, &error);
    if (!list)
        return false;
    std::vector<FatEntry> found;
    std::array<char, kLongestPath> name{};
    omv_file_info info{};
    while (omv_volume_list_next(list, name.data(), name.size(), &info))
        found.push_back({path + '/' + name.data(), info.folder, {}, info.modified});
    omv_volume_list_end(list);
    std::sort(found.begin(), found.end(),
              [](const FatEntry& a, const FatEntry& b) { return a.path < b.path; });
    for (FatEntry& each : found) {
        const std::string whole = each.path;
        const bool isFolder = each.folder;
        if (!isFolder && !readFile(folder, whole, each))
            return false;
        each.path.erase(0, 1);
        into.push_back(std::move(each));
        if (isFolder && !collect(folder, whole, depth + 1, into))
            return false;
    }
    return true;
}

}  // namespace

PackedDrive::PackedDrive(BoardFlash& flash, FlashFolder& folder, FlashImage& image)
    : m_flash(flash)
    , m_folder(folder)
    , m_image(image)
{
    const std::string memories = image.memories();
    if (memories.empty())
        return;
    m_record = memories + "/drive.sum";
    std::string word;
    constexpr std::size_t kMostBytes = 100;
    std::string ignored;
    if (const auto kept = firmware::readInputFile(m_record, kMostBytes, ignored))
        std::istringstream(std::string(kept->begin(), kept->end())) >> word;
    m_halfPacked = word == kPacking;
    std::uint64_t sum = 0;
    if (std::istringstream in(word); in >> std::hex >> sum && !m_halfPacked)
        m_sum = sum;
}

/// One that was never packed is marked by the factory. No loader ran behind a packing that was
/// cut off, so that only the folder has all.
bool PackedDrive::changed() const
{
    if (m_halfPacked)
        return false;
    return m_sum ? sumOf(m_flash.readFileSystem()) != *m_sum : !m_flash.fileSystemMarked();
}

/// In place and always as long: on a disk that is full now there is room for it all the same.
void PackedDrive::record(const std::string& word)
{
    if (m_record.empty())
        return;
    const std::string line = fmt::format("{:<16}\n", word);
    errno = ENOSPC;  // for a write that is cut short: the calls below set it where they fail
    const UniqueFd file(
        ::open(m_record.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!file || ::pwrite(file.get(), line.data(), line.size(), 0) != ssize_t(line.size()))
        complain(fmt::format("cannot write {}: {}; the next start may take an old state of the "
                             "drive for the newest",
                             m_record, std::strerror(errno)));
}

void PackedDrive::keep()
{
    m_sum = sumOf(m_flash.readFileSystem());
    m_halfPacked = false;
    record(fmt::format("{:x}", *m_sum));
}

void PackedDrive::pack()
{
    if (m_flash.fileSystemBytes() == 0 || changed())
        return;
    std::vector<FatEntry> entries;
    const bool readable = collect(m_folder, {}, 0, entries);
    const auto volume = readable ? packFat(entries, m_flash.fileSystemBytes()) : std::nullopt;
    record(kPacking);
    if (volume)
        m_flash.storeFileSystem(*volume);
    else
        m_flash.markFileSystem();
    keep();
}

bool PackedDrive::restore(const std::vector<std::uint8_t>& volume)
{
    const auto entries = unpackFat(volume);
    if (!entries)
        return false;
    m_image.clear();
    m_folder.recount();
    for (const FatEntry& each : *entries) {
        const std::string path = '/' + each.path;
        const bool made =
            each.folder ? m_folder.makeFolder(path) >= 0 : writeFile(m_folder, path, each);
        if (!made)
            return false;
    }
    // Else it would be filled as a new one at the next start.
    omv_file_info info{};
    return m_folder.stat(kMark, info) == 0 || writeFile(m_folder, kMark, {});
}

void PackedDrive::unpack()
{
    if (m_flash.fileSystemBytes() == 0 || !changed())
        return;
    if (!restore(m_flash.readFileSystem()))
        m_image.format();
    m_folder.recount();
    keep();
}

}  // namespace omv::vcam
