// SPDX-License-Identifier: MIT
// Reads FAT volumes, whoever made them: nothing in them is trusted.
#include "firmware/ports/vcam/fat_image.h"

#include "firmware/ports/vcam/fat_layout.h"

#include <algorithm>

namespace omv::vcam {

namespace {

using namespace fat;

constexpr int kDeepest = 32;
constexpr std::size_t kMostEntries = 65536;

struct Volume {
    std::span<const std::uint8_t> bytes;
    std::size_t sector = 0;  // bytes
    std::size_t cluster = 0;  // bytes
    std::size_t table = 0;  // where
    std::size_t tableBytes = 0;
    std::size_t root = 0;  // where, but for FAT32
    std::size_t rootBytes = 0;
    std::uint32_t rootCluster = 0;  // FAT32
    std::size_t data = 0;  // where
    std::uint32_t clusters = 0;

    int bits() const { return clusters < kLeastFat16 ? 12 : clusters < kLeastFat32 ? 16 : 32; }
};

bool isPowerOfTwo(std::size_t value)
{
    return value != 0 && (value & (value - 1)) == 0;
}

std::optional<Volume> volumeOf(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < 512 || load(bytes, 510, 2) != 0xAA55)
        return std::nullopt;
    Volume volume{.bytes = bytes};
    volume.sector = load(bytes, 11, 2);
    const std::uint32_t perCluster = load(bytes, 13, 1);
    const std::uint32_t reserved = load(bytes, 14, 2);
    const std::uint32_t tables = load(bytes, 16, 1);
    const bool sound = isPowerOfTwo(volume.sector) && volume.sector >= 512 &&
        volume.sector <= 4096 && isPowerOfTwo(perCluster) && reserved > 0 && tables >= 1 &&
        tables <= 2;
    if (!sound)
        return std::nullopt;
    const std::uint64_t sectors = load(bytes, 19, 2) != 0 ? load(bytes, 19, 2) : load(bytes, 32, 4);
    const std::uint64_t tableSectors =
        load(bytes, 22, 2) != 0 ? load(bytes, 22, 2) : load(bytes, 36, 4);
    volume.rootBytes = load(bytes, 17, 2) * kEntryBytes;
    const std::uint64_t rootSectors = (volume.rootBytes + volume.sector - 1) / volume.sector;
    const std::uint64_t before = reserved + tables * tableSectors + rootSectors;
    if (sectors * volume.sector > bytes.size() || before >= sectors)
        return std::nullopt;
    volume.bytes = bytes.first(sectors * volume.sector);
    volume.cluster = perCluster * volume.sector;
    volume.table = reserved * volume.sector;
    volume.tableBytes = tableSectors * volume.sector;
    volume.root = (reserved + tables * tableSectors) * volume.sector;
    volume.data = before * volume.sector;
    volume.clusters = static_cast<std::uint32_t>((sectors - before) / perCluster);
    volume.rootCluster = volume.rootBytes == 0 ? load(bytes, 44, 4) : 0;
    return volume;
}

class Unpacker {
public:
    explicit Unpacker(const Volume& volume)
        : m_volume(volume)
    {
    }

    std::optional<std::vector<FatEntry>> all()
    {
        const auto root = m_volume.rootBytes != 0
            ? std::optional(copy(m_volume.root, m_volume.rootBytes))
            : chain(m_volume.rootCluster);
        if (!root || !folder(*root, {}, 0))
            return std::nullopt;
        return std::move(m_entries);
    }

private:
    std::vector<std::uint8_t> copy(std::size_t at, std::size_t size) const
    {
        const auto part = m_volume.bytes.subspan(at, size);
        return {part.begin(), part.end()};
    }
    std::uint32_t next(std::uint32_t cluster) const;
    std::optional<std::vector<std::uint8_t>> chain(std::uint32_t cluster);
    bool folder(const std::vector<std::uint8_t>& entries, const std::string& path, int depth);
    bool take(std::span<const std::uint8_t> entry, const std::string& path, int depth);
    void longName(std::span<const std::uint8_t> entry);
    std::optional<std::string> nameOf(std::span<const std::uint8_t> entry) const;

    const Volume& m_volume;
    std::vector<FatEntry> m_entries;
    std::u16string m_long;
    std::uint8_t m_sum = 0;
    /// Clusters that were read: what leads in circles, or to one place twice, is damaged.
    std::vector<bool> m_seen = std::vector<bool>(m_volume.clusters + std::size_t{2});
};

/// 0: there is none in the table; others may be the chain's end.
std::uint32_t Unpacker::next(std::uint32_t cluster) const
{
    const int bits = m_volume.bits();
    const std::size_t at = bits == 12 ? cluster + std::size_t{cluster} / 2
                                      : std::size_t{cluster} * (bits == 16 ? 2 : 4);
    const std::size_t size = bits == 32 ? 4 : 2;
    if (at + size > m_volume.tableBytes)
        return 0;
    const std::uint32_t value = load(m_volume.bytes, m_volume.table + at, size);
    if (bits == 12)
        return cluster % 2 != 0 ? value >> 4 : value & 0xFFF;
    return bits == 16 ? value : value & 0x0FFFFFFF;
}

std::optional<std::vector<std::uint8_t>> Unpacker::chain(std::uint32_t cluster)
{
    const std::uint32_t end = m_volume.bits() == 12 ? 0xFF8
        : m_volume.bits() == 16                     ? 0xFFF8
                                                    : 0x0FFFFFF8;
    std::vector<std::uint8_t> bytes;
    while (cluster < end) {
        if (cluster < 2 || cluster >= m_seen.size() || m_seen[cluster])
            return std::nullopt;
        m_seen[cluster] = true;
        const auto part = m_volume.bytes.subspan(
            m_volume.data + std::size_t{cluster - 2} * m_volume.cluster, m_volume.cluster);
        bytes.insert(bytes.end(), part.begin(), part.end());
        cluster = next(cluster);
    }
    return bytes;
}

void Unpacker::longName(std::span<const std::uint8_t> entry)
{
    if ((entry[0] & kLastLongName) != 0)
        m_long.clear();
    m_sum = entry[13];
    std::u16string part;
    for (const std::uint8_t at : kLetterAt) {
        const auto letter = static_cast<char16_t>(load(entry, at, 2));
        if (letter == 0)
            break;
        part += letter;
    }
    m_long.insert(0, part);
}

std::optional<std::string> Unpacker::nameOf(std::span<const std::uint8_t> entry) const
{
    if (!m_long.empty() && m_sum == checksum(entry))
        return toUtf8(m_long);
    constexpr std::uint8_t kStemIsSmall = 0x08;
    constexpr std::uint8_t kEndIsSmall = 0x10;
    const auto part = [&](std::size_t at, std::size_t size, bool small) {
        std::string text;
        for (std::size_t i = at; i < at + size; ++i) {
            const auto c = static_cast<char>(entry[i]);
            text += small && c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        }
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    };
    const std::string stem = part(0, 8, (entry[12] & kStemIsSmall) != 0);
    const std::string end = part(8, 3, (entry[12] & kEndIsSmall) != 0);
    const std::string name = end.empty() ? stem : stem + '.' + end;
    const bool ascii = std::all_of(name.begin(), name.end(),
                                   [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
    return ascii ? std::optional(name) : std::nullopt;
}

bool Unpacker::folder(const std::vector<std::uint8_t>& entries, const std::string& path, int depth)
{
    if (depth > kDeepest)
        return false;
    m_long.clear();
    for (std::size_t at = 0; at + kEntryBytes <= entries.size(); at += kEntryBytes) {
        const auto entry = std::span(entries).subspan(at, kEntryBytes);
        if (entry[0] == 0)
            return true;
        if (entry[0] == kDeleted) {
            m_long.clear();
        } else if ((entry[11] & 0x3F) == kLongName) {
            longName(entry);
        } else {
            const bool label = (entry[11] & kVolumeLabel) != 0;
            if (!label && entry[0] != '.' && !take(entry, path, depth))
                return false;
            m_long.clear();
        }
    }
    return true;
}

bool Unpacker::take(std::span<const std::uint8_t> entry, const std::string& path, int depth)
{
    const auto name = nameOf(entry);
    if (!name || !isLegal(*name) || m_entries.size() >= kMostEntries)
        return false;
    FatEntry made;
    made.path = path.empty() ? *name : path + '/' + *name;
    made.folder = (entry[11] & kFolder) != 0;
    std::uint32_t cluster = load(entry, 26, 2);
    if (m_volume.bits() == 32)
        cluster |= load(entry, 20, 2) << 16;
    const std::uint32_t size = load(entry, 28, 4);
    if (made.folder) {
        const auto inside = chain(cluster);
        const std::string within = made.path;
        m_entries.push_back(std::move(made));
        return inside && folder(*inside, within, depth + 1);
    }
    if (size > 0) {
        auto bytes = chain(cluster);
        if (!bytes || bytes->size() < size)
            return false;
        bytes->resize(size);
        made.bytes = std::move(*bytes);
    }
    m_entries.push_back(std::move(made));
    return true;
}

}  // namespace

std::optional<std::vector<FatEntry>> unpackFat(std::span<const std::uint8_t> volume)
{
    const auto found = volumeOf(volume);
    return found ? Unpacker(*found).all() : std::nullopt;
}

}  // namespace omv::vcam
