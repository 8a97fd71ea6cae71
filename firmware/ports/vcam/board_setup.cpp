// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/board_setup.h"

#include "firmware/camera/input_file.h"
#include "firmware/camera/sensor_type.h"
#include "firmware/ports/vcam/built_in_rom.h"
#include "firmware/ports/vcam/i2c_device.h"
#include "firmware/ports/vcam/rom_files.h"
#include "firmware/ports/vcam/romfs_image.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace omv::vcam {

namespace {

using nlohmann::json;

constexpr std::size_t kIdSize = 12;

std::uint16_t poolFlag(const std::string& name)
{
    static const std::pair<const char*, std::uint16_t> kFlags[] = {
        {"fast", 1},    {"itcm", 2},    {"dtcm", 4},       {"dma_d1", 8},
        {"dma_d2", 16}, {"dma_d3", 32}, {"transient", 64},
    };
    for (const auto& [flag, bit] : kFlags) {
        if (name == flag)
            return bit;
    }
    return 0;
}

std::vector<protocol::MemoryPool> poolsOf(const json& entry)
{
    std::vector<protocol::MemoryPool> pools;
    for (const auto& item : entry.value("memory_pools", json::array())) {
        protocol::MemoryPool pool;
        const bool heap = item.value("kind", "") == "gc";
        pool.type = heap ? protocol::MemoryPool::kGarbageCollected : protocol::MemoryPool::kUma;
        pool.total = item.value("bytes", 0u);
        pool.free = pool.total;
        for (const auto& flag : item.value("flags", json::array()))
            pool.flags = static_cast<std::uint16_t>(pool.flags | poolFlag(flag));
        pools.push_back(pool);
    }
    return pools;
}

std::vector<PinDescription> pinsOf(const json& entry)
{
    std::vector<PinDescription> pins;
    for (const auto& name : entry.value("pins", json::array()))
        pins.push_back({name, PinDescription::Kind::Plain, true, false});
    for (const auto& led : entry.value("leds", json::array()))
        pins.push_back({led.value("name", ""), PinDescription::Kind::Led,
                        led.value("active_low", true), false});
    for (const auto& button : entry.value("buttons", json::array()))
        pins.push_back({button.value("name", ""), PinDescription::Kind::Button,
                        button.value("active_low", true), button.value("wakes", false)});
    return pins;
}

BusDescription busesOf(const json& entry)
{
    BusDescription found;
    const json buses = entry.value("buses", json::object());
    const std::array<std::pair<const char*, std::array<const char*, 3>>, OMV_BUS_KINDS> kinds = {
        {{"i2c", {"scl", "sda", ""}},
         {"spi", {"sck", "mosi", "miso"}},
         {"uart", {"tx", "rx", ""}},
         {"can", {"tx", "rx", ""}}}};
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        for (const auto& item : buses.value(kinds[kind].first, json::array())) {
            BusDescription::Bus bus;
            bus.id = item.value("id", 0);
            for (std::size_t i = 0; i < bus.pins.size(); ++i)
                bus.pins[i] = item.value(kinds[kind].second[i], "");
            found.buses[kind].push_back(std::move(bus));
        }
    }
    for (const auto& item : buses.value("devices", json::array()))
        found.devices.push_back(
            {item.value("bus", 0), item.value("address", 0), item.value("kind", "")});
    found.adc = buses.value("adc", found.adc);
    found.dac = buses.value("dac", found.dac);
    found.pwm = buses.value("pwm", found.pwm);
    found.adcVolts = buses.value("adc_volts", found.adcVolts);
    return found;
}

void fillNames(const std::vector<PinDescription>& pins, firmware::BoardSettings& settings)
{
    for (const auto& pin : pins) {
        settings.pins.push_back(pin.name);
        if (pin.kind == PinDescription::Kind::Led)
            settings.leds.push_back(pin.name);
        if (pin.kind == PinDescription::Kind::Button)
            settings.buttons.push_back(pin.name);
    }
}

/// An id that follows from a text or number and from nothing else.
std::vector<std::uint8_t> idFrom(const std::string& text)
{
    std::seed_seq seed(text.begin(), text.end());
    std::mt19937_64 random(seed);
    std::vector<std::uint8_t> id(kIdSize);
    for (auto& byte : id)
        byte = static_cast<std::uint8_t>(random());
    return id;
}

std::string hexOf(const std::vector<std::uint8_t>& bytes)
{
    std::string text;
    for (const auto byte : bytes)
        text += fmt::format("{:02X}", byte);
    return text;
}

/// Reads a file into `bytes`; why not, or empty.
std::string readFile(const std::string& path, std::vector<std::uint8_t>& bytes)
{
    std::string problem;
    if (auto read = firmware::readInputFile(path, firmware::kMaxInputFileBytes, problem))
        bytes = std::move(*read);
    return problem;
}

std::string modelFolder()
{
    return dataDirectory() + "/models";
}

/// The texts of a list; none where there is no list.
std::vector<std::string> namesIn(const json& entry, const char* key)
{
    std::vector<std::string> names;
    const auto list = entry.find(key);
    if (list == entry.end() || !list->is_array())
        return names;
    for (const json& name : *list) {
        if (name.is_string())
            names.push_back(name.get<std::string>());
    }
    return names;
}

/// Takes the ROM image over; why not, or empty.
std::string takeRom(const Options& options, const Board& board, std::vector<std::uint8_t>& romfs)
{
    const std::string unread = readFile(options.rom, romfs);
    if (!unread.empty())
        return fmt::format("--rom: cannot read {}: {}", options.rom, unread);
    const std::string unsound = romfsProblem(romfs);
    if (!unsound.empty())
        return fmt::format("--rom: {} is {}", options.rom, unsound);
    if (options.limits && board.romfsBytes != 0 && romfsSize(romfs) > board.romfsBytes)
        return fmt::format("--rom: {} takes {} bytes, the board has {} for it", options.rom,
                           romfsSize(romfs), board.romfsBytes);
    return {};
}

/// The board's second core, and its ROM image if there is one; what is wrong, or empty.
std::string takeSecondCore(const Options& options, const json& entry, BoardSetup& setup)
{
    std::size_t room = 0;
    for (const json& partition : entry.value("partitions", json::array())) {
        const std::string name = partition.value("name", "");
        if (name == "HE")
            setup.secondCore =
                static_cast<std::uint32_t>(std::stoul(partition.value("address", "0"), nullptr, 0));
        if (name == "ROMFS1")
            room = partition.value("bytes", std::size_t{0});
    }
    if (options.secondRom.empty()) {
        setup.secondRomfs = withModels({}, modelFolder(), namesIn(entry, "second_rom_models"));
        return {};
    }
    if (setup.secondCore == 0)
        return fmt::format("--he-rom: {} has no second core", setup.board.name);
    const std::string unread = readFile(options.secondRom, setup.secondRomfs);
    if (!unread.empty())
        return fmt::format("--he-rom: cannot read {}: {}", options.secondRom, unread);
    const std::string unsound = romfsProblem(setup.secondRomfs);
    if (!unsound.empty())
        return fmt::format("--he-rom: {} is {}", options.secondRom, unsound);
    if (options.limits && romfsSize(setup.secondRomfs) > room)
        return fmt::format("--he-rom: {} takes {} bytes, the board has {} for it",
                           options.secondRom, romfsSize(setup.secondRomfs), room);
    return {};
}

const Board* findBoard(const BoardDatabase& database, const std::string& id, SetupProblem& problem)
{
    const Board* board = database.byId(id);
    if (board && board->simulated)
        return board;
    problem.text = fmt::format("--board: there is no virtual board {}; known:", id);
    for (const auto& known : database.boards())
        problem.text += known.simulated ? " " + known.id : "";
    problem.wrongOption = true;
    return nullptr;
}

/// Which thermal array is connected; what is wrong with the option, or empty.
std::string takeThermalArray(const Options& options, const json& entry,
                             firmware::BoardSettings& settings)
{
    const auto arrays = entry.find("thermal_arrays");
    if (arrays != entry.end() && arrays->is_object()) {
        for (const json& name : arrays->value("known", json::array()))
            settings.thermalArrays.push_back(name.is_string() ? name.get<std::string>() : "");
        const json connected = arrays->value("connected", json("none"));
        settings.thermalArray = connected.is_string() ? connected.get<std::string>() : "none";
    }
    if (options.fir.empty())
        return {};
    settings.thermalArray = options.fir;
    const auto& known = settings.thermalArrays;
    if (options.fir == "none" || std::find(known.begin(), known.end(), options.fir) != known.end())
        return {};
    return fmt::format("--fir: the board has no driver for {}; it has {} and none", options.fir,
                       fmt::join(known, ", "));
}

/// One BUS:ADDRESS:KIND; nothing when it makes no sense.
std::optional<BusDescription::Device> i2cDeviceOf(const std::string& text)
{
    const std::size_t first = text.find(':');
    const std::size_t second = first == std::string::npos ? first : text.find(':', first + 1);
    if (second == std::string::npos)
        return std::nullopt;
    const auto number = [](const std::string& digits) {
        char* end = nullptr;
        const long value = std::strtol(digits.c_str(), &end, 0);
        return digits.empty() || *end ? -1 : static_cast<int>(std::clamp(value, -1L, 1000L));
    };
    BusDescription::Device device{number(text.substr(0, first)),
                                  number(text.substr(first + 1, second - first - 1)),
                                  text.substr(second + 1)};
    const bool known = makeI2cDevice(device.kind, {}) != nullptr;
    if (!known || device.bus < 0 || device.address < 8 || device.address > 0x77)
        return std::nullopt;
    return device;
}

/// Calls `take` for each part of a list with commas, until one says what is wrong.
template<class Take>
std::string eachPart(const std::string& list, Take take)
{
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        if (std::string problem = take(list.substr(at, end - at)); !problem.empty())
            return problem;
        at = end + 1;
    }
    return {};
}

/// What --i2c hangs at the buses; what is wrong with it, or empty.
std::string takeI2cDevices(const std::string& list, BusDescription& buses)
{
    return eachPart(list, [&buses](const std::string& one) {
        const auto device = i2cDeviceOf(one);
        if (!device)
            return fmt::format("--i2c: {} is not BUS:ADDRESS:KIND with an address of 8 to 0x77 and "
                               "one of these kinds: {}",
                               one, kI2cKinds);
        const auto& known = buses.buses[OMV_BUS_I2C];
        const auto isIt = [&](const BusDescription::Bus& bus) { return bus.id == device->bus; };
        if (std::none_of(known.begin(), known.end(), isIt))
            return fmt::format("--i2c: the board has no I2C bus {}", device->bus);
        for (const BusDescription::Device& other : buses.devices) {
            if (other.bus == device->bus && other.address == device->address)
                return fmt::format("--i2c: {} and {} cannot both be at address 0x{:02X} of bus {}",
                                   other.kind, device->kind, other.address, other.bus);
        }
        buses.devices.push_back(*device);
        return std::string();
    });
}

/// Which pins --wire joins; what is wrong with it, or empty.
std::string takeWires(const std::string& list, BoardSetup& setup)
{
    const auto isPin = [&setup](const std::string& name) {
        return std::any_of(setup.pins.begin(), setup.pins.end(),
                           [&name](const PinDescription& pin) { return pin.name == name; });
    };
    return eachPart(list, [&](const std::string& wire) {
        const std::size_t dash = std::min(wire.find('-'), wire.size());
        const std::string a = wire.substr(0, dash);
        const std::string b = dash < wire.size() ? wire.substr(dash + 1) : "";
        if (a == b || !isPin(a) || !isPin(b))
            return fmt::format("--wire: {} is not A-B, two pins of {}", wire, setup.board.name);
        setup.wires.emplace_back(a, b);
        return std::string();
    });
}

bool hasModule(const BoardSetup& setup, std::string_view name)
{
    const auto& modules = setup.settings.modules;
    return std::find(modules.begin(), modules.end(), name) != modules.end();
}

/// What is plugged in or hangs at the board's sockets; what is wrong with that, or empty.
std::string takeSockets(const Options& options, BoardSetup& setup)
{
    if (!options.can.empty()) {
        if (setup.buses.buses[OMV_BUS_CAN].empty())
            return fmt::format("--can: {} has no CAN bus", setup.board.name);
        setup.buses.canPartner = canPartner(options.can).value_or(CanPartner::Quiet);
    }
    if (options.monitor && !hasModule(setup, "DisplayData"))
        return fmt::format("--monitor: {} has no HDMI socket", setup.board.name);
    if (!options.sdCard.empty() && !hasModule(setup, "SDCard"))
        return fmt::format("--sdcard: {} has no card slot", setup.board.name);
    if (!options.microphone.empty() && !hasModule(setup, "audio"))
        return fmt::format("--microphone: {} has no microphone", setup.board.name);
    return takeWires(options.wires, setup);
}

bool hasName(const BoardSensor& sensor, const std::string& name)
{
    // The first word is enough: "Lepton" of "Lepton 3.5".
    return name == sensor.name || name == sensor.name.substr(0, sensor.name.find(' '));
}

/// Puts another main sensor in; what is wrong with the option, or empty.
std::string takeSensor(const Options& options, const Board& board,
                       firmware::BoardSettings& settings)
{
    if (options.sensor.empty())
        return {};
    std::vector<std::string> played;
    for (const BoardSensor& sensor : board.sensors) {
        if (!firmware::sensorType(sensor.chipId))
            continue;
        played.push_back(sensor.name.substr(0, sensor.name.find(' ')));
        if (!hasName(sensor, options.sensor))
            continue;
        std::erase_if(settings.sensors, [&sensor](const firmware::SensorSettings& each) {
            return each.main || each.chipId == sensor.chipId;
        });
        settings.sensors.insert(settings.sensors.begin(),
                                {sensor.chipId, sensor.name, true, sensor.defaultFps});
        return {};
    }
    return fmt::format("--sensor: {} cannot be the sensor of this virtual board; it has {}",
                       options.sensor, fmt::join(played, ", "));
}

void fillSettings(const Options& options, const Board& board, firmware::BoardSettings& settings)
{
    settings.id = board.id;
    settings.arch = board.arch;
    settings.boardType = board.boardType;
    for (const auto& sensor : board.sensors) {
        settings.sensorDrivers.push_back(sensor.chipId);
        if (sensor.fitted)
            settings.sensors.push_back(
                {sensor.chipId, sensor.name, sensor.main, sensor.defaultFps});
    }
    settings.fpsOverride = options.fps;
    settings.seed = options.seed.value_or(1);
    settings.limits = options.limits;
}

std::vector<std::uint32_t> clocksOf(const json& entry, const std::vector<std::uint32_t>& usual)
{
    constexpr std::size_t kMost = 8;
    auto clocks = entry.value("clocks_hz", usual);
    if (clocks.empty() || clocks.size() > kMost)
        throw std::runtime_error("clocks_hz must hold 1 to 8 numbers");
    return clocks;
}

BoardSetup readBoard(const Options& options, SetupProblem& problem)
{
    BoardSetup setup;
    const auto database = BoardDatabase::load();
    if (!database) {
        problem.text = toString(database.error());
        return setup;
    }
    const Board* board = findBoard(*database, options.board, problem);
    if (!board)
        return setup;
    setup.board = *board;
    setup.seeded = options.seed.has_value();
    setup.network = options.network;
    const json entry = json::parse(board->json, nullptr, false);
    setup.mcu = (board->cpuId & 0xFFF0) == 0xD220 ? "Cortex-M55" : "Cortex-M7";
    if (entry.is_object()) {
        setup.mcu = entry.value("mcu", setup.mcu);
        setup.clocks = clocksOf(entry, setup.clocks);
        setup.pins = pinsOf(entry);
        setup.pools = poolsOf(entry);
        setup.buses = busesOf(entry);
        setup.settings.modules = entry.value("modules", std::vector<std::string>());
        setup.uniqueIdAddress = static_cast<std::uint32_t>(
            std::stoul(entry.value("unique_id_address", "0"), nullptr, 0));
    }
    fillSettings(options, *board, setup.settings);
    fillNames(setup.pins, setup.settings);
    problem.text = takeSensor(options, *board, setup.settings);
    if (entry.is_object() && problem.text.empty())
        problem.text = takeThermalArray(options, entry, setup.settings);
    if (problem.text.empty())
        problem.text = takeI2cDevices(options.i2c, setup.buses);
    if (problem.text.empty())
        problem.text = takeSockets(options, setup);
    problem.wrongOption = !problem.text.empty();
    if (options.rom.empty())
        setup.romfs = withModels(builtInRom(), modelFolder(), namesIn(entry, "rom_models"));
    else if (problem.text.empty())
        problem.text = takeRom(options, *board, setup.romfs);
    if (problem.text.empty() && entry.is_object())
        problem.text = takeSecondCore(options, entry, setup);
    return setup;
}

}  // namespace

// What only this program reads of a board's file has not been looked through before.
BoardSetup setUpBoard(const Options& options, SetupProblem& problem)
try {
    return readBoard(options, problem);
} catch (const std::exception& wrong) {
    const std::string_view text = wrong.what();
    const std::size_t number = text.find("] ");  // of the JSON library's kinds of errors
    problem.text = fmt::format("a value in the file of board {} is of a wrong kind: {}",
                               options.board, number == text.npos ? text : text.substr(number + 2));
    return {};
}

std::string freshIdentity(const Options& options)
{
    if (options.seed)
        return fmt::format("seed {} {}", *options.seed, options.board);
    std::random_device device;
    return fmt::format("random {:08x}{:08x}", device(), device());
}

void identify(BoardSetup& setup, const Options& options, const std::string& identity)
{
    const std::string text = options.serial.empty() ? identity : "serial " + options.serial;
    setup.settings.uniqueId = idFrom(text);
    setup.serial = options.serial.empty() ? hexOf(setup.settings.uniqueId) : options.serial;
    setup.boardId = setup.board.id == "ae3" ? "" : hexOf(setup.settings.uniqueId);
}

}  // namespace omv::vcam
