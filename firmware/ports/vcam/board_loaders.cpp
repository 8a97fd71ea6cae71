// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/board_loaders.h"

#include "firmware/ports/vcam/dfu_loaders.h"
#include "firmware/ports/vcam/hid_loaders.h"
#include "firmware/ports/vcam/serial_loaders.h"

#include "protocol/payloads.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace omv::vcam {

using firmware::loaders::DfuPartition;
using firmware::loaders::ImxLoaderKind;
using nlohmann::json;
using protocol::Time;

namespace {

std::uint32_t hex(const json& entry, const char* key)
{
    return static_cast<std::uint32_t>(std::strtoul(entry.value(key, "0").c_str(), nullptr, 16));
}

/// The first of its ids on USB.
UsbId idOf(const json& loader)
{
    const json ids = loader.value("usb_ids", json::array());
    const std::string text = ids.empty() ? std::string("0:0") : ids.front().get<std::string>();
    char* rest = nullptr;
    UsbId id;
    id.vendor = static_cast<std::uint16_t>(std::strtoul(text.c_str(), &rest, 16));
    id.product = static_cast<std::uint16_t>(*rest == ':' ? std::strtoul(rest + 1, nullptr, 16) : 0);
    return id;
}

/// An object; null: the board has no such loader.
json entryOf(const Board& board, const char* kind)
{
    const json whole = json::parse(board.json, nullptr, false);
    for (const json& each : whole.value("loaders", json::array())) {
        if (each.value("kind", "") == kind)
            return each;
    }
    return nullptr;
}

/// As an STM32's ROM names its internal flash.
std::string memoryString(const FlashChipTraits& traits)
{
    std::string text = fmt::format("@Internal Flash  /0x{:08X}/", traits.address);
    for (const auto& [bytes, count] : traits.units)
        text += fmt::format("{}{:02}*{:03}Kg", text.back() == '/' ? "" : ",", count, bytes / 1024);
    return text;
}

protocol::loader::alif::Revision revisionOf(const json& entry)
{
    protocol::loader::alif::Revision revision;
    revision.silicon = protocol::loader::alif::kRevisionB4;
    const json parts = entry.value("parts", json::array());
    const std::string part = parts.empty() ? std::string() : parts.front().get<std::string>();
    std::copy_n(part.begin(), std::min(part.size(), revision.part.size()), revision.part.begin());
    return revision;
}

}  // namespace

BoardLoaders::BoardLoaders(const Board& board, BoardFlash& flash, LoaderSettings settings,
                           const std::atomic<bool>& recovery)
    : m_board(board)
    , m_flash(flash)
    , m_settings(std::move(settings))
    , m_recovery(recovery)
{
}

bool BoardLoaders::hasSeUart(const Board& board)
{
    return !entryOf(board, "alif-isp").is_null();
}

bool BoardLoaders::hasLegacy(const Board& board)
{
    return !entryOf(board, "legacy-cdc").is_null();
}

bool BoardLoaders::has(const char* kind) const
{
    return !entryOf(m_board, kind).is_null();
}

bool BoardLoaders::recoversByItself() const
{
    return has("dfuse") || has("sdp");
}

std::unique_ptr<BoardLoader> BoardLoaders::recovery(Time now)
{
    if (const json rom = entryOf(m_board, "dfuse"); !rom.is_null())
        return stRom(rom);
    if (const json rom = entryOf(m_board, "sdp"); !rom.is_null())
        return imxRom(rom);
    if (const json enclave = entryOf(m_board, "alif-isp"); !enclave.is_null())
        return alif(enclave, now);
    return nullptr;
}

std::unique_ptr<BoardLoader> BoardLoaders::stRom(const json& rom)
{
    const DfuPartition* bootloader = m_flash.partitionOf("bootloader");
    const DfuPartition* firmware = m_flash.partitionOf("firmware");
    FlashChip* chip = m_flash.chipAt(hex(rom, "flash_address"));
    if (!bootloader || !firmware || !chip)
        return nullptr;
    return std::make_unique<StRomBoardLoader>(idOf(rom), *chip, memoryString(chip->traits()),
                                              StRomAddresses{bootloader->start, firmware->start});
}

std::unique_ptr<BoardLoader> BoardLoaders::imxRom(const json& rom)
{
    const json program = rom.value("flash_loader", json::object());
    return std::make_unique<ImxRomBoardLoader>(
        ImxRomBoardLoader::Program{hex(program, "address"), program.value("bytes", 0U)});
}

std::unique_ptr<BoardLoader> BoardLoaders::alif(const json& enclave, Time now)
{
    using namespace protocol::loader::alif;
    FlashChip* application = m_flash.chipAt(mram::kBase);
    FlashChip* system = m_flash.chipAt(mram::kSystemPackage);
    if (!application || !system)
        return nullptr;
    firmware::loaders::AlifSeOptions options;
    options.revision = revisionOf(enclave);
    if (!m_settings.timed) {
        options.chunkTime = 0;
        options.burnTime = 0;
    }
    return std::make_unique<AlifBoardLoader>(m_settings.seUart, *application, *system, options,
                                             m_recovery, now);
}

std::unique_ptr<BoardLoader> BoardLoaders::legacy(const json& old, Time now)
{
    const DfuPartition* bootloader = m_flash.partitionOf("bootloader");
    FlashChip* internal = bootloader ? m_flash.chipAt(bootloader->start) : nullptr;
    FlashChip* qspi = m_flash.chip("qspi");
    if (!internal || !qspi)
        return nullptr;
    const protocol::loader::legacy_cdc::Layout layout{old.value("first_file_system_sector", 0U),
                                                      old.value("first_sector", 0U),
                                                      old.value("last_sector", 0U)};
    return std::make_unique<LegacyBoardLoader>(m_settings.legacyTty, *internal, *qspi, layout, now);
}

std::unique_ptr<BoardLoader> BoardLoaders::bootloader(bool forced, Time now)
{
    using protocol::usbip::Speed;
    if (const json old = entryOf(m_board, "legacy-cdc"); m_settings.legacy && !old.is_null())
        return legacy(old, now);
    if (const json dfu = entryOf(m_board, "openmv-dfu"); !dfu.is_null()) {
        const bool high = (m_board.hardwareCaps & protocol::hardware_cap::kUsbHighSpeed) != 0;
        return std::make_unique<DfuBoardLoader>(idOf(dfu), m_settings.serial,
                                                high ? Speed::High : Speed::Full,
                                                m_flash.partitions(), forced, now);
    }
    const DfuPartition* resident = m_flash.partitionOf("bootloader");
    if (!has("kboot") || !resident)
        return nullptr;
    return std::make_unique<ImxBoardLoader>(*resident->flash, m_flash.fuses(),
                                            ImxLoaderKind::Resident, now);
}

std::unique_ptr<BoardLoader> BoardLoaders::program(Time now)
{
    const DfuPartition* resident = m_flash.partitionOf("bootloader");
    if (!has("sdp") || !resident)
        return nullptr;
    return std::make_unique<ImxBoardLoader>(*resident->flash, m_flash.fuses(),
                                            ImxLoaderKind::Flashloader, now);
}

}  // namespace omv::vcam
