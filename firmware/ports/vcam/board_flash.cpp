// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/board_flash.h"

#include "firmware/ports/vcam/romfs_image.h"
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

BoardFlash::BoardFlash(const Board& board, const std::string& folder, bool timed)
    : m_board(board.id)
{
    readChips(board, folder, timed);
    if (m_problem.empty())
        readPartitions(board);
}

void BoardFlash::readChips(const Board& board, const std::string& folder, bool timed)
{
    const json all = json::parse(board.json, nullptr, false);
    for (const json& entry : all.value("memories", json::array())) {
        const FlashChipTraits traits = traitsOf(entry, timed);
        const std::string path =
            folder.empty() ? std::string() : fmt::format("{}/{}.bin", folder, traits.name);
        m_chips.push_back(std::make_unique<FlashChip>(traits, path));
        if (!m_chips.back()->problem().empty())
            m_problem = m_chips.back()->problem();
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
        const std::string role = entry.value("role", "");
        if (role == "firmware")
            m_firmware.push_back(entry.value("partition", ""));
        else if (role == "romfs" && m_romfs.empty())
            m_romfs = entry.value("partition", "");
    }
    const json erase = all.value("erase_file_system", json::array());
    if (!erase.empty())
        m_fileSystem = erase.front().value("partition", "");
}

FlashChip* BoardFlash::chip(std::string_view name) const
{
    const auto found = std::find_if(m_chips.begin(), m_chips.end(),
                                    [&](const auto& each) { return each->traits().name == name; });
    return found == m_chips.end() ? nullptr : found->get();
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

/// All of its images must be sound, or none must ever have been written.
FirmwareState BoardFlash::firmware() const
{
    using protocol::loader::parseSimulatedImage;
    using protocol::loader::SimulatedImage;
    FirmwareState state;
    std::size_t empty = 0;
    for (const std::string& name : m_firmware) {
        const DfuPartition* at = partition(name);
        const auto bytes = head(name, at ? at->limit - at->start : 0);
        const std::size_t looked = std::min<std::size_t>(bytes.size(), 65536);
        if (std::all_of(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(looked),
                        [](std::uint8_t byte) { return byte == 0xFF; })) {
            ++empty;
            continue;
        }
        const auto header = parseSimulatedImage(bytes);
        if (!header || !header->sound || m_board != header->board.data())
            return {FirmwareState::Kind::Broken, {}};
        state = {FirmwareState::Kind::Sound, header->version};
    }
    if (empty == m_firmware.size())
        return {};
    return empty == 0 ? state : FirmwareState{FirmwareState::Kind::Broken, {}};
}

std::vector<std::uint8_t> BoardFlash::romfs() const
{
    const DfuPartition* at = partition(m_romfs);
    std::vector<std::uint8_t> bytes = head(m_romfs, at ? at->limit - at->start : 0);
    if (bytes.empty() || !romfsProblem(bytes).empty())
        return {};
    bytes.resize(romfsSize(bytes));
    return bytes;
}

bool BoardFlash::takeFileSystemErased()
{
    const auto bytes = head(m_fileSystem, kFileSystemMark.size());
    if (bytes.empty() || std::equal(bytes.begin(), bytes.end(), kFileSystemMark.begin()))
        return false;
    const bool fresh =
        std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0xFF; });
    markFileSystem();
    return !fresh;
}

void BoardFlash::markFileSystem()
{
    const DfuPartition* at = partition(m_fileSystem);
    if (!at)
        return;
    if (const auto unit = at->flash->unitAt(at->start))
        at->flash->erase(*unit);
    std::vector<std::uint8_t> mark(kFileSystemMark.begin(), kFileSystemMark.end());
    const std::size_t word = at->flash->wordSize();
    mark.resize((mark.size() + word - 1) / word * word);
    at->flash->program(at->start, mark);
}

}  // namespace omv::vcam
