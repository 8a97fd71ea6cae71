// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/options.h"

#include "firmware/ports/vcam/i2c_device.h"

#include <openmv/version.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>
#include <vector>

#include <fcntl.h>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace omv::vcam {

namespace {

constexpr const char* kDescription =
    "omv-vcam: a virtual OpenMV camera with a real MicroPython inside.\n"
    "It announces itself to omv and the SDK, and runs until it is interrupted.";

template<class Number>
bool parseNumber(std::string_view text, Number& value)
{
    if constexpr (std::is_floating_point_v<Number>) {
        const std::string copy(text);
        char* end = nullptr;
        value = std::strtod(copy.c_str(), &end);
        return !copy.empty() && *end == '\0';
    } else {
        const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
        return result.ec == std::errc{} && result.ptr == text.data() + text.size();
    }
}

bool parseChance(std::string_view text, double& value)
{
    return parseNumber(text, value) && value >= 0 && value <= 1;
}

/// What --fault takes: the name, what has to stand behind it, and where it goes.
struct Fault {
    std::string_view name;
    const char* value;
    bool (*take)(std::string_view text, FaultPlan& plan);
};

constexpr const char* kChance = "a chance from 0 to 1";
constexpr const char* kWhole = "a whole number from 0 on";
constexpr Fault kFaults[] = {
    {"drop", kChance,
     [](std::string_view text, FaultPlan& plan) { return parseChance(text, plan.drop); }},
    {"damage", kChance,
     [](std::string_view text, FaultPlan& plan) { return parseChance(text, plan.damage); }},
    {"duplicate", kChance,
     [](std::string_view text, FaultPlan& plan) { return parseChance(text, plan.duplicate); }},
    {"split", kWhole,
     [](std::string_view text, FaultPlan& plan) { return parseNumber(text, plan.split); }},
    {"stall", kWhole,
     [](std::string_view text, FaultPlan& plan) {
         return parseNumber(text, plan.stallEvery) && plan.stallEvery >= 0;
     }},
    {"stall-ms", kWhole,
     [](std::string_view text, FaultPlan& plan) {
         return parseNumber(text, plan.stallMs) && plan.stallMs >= 0;
     }},
    {"unplug-after", kWhole,
     [](std::string_view text, FaultPlan& plan) { return parseNumber(text, plan.unplugAfter); }},
    {"power-cut", kWhole,
     [](std::string_view text, FaultPlan& plan) { return parseNumber(text, plan.powerCutAfter); }},
};

/// One "name=value" of a fault specification; what is wrong with it, or empty.
std::string takeFault(std::string_view part, FaultPlan& plan)
{
    const std::size_t equals = std::min(part.find('='), part.size());
    std::vector<std::string_view> names;
    for (const Fault& fault : kFaults) {
        names.push_back(fault.name);
        if (part.substr(0, equals) != fault.name)
            continue;
        const bool good = equals < part.size() && fault.take(part.substr(equals + 1), plan);
        return good ? std::string()
                    : fmt::format("--fault: {} needs {}, {}=...; this is {}", fault.name,
                                  fault.value, fault.name, part);
    }
    return fmt::format("--fault: there is no {}; there are {}", part.substr(0, equals),
                       fmt::join(names, ", "));
}

/// Turns "fps=30&quiet&limits=off" into "--fps=30 --quiet --limits=off".
std::vector<std::string> asArguments(std::string_view specification)
{
    std::vector<std::string> arguments;
    while (!specification.empty()) {
        const std::size_t end = specification.find('&');
        const std::string_view part = specification.substr(0, end);
        specification =
            end == std::string_view::npos ? std::string_view{} : specification.substr(end + 1);
        if (!part.empty())
            arguments.push_back("--" + std::string(part));
    }
    return arguments;
}

/// What needs a second look after CLI11 has taken the arguments apart.
struct RawOptions {
    std::string faults;
    std::string limits = "on";
    std::string network = "off";
    std::string tcp;
    std::string usbIp;
    std::string seed;
    std::string sdCardSize;
    bool version = false;
};

/// Bytes of "64K", "2G" or "1000"; nothing: it is no size that a card has.
std::optional<std::uint64_t> parseSize(std::string_view text)
{
    constexpr std::uint64_t kMost = std::uint64_t{2} << 40;  // SDXC
    constexpr std::string_view kUnits = "KMG";
    const auto unit = text.empty() ? std::string_view::npos : kUnits.find(text.back());
    unsigned shift = 0;
    if (unit != std::string_view::npos) {
        shift = 10 * (static_cast<unsigned>(unit) + 1);
        text.remove_suffix(1);
    }
    std::uint64_t number = 0;
    if (!parseNumber(text, number) || number == 0 || number > kMost >> shift)
        return std::nullopt;
    return number << shift;
}

/// A check of CLI11: what is wrong, or empty.
std::string isFrameRate(const std::string& text)
{
    double rate = 0;
    if (parseNumber(text, rate) && rate >= 0.1 && rate <= 10000)
        return {};
    return fmt::format("{} is not a frame rate from 0.1 to 10000", text);
}

/// The same.
std::string isDescriptor(const std::string& text)
{
    int number = 0;
    if (parseNumber(text, number) && number >= 0)
        return {};
    return fmt::format("{} is not the number of a descriptor", text);
}

/// The same. A string of USB has a length of one byte, two bytes a character and two before them.
std::string isSerialNumber(const std::string& text)
{
    constexpr std::size_t kMost = 126;
    const auto isVisible = [](char c) { return c > ' ' && c <= '~'; };
    if (text.size() > kMost)
        return fmt::format("a serial number has at most {} characters, not {}", kMost, text.size());
    return std::all_of(text.begin(), text.end(), isVisible)
        ? std::string()
        : std::string("a serial number has printable ASCII characters only, and no space");
}

void declare(CLI::App& app, Options& options, RawOptions& raw)
{
    app.add_option("--board", options.board, "ae3, pure-thermal or rt1062")->capture_default_str();
    app.add_option("--seed", raw.seed, "Seed of scene, noise, random numbers and faults");
    app.add_option("--fps", options.fps, "Frame rate of the sensor (default: the sensor's own)")
        ->check(isFrameRate);
    app.add_option("--scene", options.scene,
                   "What the camera sees: synthetic (default), a name that --list-scenes tells, "
                   "file:PATH (a scene file), image:PATH, folder:DIR, video:FILE, webcam[:N]");
    app.add_flag("--list-scenes", options.listScenes, "List the scenes that have names, and exit");
    app.add_option("--state", options.state,
                   "Folder that keeps /flash (default: thrown away at the end)");
    app.add_option("--rom", options.rom, "ROMFS image for /rom");
    app.add_option("--he-rom", options.secondRom, "ROMFS image for /rom of the AE3's second core");
    app.add_option("--sensor", options.sensor,
                   "Main sensor instead of the fitted one: another that the board's firmware "
                   "knows and the virtual camera plays (rt1062: GENX320, Lepton, OV5640)");
    app.add_option(
        "--fir", options.fir,
        "Thermal sensor that the module fir finds: AMG8833, MLX90621, MLX90640, MLX90641 "
        "or none (default: what the board comes with)");
    app.add_option("--i2c", options.i2c,
                   fmt::format("Devices at the I2C buses, BUS:ADDRESS:KIND and more after commas, "
                               "as 1:0x50:eeprom; kinds: {}",
                               kI2cKinds));
    app.add_option("--wire", options.wires,
                   "Pins joined by wires, A-B and more after commas, as P0-P1,P4-P7");
    app.add_option("--can", options.can,
                   "Who else is on the CAN bus: quiet (acknowledges; default), echo (sends all "
                   "back) or none")
        ->check(CLI::IsMember({"quiet", "echo", "none"}));
    app.add_flag("--monitor", options.monitor, "A monitor is in the HDMI socket");
    app.add_option("--sdcard", options.sdCard, "Folder that is the micro SD card (default: none)");
    app.add_option("--sdcard-size", raw.sdCardSize,
                   "Size of that card: bytes, or with K, M or G (default: 32G)");
    app.add_option("--microphone", options.microphone,
                   "WAV file (16-bit PCM) that the microphone hears, over and over (default: "
                   "chirps)");
    app.add_option("--fault", raw.faults,
                   "Faults towards the host: drop=P,damage=P,duplicate=P,split=BYTES,"
                   "stall=EVERY,stall-ms=MS,unplug-after=BYTES,power-cut=WORDS");
    app.add_option("--limits", raw.limits,
                   "off lifts lock interval, stream buffer, stdout ring and frame rate")
        ->check(CLI::IsMember({"on", "off"}));
    app.add_option("--network", raw.network,
                   "loopback: scripts may use sockets of this computer, and Bluetooth between "
                   "virtual cameras (off)")
        ->check(CLI::IsMember({"off", "loopback"}));
    app.add_option("--tcp", raw.tcp, "Also listen on 127.0.0.1 (PORT; any free one if none given)")
        ->expected(0, 1)
        ->default_str("0");
    app.add_option("--usbip", raw.usbIp,
                   "Play the bootloader, and show the board's USB over USB/IP on 127.0.0.1 (PORT; "
                   "any free one if none given)")
        ->expected(0, 1)
        ->default_str("0");
    app.add_flag("--recovery", options.recovery,
                 "The board's recovery switch or jumper is on (with --usbip)");
    app.add_flag("--virgin", options.virgin,
                 "All memories are erased, the bootloader's too (with --usbip)");
    app.add_flag("--legacy", options.legacy,
                 "The board has the old serial bootloader (with --usbip)");
    app.add_option("--serial", options.serial,
                   "USB serial number: up to 126 printable ASCII characters without spaces")
        ->check(isSerialNumber);
    app.add_flag("--quiet", options.quiet, "Print nothing but errors");
    app.add_flag("--json", options.json, "Print one JSON line when ready");
    app.add_flag("--die-with-parent", options.dieWithParent,
                 "End when the process that started this one ends");
    app.add_option("--lifetime-fd", options.lifetimeFd,
                   "End when this descriptor (a pipe) is closed at its other end")
        ->check(isDescriptor);
    app.add_flag("--version", raw.version, "Print the version and exit");
}

std::string finish(Options& options, const RawOptions& raw, bool tcp, bool usbIp)
{
    options.limits = raw.limits != "off";
    options.network = raw.network == "loopback";
    if (!raw.seed.empty()) {
        std::uint64_t seed = 0;
        if (!parseNumber(raw.seed, seed))
            return fmt::format("--seed: {} is not a number from 0 on", raw.seed);
        options.seed = seed;
    }
    if (!raw.sdCardSize.empty()) {
        const auto size = parseSize(raw.sdCardSize);
        if (!size)
            return fmt::format("--sdcard-size: {} is not a size from 1 byte to 2048G",
                               raw.sdCardSize);
        if (options.sdCard.empty())
            return "--sdcard-size: there is no card without --sdcard";
        options.sdCardBytes = *size;
    }
    if (tcp) {
        std::uint16_t port = 0;
        if (!raw.tcp.empty() && !parseNumber(raw.tcp, port))
            return fmt::format("--tcp: {} is not a port number", raw.tcp);
        options.tcpPort = port;
    }
    if (usbIp) {
        std::uint16_t port = 0;
        if (!raw.usbIp.empty() && !parseNumber(raw.usbIp, port))
            return fmt::format("--usbip: {} is not a port number", raw.usbIp);
        options.usbIpPort = port;
    } else if (options.recovery || options.virgin || options.legacy) {
        options.usbIpPort = std::uint16_t{0};
    }
    if (options.lifetimeFd >= 0 && ::fcntl(options.lifetimeFd, F_GETFD) < 0)
        return fmt::format("--lifetime-fd: {} is not an open descriptor", options.lifetimeFd);
    std::string problem = parseFaults(raw.faults, options.faults);
    if (problem.empty() && options.faults.powerCutAfter != 0 && !options.usbIpPort)
        problem = "--fault: power-cut is a matter of the loaders, which are played with --usbip";
    return problem;
}

ParsedOptions refuse(const std::string& problem)
{
    return {{}, 2, fmt::format("omv-vcam: {}\nSee omv-vcam --help.\n", problem)};
}

/// Replaces --options SPEC by what it holds.
std::vector<std::string> expand(int argc, const char* const* argv)
{
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        std::string specification;
        if (argument == "--options" && i + 1 < argc)
            specification = argv[++i];
        else if (argument.starts_with("--options="))
            specification = argument.substr(10);
        else {
            arguments.push_back(argument);
            continue;
        }
        for (auto& part : asArguments(specification))
            arguments.push_back(std::move(part));
    }
    return arguments;
}

}  // namespace

std::string parseFaults(std::string_view text, FaultPlan& plan)
{
    std::set<std::string_view> named;
    while (!text.empty()) {
        const std::size_t end = text.find(',');
        const std::string_view part = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (std::string problem = takeFault(part, plan); !problem.empty())
            return problem;
        named.insert(part.substr(0, part.find('=')));
    }
    if (named.contains("stall-ms") && !named.contains("stall"))
        return "--fault: stall-ms is how long a stall lasts; there is none without stall";
    return {};
}

ParsedOptions parseCommandLine(int argc, const char* const* argv)
{
    ParsedOptions parsed;
    RawOptions raw;
    CLI::App app{kDescription, "omv-vcam"};
    app.footer("--options 'KEY=VALUE&...' takes the same options in one text, as sim: ports do.\n"
               "Documentation: docs/virtual-camera.md");
    declare(app, parsed.options, raw);
    std::vector<std::string> arguments = expand(argc, argv);
    std::reverse(arguments.begin(), arguments.end());
    try {
        app.parse(arguments);
    } catch (const CLI::CallForHelp&) {
        return {{}, 0, app.help()};
    } catch (const CLI::ParseError& error) {
        return refuse(error.what());
    }
    if (raw.version)
        return {{}, 0, fmt::format("omv-vcam {}\n", OPENMV_VERSION)};
    for (const char* name : {"--board", "--seed", "--scene", "--state", "--rom", "--fault",
                             "--serial", "--fir", "--i2c", "--microphone", "--he-rom", "--sensor",
                             "--wire", "--can", "--sdcard", "--sdcard-size"}) {
        const CLI::Option& option = *app.get_option(name);
        if (option.count() > 0 && option.as<std::string>().empty())
            return refuse(fmt::format("{}: needs a value", name));
    }
    if (const auto problem =
            finish(parsed.options, raw, app.count("--tcp") > 0, app.count("--usbip") > 0);
        !problem.empty())
        return refuse(problem);
    return parsed;
}

}  // namespace omv::vcam
