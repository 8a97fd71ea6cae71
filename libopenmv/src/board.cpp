// SPDX-License-Identifier: MIT
#include <openmv/board.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/hardware_caps.h"
#include "libopenmv/src/json_reader.h"
#include "libopenmv/src/read_file.h"
#include "libopenmv/src/usb_id_text.h"

namespace omv {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxBoardBytes = std::size_t{1} << 20;
constexpr std::uint64_t kMaxU16 = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint64_t kMaxU32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kMaxMemory = std::uint64_t{1} << 40;
constexpr unsigned kPmuCountersShift = 8;

bool isBoardId(std::string_view id)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !id.empty() && id.size() <= 32 && std::all_of(id.begin(), id.end(), allowed);
}

std::vector<UsbId> readUsbIds(JsonReader& board, const char* key)
{
    std::vector<UsbId> ids;
    for (const std::string& text : board.texts(key)) {
        const auto id = parseUsbId(text);
        if (!id) {
            board.complain(key, "USB ids like \"37c5:16e3\"");
            return {};
        }
        ids.push_back(*id);
    }
    return ids;
}

std::vector<BoardSensor> readSensors(JsonReader& board)
{
    std::vector<BoardSensor> sensors;
    for (JsonReader& entry : board.objects("sensors")) {
        BoardSensor sensor;
        sensor.name = entry.text("name", 32);
        sensor.chipId = entry.hex32("chip_id");
        sensor.main = entry.flagOr("main", true);
        sensor.defaultFps = entry.realOr("default_fps", 30, 0.1, 1000);
        sensor.fitted = entry.flagOr("fitted", false);
        sensors.push_back(sensor);
    }
    return sensors;
}

std::uint32_t readHardwareCaps(JsonReader& board)
{
    std::uint32_t caps = 0;
    for (const std::string& name : board.texts("hardware_caps")) {
        const auto bit = hardwareCapBit(name);
        if (!bit) {
            board.complain("hardware_caps", "names of capabilities, not \"" + name + '"');
        }
        caps |= bit.value_or(0);
    }
    const auto counters = board.numberOr("pmu_counters", 0, 0xFF);
    return caps | static_cast<std::uint32_t>(counters << kPmuCountersShift);
}

void readIdentity(JsonReader& in, Board& board)
{
    in.number("schema", 1, 1);
    board.id = in.text("id");
    if (!isBoardId(board.id)) {
        in.complain("id", "1 to 32 of a-z, 0-9 and -");
    }
    board.name = in.text("name", 64);
    board.arch = in.textOr("arch", {}, 64);
    board.boardType = in.textOr("board_type", {}, 32);
    board.usbIds = readUsbIds(in, "usb_ids");
    board.bootloaderUsbIds = readUsbIds(in, "bootloader_usb_ids");
    board.simulated = in.flagOr("simulated", false);
}

void readProperties(JsonReader& in, Board& board)
{
    board.sensors = readSensors(in);
    board.cpuId = in.hex32Or("cpu_id", 0);
    board.hardwareCaps = readHardwareCaps(in);
    board.frameBufferKb = static_cast<std::uint32_t>(in.numberOr("frame_buffer_kb", 0, kMaxU32));
    board.streamBufferKb = static_cast<std::uint32_t>(in.numberOr("stream_buffer_kb", 0, 65536));
    board.stdoutRingBytes =
        static_cast<std::uint32_t>(in.numberOr("stdout_ring_bytes", 0, 1u << 24));
    board.maxPayload = static_cast<std::uint16_t>(in.numberOr("max_payload", 0, kMaxU16));
    if (auto preview = in.object("raw_preview")) {
        board.rawPreviewWidth = static_cast<std::uint32_t>(preview->number("width", 1, 32767));
        board.rawPreviewHeight = static_cast<std::uint32_t>(preview->number("height", 1, 32767));
    }
    board.heapBytes = in.numberOr("heap_bytes", 0, kMaxMemory);
    board.flashBytes = in.numberOr("flash_bytes", 0, kMaxMemory);
    board.romfsBytes = in.numberOr("romfs_bytes", 0, kMaxMemory);
}

void checkPoolFlags(JsonReader& pool)
{
    // Bits 0 to 6 of the flags word in a SYS_MEMORY reply.
    constexpr std::string_view kFlags[] = {"fast",   "itcm",   "dtcm",     "dma_d1",
                                           "dma_d2", "dma_d3", "transient"};
    for (const std::string& flag : pool.texts("flags")) {
        if (std::find(std::begin(kFlags), std::end(kFlags), flag) == std::end(kFlags)) {
            pool.complain("flags", "names of memory flags, not \"" + flag + '"');
        }
    }
}

/// What the virtual camera reads from Board::json: checked here, so that a mistake
/// is found when the file is read.
void checkPeripherals(JsonReader& in)
{
    in.texts("pins");
    in.texts("recovery_usb_ids");
    for (JsonReader& led : in.objects("leds")) {
        led.text("name", 32);
        led.text("color", 32);
        led.flag("active_low");
    }
    for (JsonReader& button : in.objects("buttons")) {
        button.text("name", 32);
        button.textOr("label", {}, 64);
        button.flag("active_low");
        button.flagOr("wakes", false);
    }
    for (JsonReader& pool : in.objects("memory_pools")) {
        if (const std::string kind = pool.text("kind"); kind != "gc" && kind != "uma") {
            pool.complain("kind", "\"gc\" or \"uma\"");
        }
        checkPoolFlags(pool);
        pool.number("bytes", 1, kMaxU32);
    }
}

/// A board that omv-vcam can play needs more than one that is only recognised.
void requireForSimulation(JsonReader& in, const Board& board)
{
    const auto fitted = [](const BoardSensor& sensor) { return sensor.fitted && sensor.main; };
    if (std::none_of(board.sensors.begin(), board.sensors.end(), fitted)) {
        in.complain("sensors", "at least one that is \"main\" and \"fitted\"");
    }
    if (board.usbIds.empty()) {
        in.complain("usb_ids", "at least one USB id");
    }
    in.hex32("cpu_id");
    in.text("arch");
    in.number("stream_buffer_kb", 1, 65536);
    in.number("stdout_ring_bytes", 64, 1u << 24);
    in.number("max_payload", 50, kMaxU16);
    in.number("heap_bytes", 65536, kMaxMemory);
    in.number("flash_bytes", 65536, kMaxMemory);
    for (const char* key : {"pins", "leds", "buttons", "memory_pools"}) {
        if (!in.has(key)) {
            in.complain(key, "an array");
        }
    }
}

Unexpected badBoard(std::string_view source, std::string problem)
{
    return fail("OMV-E0501", fmt::format("The board file {} is not valid", source),
                std::move(problem), "Correct the file; docs/board-format.md describes it");
}

fs::path userBoardDirectory()
{
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config == '/') {
        return fs::path(config) / "openmv/boards";
    }
    const char* home = std::getenv("HOME");
    return home && *home == '/' ? fs::path(home) / ".config/openmv/boards" : fs::path();
}

/// The *.json files of a folder in the order of their names.
Result<std::vector<fs::path>> boardFiles(const fs::path& directory)
{
    std::vector<fs::path> files;
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (entry->path().extension() == ".json") {
            files.push_back(entry->path());
        }
    }
    if (error) {
        return fail("OMV-E0502", fmt::format("Cannot read the folder {}", directory.string()),
                    error.message(), "Set OPENMV_DATA_DIR to the folder that contains \"boards\"");
    }
    std::sort(files.begin(), files.end());
    return files;
}

Status readBoards(const fs::path& directory, std::vector<Board>& boards)
{
    auto files = boardFiles(directory);
    if (!files) {
        return Unexpected{std::move(files).error()};
    }
    for (const fs::path& file : *files) {
        std::string problem;
        const auto text = readFile(file.string(), kMaxBoardBytes, problem);
        if (!text) {
            return fail("OMV-E0502", fmt::format("Cannot read {}", file.string()), problem,
                        "Check the file's permissions");
        }
        auto board = BoardDatabase::parse(*text, file.string());
        if (!board) {
            return Unexpected{std::move(board).error()};
        }
        const auto same = std::find_if(boards.begin(), boards.end(),
                                       [&](const Board& known) { return known.id == board->id; });
        if (same == boards.end()) {
            boards.push_back(*std::move(board));
        } else {
            *same = *std::move(board);
        }
    }
    return Done{};
}

}  // namespace

Result<Board> BoardDatabase::parse(std::string_view json, std::string_view source)
{
    std::string problem;
    const auto document = parseJsonObject(json, kMaxBoardBytes, problem);
    if (!document) {
        return badBoard(source, std::move(problem));
    }
    JsonReader reader(*document, {}, problem);
    Board board;
    readIdentity(reader, board);
    readProperties(reader, board);
    checkPeripherals(reader);
    if (board.simulated) {
        requireForSimulation(reader, board);
    }
    if (!problem.empty()) {
        return badBoard(source, std::move(problem));
    }
    board.json = json;
    return board;
}

Result<BoardDatabase> BoardDatabase::load()
{
    BoardDatabase database;
    auto status = readBoards(fs::path(dataDirectory()) / "boards", database.m_boards);
    if (!status) {
        return Unexpected{std::move(status).error()};
    }
    const fs::path own = userBoardDirectory();
    std::error_code error;
    if (!own.empty() && fs::is_directory(own, error)) {
        status = readBoards(own, database.m_boards);
        if (!status) {
            return Unexpected{std::move(status).error()};
        }
    }
    return database;
}

const Board* BoardDatabase::byId(std::string_view id) const
{
    const auto found = std::find_if(m_boards.begin(), m_boards.end(),
                                    [id](const Board& board) { return board.id == id; });
    return found == m_boards.end() ? nullptr : &*found;
}

const Board* BoardDatabase::byUsbId(UsbId id) const
{
    // The user's own boards come last in the list and win.
    const auto found = std::find_if(m_boards.rbegin(), m_boards.rend(), [id](const Board& board) {
        return std::find(board.usbIds.begin(), board.usbIds.end(), id) != board.usbIds.end();
    });
    return found == m_boards.rend() ? nullptr : &*found;
}

}  // namespace omv
