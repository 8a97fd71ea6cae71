// SPDX-License-Identifier: MIT
// Makes FAT volumes.
#include "firmware/ports/vcam/fat_image.h"

#include "firmware/ports/vcam/fat_layout.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <ctime>
#include <map>
#include <set>

namespace omv::vcam {

namespace {

using namespace fat;

constexpr std::uint32_t kSector = 512;
constexpr std::uint32_t kRootEntries = 512;
constexpr std::uint32_t kRootSectors = kRootEntries * kEntryBytes / kSector;
constexpr std::uint32_t kReserved = 1;
constexpr std::uint32_t kFirstCluster = 2;
constexpr std::uint8_t kHardDisk = 0xF8;

struct Geometry {
    std::uint32_t sectors = 0;
    std::uint32_t perCluster = 1;  // sectors
    std::uint32_t tableSectors = 0;
    std::uint32_t clusters = 0;

    bool wide() const { return clusters >= kLeastFat16; }
    std::uint32_t dataStart() const { return kReserved + tableSectors + kRootSectors; }
    std::uint32_t clusterBytes() const { return perCluster * kSector; }
};

std::uint32_t tableFor(std::uint32_t clusters)
{
    const std::uint64_t entries = std::uint64_t{clusters} + kFirstCluster;
    const std::uint64_t bytes = clusters >= kLeastFat16 ? entries * 2 : (entries * 3 + 1) / 2;
    return static_cast<std::uint32_t>((bytes + kSector - 1) / kSector);
}

/// Clusters as small as their number allows.
std::optional<Geometry> geometryOf(std::uint64_t bytes)
{
    if (bytes / kSector > 0x7FFFFFFF)
        return std::nullopt;
    Geometry made;
    made.sectors = static_cast<std::uint32_t>(bytes / kSector);
    for (; made.perCluster <= 128; made.perCluster *= 2) {
        if (made.sectors <= kReserved + kRootSectors + 1)
            return std::nullopt;
        made.clusters = (made.sectors - kReserved - kRootSectors) / made.perCluster;
        // The table takes room of what it counts; on the border it may be a bit too large.
        made.tableSectors = tableFor(made.clusters);
        if (made.sectors <= made.dataStart())
            return std::nullopt;
        const bool wide = made.wide();
        made.clusters = (made.sectors - made.dataStart()) / made.perCluster;
        if (made.clusters > 0 && made.clusters < kLeastFat32 - 1 && wide == made.wide())
            return made;
    }
    return std::nullopt;
}

std::uint16_t dateOf(const std::tm& time)
{
    const int years = std::clamp(time.tm_year - 80, 0, 127);
    return static_cast<std::uint16_t>(years << 9 | (time.tm_mon + 1) << 5 | time.tm_mday);
}

std::uint16_t timeOf(const std::tm& time)
{
    return static_cast<std::uint16_t>(time.tm_hour << 11 | time.tm_min << 5 | time.tm_sec / 2);
}

/// A folder that is being made: its entries one after another.
struct Folder {
    std::vector<std::uint8_t> entries;
    std::set<ShortName> taken;
    std::set<std::string> names;  // FAT knows no case
};

bool isPlain(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::strchr("$%'-_@~`!(){}^#&", c);
}

std::string upper(std::string_view text)
{
    std::string made(text);
    for (char& c : made)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return made;
}

void put(ShortName& into, std::size_t at, std::size_t room, std::string_view text)
{
    for (std::size_t i = 0; i < std::min(room, text.size()); ++i)
        into[at + i] = static_cast<std::uint8_t>(text[i]);
}

std::pair<std::string, std::string> splitName(const std::string& name)
{
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos || dot == 0)
        return {name, {}};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

/// The name as it is, if eight and three capital letters are enough.
std::optional<ShortName> exactShortName(const std::string& name)
{
    const auto [stem, end] = splitName(name);
    const bool short8 = !stem.empty() && stem.size() <= 8 && end.size() <= 3 && name.back() != '.';
    if (!short8 || !std::all_of(stem.begin(), stem.end(), isPlain) ||
        !std::all_of(end.begin(), end.end(), isPlain))
        return std::nullopt;
    ShortName made;
    made.fill(' ');
    put(made, 0, 8, stem);
    put(made, 8, 3, end);
    return made;
}

/// "LONGNA~1.PY", one that is not taken.
ShortName shortNameFor(const std::string& name, const std::set<ShortName>& taken)
{
    auto [stem, end] = splitName(upper(name));
    for (std::string* part : {&stem, &end})
        part->erase(std::remove_if(part->begin(), part->end(), [](char c) { return !isPlain(c); }),
                    part->end());
    for (unsigned number = 1;; ++number) {
        const std::string tail = "~" + std::to_string(number);
        ShortName made;
        made.fill(' ');
        put(made, 0, 8, stem.substr(0, 8 - tail.size()) + tail);
        put(made, 8, 3, end);
        if (taken.count(made) == 0)
            return made;
    }
}

void addLongName(std::vector<std::uint8_t>& entries, const std::u16string& name,
                 const ShortName& shortName)
{
    const std::size_t count = (name.size() + kLettersEach - 1) / kLettersEach;
    for (std::size_t number = count; number > 0; --number) {
        std::array<std::uint8_t, kEntryBytes> entry{};
        entry[0] = static_cast<std::uint8_t>(number | (number == count ? kLastLongName : 0));
        entry[11] = kLongName;
        entry[13] = checksum(shortName);
        for (std::size_t i = 0; i < kLettersEach; ++i) {
            const std::size_t at = (number - 1) * kLettersEach + i;
            const std::uint32_t letter = at < name.size() ? name[at]
                : at == name.size()                       ? 0
                                                          : 0xFFFF;
            store(entry, kLetterAt[i], 2, letter);
        }
        entries.insert(entries.end(), entry.begin(), entry.end());
    }
}

class Packer {
public:
    explicit Packer(const Geometry& geometry)
        : m_geometry(geometry)
        , m_volume(std::size_t{geometry.dataStart()} * kSector)
    {
        bootSector();
        setTable(0, 0xFF00U | kHardDisk);
        setTable(1, 0xFFFF);
        m_folders[{}];
    }

    bool add(const FatEntry& entry);
    /// Folders are written when all that is in them is known, the deepest first.
    std::optional<std::vector<std::uint8_t>> finish();

private:
    void bootSector();
    void setTable(std::uint32_t cluster, std::uint32_t value);
    /// Gives the first of them; 0: none is needed. Nothing: the volume is full.
    std::optional<std::uint32_t> allocate(std::size_t bytes);
    bool fill(std::uint32_t cluster, const std::vector<std::uint8_t>& bytes);
    /// Gives where the entry stands in its folder.
    std::optional<std::size_t> enter(Folder& folder, const std::string& name,
                                     const FatEntry& entry);

    struct Place {
        std::string parent;
        std::size_t at = 0;
    };
    Geometry m_geometry;
    std::vector<std::uint8_t> m_volume;
    std::uint32_t m_next = kFirstCluster;
    std::map<std::string, Folder> m_folders;
    std::map<std::string, Place> m_places;  // of folders, in their parents
};

void Packer::bootSector()
{
    const std::span<std::uint8_t> sector = std::span(m_volume).first(kSector);
    const bool wide = m_geometry.wide();
    constexpr std::array<std::uint8_t, 11> kStart{0xEB, 0x3C, 0x90, 'M', 'S', 'D',
                                                  'O',  'S',  '5',  '.', '0'};
    std::copy(kStart.begin(), kStart.end(), sector.begin());
    store(sector, 11, 2, kSector);
    store(sector, 13, 1, m_geometry.perCluster);
    store(sector, 14, 2, kReserved);
    store(sector, 16, 1, 1);  // tables
    store(sector, 17, 2, kRootEntries);
    const bool few = m_geometry.sectors < 0x10000;
    store(sector, 19, 2, few ? m_geometry.sectors : 0);
    store(sector, 21, 1, kHardDisk);
    store(sector, 22, 2, m_geometry.tableSectors);
    store(sector, 24, 2, 63);  // sectors of a track, and heads: nobody looks
    store(sector, 26, 2, 255);
    store(sector, 32, 4, few ? 0 : m_geometry.sectors);
    store(sector, 36, 1, 0x80);
    store(sector, 38, 1, 0x29);
    store(sector, 39, 4, 0x4F4D5631);
    const char* names = wide ? "NO NAME    FAT16   " : "NO NAME    FAT12   ";
    std::memcpy(sector.data() + 43, names, 19);
    store(sector, 510, 2, 0xAA55);
}

void Packer::setTable(std::uint32_t cluster, std::uint32_t value)
{
    const std::span<std::uint8_t> table =
        std::span(m_volume).subspan(kReserved * kSector, m_geometry.tableSectors * kSector);
    if (m_geometry.wide())
        return store(table, std::size_t{cluster} * 2, 2, value);
    const std::size_t at = cluster + cluster / 2;
    const std::uint32_t both = load(table, at, 2);
    store(table, at, 2,
          cluster % 2 != 0 ? (both & 0x000F) | (value & 0xFFF) << 4
                           : (both & 0xF000) | (value & 0xFFF));
}

std::optional<std::uint32_t> Packer::allocate(std::size_t bytes)
{
    if (bytes == 0)
        return 0;
    const std::size_t each = m_geometry.clusterBytes();
    const std::size_t count = (bytes + each - 1) / each;
    if (count > m_geometry.clusters + kFirstCluster - m_next)
        return std::nullopt;
    const std::uint32_t first = m_next;
    m_next += static_cast<std::uint32_t>(count);
    for (std::uint32_t cluster = first; cluster < m_next; ++cluster)
        setTable(cluster, cluster + 1 < m_next ? cluster + 1 : 0xFFFF);
    m_volume.resize(std::size_t{m_geometry.dataStart()} * kSector +
                    std::size_t{m_next - kFirstCluster} * each);
    return first;
}

bool Packer::fill(std::uint32_t cluster, const std::vector<std::uint8_t>& bytes)
{
    const std::size_t at = std::size_t{m_geometry.dataStart()} * kSector +
        std::size_t{cluster - kFirstCluster} * m_geometry.clusterBytes();
    std::copy(bytes.begin(), bytes.end(), m_volume.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
}

std::optional<std::size_t> Packer::enter(Folder& folder, const std::string& name,
                                         const FatEntry& entry)
{
    const auto wide = toUtf16(name);
    if (!isLegal(name) || !wide || !folder.names.insert(upper(name)).second)
        return std::nullopt;
    auto shortName = exactShortName(name);
    const bool exact = shortName && folder.taken.count(*shortName) == 0;
    if (!exact) {
        shortName = shortNameFor(name, folder.taken);
        addLongName(folder.entries, *wide, *shortName);
    }
    folder.taken.insert(*shortName);
    std::array<std::uint8_t, kEntryBytes> made{};
    std::copy(shortName->begin(), shortName->end(), made.begin());
    made[11] = entry.folder ? kFolder : 0x20;
    const auto seconds = static_cast<std::time_t>(entry.modified);
    std::tm time{};
    gmtime_r(&seconds, &time);
    store(made, 22, 2, timeOf(time));
    store(made, 24, 2, dateOf(time));
    store(made, 28, 4, static_cast<std::uint32_t>(entry.bytes.size()));
    const std::size_t at = folder.entries.size();
    folder.entries.insert(folder.entries.end(), made.begin(), made.end());
    return at;
}

bool Packer::add(const FatEntry& entry)
{
    const std::size_t slash = entry.path.rfind('/');
    const std::string parent =
        slash == std::string::npos ? std::string() : entry.path.substr(0, slash);
    const std::string name = slash == std::string::npos ? entry.path : entry.path.substr(slash + 1);
    const auto folder = m_folders.find(parent);
    if (folder == m_folders.end())
        return false;
    const auto at = enter(folder->second, name, entry);
    if (!at)
        return false;
    if (entry.folder) {
        // "." and ".." come first; where they lead to is known at the end.
        m_folders[entry.path].entries.resize(2 * kEntryBytes);
        m_places[entry.path] = {parent, *at};
        return true;
    }
    const auto cluster = allocate(entry.bytes.size());
    if (!cluster)
        return false;
    if (*cluster != 0)
        store(folder->second.entries, *at + 26, 2, *cluster);
    return *cluster == 0 || fill(*cluster, entry.bytes);
}

std::optional<std::vector<std::uint8_t>> Packer::finish()
{
    std::map<std::string, std::uint32_t> starts;
    for (const auto& [path, place] : m_places) {
        const auto cluster = allocate(m_folders[path].entries.size());
        if (!cluster)
            return std::nullopt;
        starts[path] = *cluster;
        store(m_folders[place.parent].entries, place.at + 26, 2, *cluster);
    }
    for (const auto& [path, place] : m_places) {
        auto& entries = m_folders[path].entries;
        std::fill_n(entries.begin(), 11, std::uint8_t{' '});
        std::fill_n(entries.begin() + kEntryBytes, 11, std::uint8_t{' '});
        entries[0] = entries[kEntryBytes] = entries[kEntryBytes + 1] = '.';
        entries[11] = entries[kEntryBytes + 11] = kFolder;
        store(entries, 26, 2, starts[path]);
        store(entries, kEntryBytes + 26, 2, place.parent.empty() ? 0 : starts[place.parent]);
        fill(starts[path], entries);
    }
    const auto& root = m_folders[{}].entries;
    if (root.size() > kRootEntries * kEntryBytes)
        return std::nullopt;
    const std::size_t at = (kReserved + m_geometry.tableSectors) * std::size_t{kSector};
    std::copy(root.begin(), root.end(), m_volume.begin() + static_cast<std::ptrdiff_t>(at));
    return std::move(m_volume);
}

}  // namespace

std::optional<std::vector<std::uint8_t>> packFat(const std::vector<FatEntry>& entries,
                                                 std::uint64_t bytes)
{
    const auto geometry = geometryOf(bytes);
    if (!geometry)
        return std::nullopt;
    Packer packer(*geometry);
    for (const FatEntry& entry : entries) {
        if (!packer.add(entry))
            return std::nullopt;
    }
    return packer.finish();
}

}  // namespace omv::vcam
