// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/board_flash.h"

#include "firmware/ports/vcam/mapped_file.h"
#include "firmware/ports/vcam/romfs_image.h"
#include "protocol/loader/alif_isp.h"
#include "protocol/loader/simulated_image.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace omv::vcam {

namespace {

using firmware::loaders::DfuPartition;
using firmware::loaders::EraseRule;
using nlohmann::json;

/// What stands at the beginning of a file system that nobody erased.
constexpr std::string_view kFileSystemMark = "OMV VIRTUAL FILE SYSTEM";

/// Tag and version of the block by which an i.MX's ROM sets up its flash.
constexpr std::array<std::uint8_t, 8> kFlashConfiguration{'F',  'C',  'F',  'B',
                                                          0x00, 0x04, 0x01, 0x56};

std::uint32_t hex(const json& entry, const char* key)
{
    return static_cast<std::uint32_t>(std::strtoul(entry.value(key, "0").c_str(), nullptr, 16));
}

OverProgram overProgramOf(const std::string& word)
{
    if (word == "replaces")
        return OverProgram::Replaces;
    return word == "clears" ? OverProgram::ClearsBits : OverProgram::Fails;
}

FlashChipTraits traitsOf(const json& entry, bool timed)
{
    FlashChipTraits traits;
    traits.name = entry.value("name", "");
    traits.address = hex(entry, "address");
    for (const json& unit : entry.value("units", json::array()))
        traits.units.emplace_back(unit.value("bytes", 0U), unit.value("count", 0U));
    traits.wordBytes = std::max(1U, entry.value("word_bytes", 1U));
    traits.overProgram = overProgramOf(entry.value("rewrite", "fails"));
    if (timed) {
        traits.unitEraseTime = entry.value("erase_us", std::int64_t{0});
        traits.wordProgramTime = entry.value("program_us", std::int64_t{0});
    }
    return traits;
}

}  // namespace

BoardFlash::BoardFlash(const Board& board, const std::string& folder, bool timed, Factory factory)
    : m_board(board.id)
    , m_fuses(folder.empty() ? std::string() : folder + "/fuses.bin")
{
    m_problem = m_fuses.problem();
    if (m_problem.empty())
        readChips(board, folder, timed);
    if (!m_problem.empty()) {
        forgetNew(folder);
        return;
    }
    readPartitions(board);
    if (factory == Factory::Virgin)
        makeVirgin();
    else
        makeSold();
}

void BoardFlash::makeVirgin()
{
    for (const auto& each : m_chips)
        each->wipe();
    std::fill(m_fuses.words().begin(), m_fuses.words().end(), 0U);
    stampSystem();
}

void BoardFlash::makeSold()
{
    stampSystem();
    if (m_fuses.fresh() && m_bootFuseBits != 0)
        m_fuses.words()[m_bootFuse] = m_bootFuseBits;
    const auto stamp = [this](const std::string& name, const std::vector<std::uint8_t>& bytes) {
        const DfuPartition* at = partition(name);
        FlashChip* memory = at ? chipOf(*at) : nullptr;
        if (memory && memory->fresh())
            memory->stamp(at->start, bytes);
    };
    for (const ImageKind& each : m_images) {
        const DfuPartition* at = partition(each.partition);
        if (at && (each.role == "firmware" || each.role == "bootloader"))
            stamp(each.partition, soldImage(each, m_board, at->start, m_stack));
    }
    stamp(m_flashConfiguration, {kFlashConfiguration.begin(), kFlashConfiguration.end()});
    stamp(m_fileSystem, {kFileSystemMark.begin(), kFileSystemMark.end()});
}

/// The chip's maker puts it there, before anybody makes a board of it.
void BoardFlash::stampSystem()
{
    using namespace protocol::loader::alif;
    FlashChip* memory = chipAt(mram::kSystemPackage);
    if (!memory || memory->extent().address != mram::kSystemPackage)
        return;
    std::array<std::uint8_t, 16> offset{};
    protocol::storeU32(std::span(offset).first<4>(), mram::kSystemPackage - mram::kBase);
    constexpr std::string_view kPackage = "SIMULATED SERAM ";
    memory->stamp(mram::kSystemPackage,
                  std::vector<std::uint8_t>(kPackage.begin(), kPackage.end()));
    memory->stamp(mram::kOffsetFile, offset);
}

void BoardFlash::readChips(const Board& board, const std::string& folder, bool timed)
{
    const json all = json::parse(board.json, nullptr, false);
    for (const json& entry : all.value("memories", json::array())) {
        const FlashChipTraits traits = traitsOf(entry, timed);
        const std::string path =
            folder.empty() ? std::string() : fmt::format("{}/{}.bin", folder, traits.name);
        m_chips.push_back(std::make_unique<FlashChip>(traits, path));
        m_problem = m_chips.back()->problem();
        if (!m_problem.empty())
            return;
    }
}

/// A memory that stayed would pass for an old one at the next start, and never get its images.
void BoardFlash::forgetNew(const std::string& folder) const
{
    if (folder.empty())
        return;
    if (m_fuses.fresh())
        dropFile(folder + "/fuses.bin");
    for (const auto& each : m_chips) {
        if (each->fresh())
            dropFile(fmt::format("{}/{}.bin", folder, each->traits().name));
    }
}

void BoardFlash::readPartitions(const Board& board)
{
    const json all = json::parse(board.json, nullptr, false);
    for (const json& entry : all.value("partitions", json::array())) {
        FlashChip* memory = chip(entry.value("memory", ""));
        if (!memory)
            continue;
        m_names.push_back(std::make_unique<std::string>(entry.value("name", "")));
        DfuPartition partition;
        partition.name = m_names.back()->c_str();
        partition.flash = memory;
        partition.start = hex(entry, "address");
        partition.limit = partition.start + entry.value("bytes", 0U);
        partition.eraseSize = entry.value("erase_bytes", 0U);
        partition.erase = partition.eraseSize != 0               ? EraseRule::AtMultiple
            : memory->traits().overProgram == OverProgram::Fails ? EraseRule::AtUnit
                                                                 : EraseRule::Never;
        partition.readOnly = entry.value("read_only", false);
        partition.recovery = entry.value("pseudo", false);
        m_partitions.push_back(partition);
    }
    for (const json& entry : all.value("images", json::array())) {
        m_images.push_back(
            {entry.value("role", ""), entry.value("content", ""), entry.value("partition", "")});
        if (m_images.back().role == "romfs" && m_romfs.empty())
            m_romfs = m_images.back().partition;
    }
    const json ram = all.value("ram", json::array());
    if (!ram.empty())
        m_stack = hex(ram.front(), "address") + ram.front().value("bytes", 0U);
    if (partition("FCB"))
        m_flashConfiguration = "FCB";
    const json fuse = all.value("fuse", json::object());
    m_bootFuse = fuse.value("index", 0U);
    m_bootFuseBits = m_bootFuse < Fuses::kWords ? hex(fuse, "bits") : 0;
    const json erase = all.value("erase_file_system", json::array());
    if (!erase.empty())
        m_fileSystem = erase.front().value("partition", "");
    if (const DfuPartition* at = partition(m_fileSystem))
        m_fileSystemBytes = roomOf(*at);
}

FlashChip* BoardFlash::chip(std::string_view name) const
{
    const auto found = std::find_if(m_chips.begin(), m_chips.end(),
                                    [&](const auto& each) { return each->traits().name == name; });
    return found == m_chips.end() ? nullptr : found->get();
}

FlashChip* BoardFlash::chipAt(std::uint32_t address) const
{
    const auto found = std::find_if(m_chips.begin(), m_chips.end(),
                                    [&](const auto& each) { return each->unitAt(address); });
    return found == m_chips.end() ? nullptr : found->get();
}

FlashChip* BoardFlash::chipOf(const DfuPartition& partition) const
{
    const auto found = std::find_if(m_chips.begin(), m_chips.end(), [&](const auto& each) {
        return each.get() == partition.flash;
    });
    return found == m_chips.end() ? nullptr : found->get();
}

const DfuPartition* BoardFlash::partitionOf(std::string_view role) const
{
    const auto found = std::find_if(m_images.begin(), m_images.end(),
                                    [&](const ImageKind& each) { return each.role == role; });
    return found == m_images.end() ? nullptr : partition(found->partition);
}

const DfuPartition* BoardFlash::partition(std::string_view name) const
{
    const auto found = std::find_if(m_partitions.begin(), m_partitions.end(),
                                    [&](const DfuPartition& each) { return each.name == name; });
    return found == m_partitions.end() ? nullptr : &*found;
}

std::vector<std::uint8_t> BoardFlash::head(std::string_view name, std::size_t size) const
{
    const DfuPartition* at = partition(name);
    if (!at)
        return {};
    std::vector<std::uint8_t> bytes(std::min<std::size_t>(size, at->limit - at->start));
    if (!at->flash->read(at->start, bytes))
        return {};
    return bytes;
}

bool BoardFlash::dead() const
{
    return std::any_of(m_chips.begin(), m_chips.end(),
                       [](const auto& each) { return each->dead(); });
}

void BoardFlash::powerUp()
{
    for (const auto& each : m_chips)
        each->powerUp();
}

std::vector<std::uint8_t> BoardFlash::all(std::string_view name) const
{
    const DfuPartition* at = partition(name);
    return head(name, at ? at->limit - at->start : 0);
}

bool BoardFlash::hasBootloader() const
{
    if (m_bootFuseBits != 0 && (m_fuses.words()[m_bootFuse] & m_bootFuseBits) != m_bootFuseBits)
        return false;
    const auto configuration = head(m_flashConfiguration, kFlashConfiguration.size());
    if (!m_flashConfiguration.empty() &&
        !std::equal(configuration.begin(), configuration.end(), kFlashConfiguration.begin()))
        return false;
    return std::all_of(m_images.begin(), m_images.end(), [this](const ImageKind& each) {
        const DfuPartition* at = partition(each.partition);
        return each.role != "bootloader" || !at ||
            soundBootloader(all(each.partition), each, m_board, at->start);
    });
}

/// All of its images must be sound.
FirmwareState BoardFlash::firmware() const
{
    FirmwareState state;
    for (const ImageKind& each : m_images) {
        if (each.role != "firmware")
            continue;
        const auto header = protocol::loader::parseSimulatedImage(all(each.partition));
        if (!header || !header->sound || m_board != header->board.data())
            return {};
        state = {true, header->version};
    }
    return state;
}

std::vector<std::uint8_t> BoardFlash::romfs(const std::string& partition) const
{
    std::vector<std::uint8_t> bytes = all(partition);
    if (bytes.empty() || !romfsProblem(bytes).empty())
        return {};
    bytes.resize(romfsSize(bytes));
    return bytes;
}

std::vector<std::uint8_t> BoardFlash::readFileSystem() const
{
    return head(m_fileSystem, m_fileSystemBytes);
}

void BoardFlash::storeFileSystem(const std::vector<std::uint8_t>& volume)
{
    const DfuPartition* at = partition(m_fileSystem);
    FlashChip* memory = at ? chipOf(*at) : nullptr;
    if (!memory || volume.size() > m_fileSystemBytes)
        return;
    std::vector<std::uint8_t> wanted = volume;
    wanted.resize(m_fileSystemBytes, 0xFF);
    const std::vector<std::uint8_t> old = readFileSystem();
    // What is the same already need not go to the disk again.
    constexpr std::size_t kPiece = 4096;
    for (std::size_t i = 0; i < wanted.size() && old.size() == wanted.size(); i += kPiece) {
        const std::size_t size = std::min(kPiece, wanted.size() - i);
        const auto piece = protocol::Bytes(wanted).subspan(i, size);
        if (!std::equal(piece.begin(), piece.end(), old.begin() + static_cast<std::ptrdiff_t>(i)))
            memory->stamp(at->start + static_cast<std::uint32_t>(i), piece);
    }
}

bool BoardFlash::fileSystemMarked() const
{
    const auto bytes = head(m_fileSystem, kFileSystemMark.size());
    return !bytes.empty() &&
        std::equal(bytes.begin(), bytes.end(), kFileSystemMark.begin(), kFileSystemMark.end());
}

void BoardFlash::markFileSystem()
{
    storeFileSystem({kFileSystemMark.begin(), kFileSystemMark.end()});
}

/// Of a whole chip all before the first partition inside.
std::uint32_t BoardFlash::roomOf(const DfuPartition& partition) const
{
    std::uint32_t end = partition.limit;
    for (const DfuPartition& each : m_partitions) {
        if (each.flash == partition.flash && !each.recovery && each.start > partition.start)
            end = std::min(end, each.start);
    }
    return end - partition.start;
}

}  // namespace omv::vcam
