// SPDX-License-Identifier: MIT
// One board: may it be opened, who has it, how is it connected, what to do next.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <unistd.h>

#include "firmware-flasher/src/doctor_checks.h"
#include "libopenmv/src/usb_id_text.h"

namespace omv::flasher::doctor {

namespace {

constexpr const char* kDevices = "/sys/bus/usb/devices/";

bool isUsb(const SeenBoard& board)
{
    return !board.path.empty();
}

bool runs(const SeenBoard& board)
{
    return board.state == SeenBoard::State::Running;
}

bool isNumber(const std::string& text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

unsigned numberOf(const std::string& text)
{
    unsigned number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// What it is called; a chip's own loader does not tell.
std::string title(const SeenBoard& board)
{
    if (board.state == SeenBoard::State::Recovery || board.name.empty())
        return "The device " + toString(board.usbId);
    return board.name;
}

std::string ownerText(System& system, const std::string& path)
{
    const auto owner = system.owner(path);
    if (!owner)
        return path + " may not be opened";
    return fmt::format("{} belongs to user {} and group {} with mode {:04o}", path, owner->user,
                       owner->group, owner->mode);
}

Check notPermitted(System& system, const SeenBoard& board)
{
    const std::string path = runs(board) ? board.port : usbNode(system, board);
    return {.id = "board",
            .subject = board.port,
            // A chip's own loader, or a bridge to it, may belong to something else.
            .state = board.state == SeenBoard::State::Recovery ? State::Warning : State::Problem,
            .what = fmt::format("{} is there, but you may not open it", title(board)),
            .why = path.empty() ? "" : ownerText(system, path),
            .fix = "See what is said of udev rules and groups, then unplug the board and plug it "
                   "in again"};
}

Check inBootloader(const SeenBoard& board)
{
    return {.id = "board",
            .subject = board.port,
            .state = State::Warning,
            .what = fmt::format("{} is in its bootloader", title(board)),
            .why = "It leaves it by itself after some seconds when its firmware is sound and "
                   "nobody talks to it",
            .fix = fmt::format("If it stays or comes back again and again, write the firmware: "
                               "omv -p {} flash firmware RELEASE",
                               board.port)};
}

Check inRecovery(const SeenBoard& board)
{
    std::string ids;
    for (const std::string& each : board.boards)
        ids += (ids.empty() ? "" : ", ") + each;
    return {.id = "board",
            .subject = board.port,
            .state = State::Warning,
            .what = fmt::format("{} is the chip's own loader, or a bridge to it", title(board)),
            .why = fmt::format("Somebody set the board's jumper or switch, or its bootloader is "
                               "gone. It does not tell what it belongs to: perhaps {}, perhaps no "
                               "camera at all",
                               ids),
            .fix = fmt::format("If it is a camera: omv -p {} recover RELEASE --board {} (see "
                               "docs/recovery.md). If it should run: undo the jumper or switch, "
                               "and plug it in again",
                               board.port, board.boards.size() == 1 ? ids : "ID")};
}

/// Where a device's USB plug is: "1-2" of "1-2.3"; empty: in the computer itself.
std::string hubOf(const std::string& path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? "" : path.substr(0, dot);
}

std::string attribute(System& system, const std::string& path, const char* name)
{
    return firstLine(system, kDevices + path + '/' + name);
}

/// Whether the hub says that it has no power supply of its own.
bool isBusPowered(System& system, const std::string& hub)
{
    constexpr unsigned kSelfPowered = 0x40;
    const std::string text = attribute(system, hub, "bmAttributes");
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits, 16);
    return !text.empty() && error == std::errc() && (bits & kSelfPowered) == 0;
}

/// Others of our boards at the same hub, or on the same bus where there is none.
std::size_t neighbours(const Surroundings& around, const SeenBoard& board)
{
    const std::string hub = hubOf(board.path);
    return static_cast<std::size_t>(
        std::count_if(around.boards.begin(), around.boards.end(), [&](const SeenBoard& other) {
            return isUsb(other) && other.path != board.path && !hub.empty() &&
                hubOf(other.path) == hub;
        }));
}

constexpr unsigned kHighSpeed = 480;  ///< Mbit/s
constexpr unsigned kFullSpeed = 12;
constexpr unsigned kBusPoweredPort = 100;  ///< mA

void judgeSpeed(Check& check, System& system, const Surroundings& around, const SeenBoard& board,
                unsigned speed)
{
    const auto& fast = around.fastBoards;
    const bool couldBeFast = runs(board) && board.boards.size() == 1 &&
        std::find(fast.begin(), fast.end(), board.boards.front()) != fast.end();
    if (!couldBeFast || speed >= kHighSpeed)
        return;
    const std::string hub = hubOf(board.path);
    const std::string hubSpeed = hub.empty() ? "" : attribute(system, hub, "speed");
    check.state = State::Warning;
    check.why = hubSpeed == "12"
        ? "The hub that it is plugged into is a slow one"
        : fmt::format("The board can do {} Mbit/s: the cable, a hub or the port is in the way",
                      kHighSpeed);
    check.fix = "Plug it into the computer itself, with a short cable";
}

void judgePower(Check& check, System& system, const SeenBoard& board)
{
    const std::string hub = hubOf(board.path);
    const unsigned wanted = numberOf(attribute(system, board.path, "bMaxPower"));  // "500mA"
    if (hub.empty() || wanted <= kBusPoweredPort || !isBusPowered(system, hub))
        return;
    check.state = State::Warning;
    check.why += fmt::format("{}The hub has no power supply of its own, so it may give {} mA a "
                             "port; the board asks for {} mA",
                             check.why.empty() ? "" : ". ", kBusPoweredPort, wanted);
    check.fix = "Plug it into the computer itself, or into a hub with a power supply";
}

}  // namespace

std::string usbNode(System& system, const SeenBoard& board)
{
    if (!isUsb(board))
        return {};
    const unsigned bus = numberOf(attribute(system, board.path, "busnum"));
    const unsigned device = numberOf(attribute(system, board.path, "devnum"));
    return bus == 0 || device == 0 ? "" : fmt::format("/dev/bus/usb/{:03}/{:03}", bus, device);
}

std::string holderOf(System& system, const std::string& path)
{
    for (const std::string& process : system.list("/proc")) {
        if (!isNumber(process) || process == std::to_string(::getpid()))
            continue;
        const std::string folder = "/proc/" + process;
        for (const std::string& each : system.list(folder + "/fd")) {
            if (system.link(folder + "/fd/" + each) != path)
                continue;
            const std::string name = firstLine(system, folder + "/comm");
            return fmt::format("{} (process {})", name.empty() ? "unknown" : name, process);
        }
    }
    return {};
}

Check checkBoard(System& system, const SeenBoard& board)
{
    if (runs(board) && !system.exists(board.port))
        return {.id = "board",
                .subject = board.port,
                .state = State::Skipped,
                .what = title(board) + " left while it was looked at"};
    const bool permitted = runs(board) ? system.mayOpen(board.port) : board.permitted;
    if (!permitted)
        return notPermitted(system, board);
    if (board.state == SeenBoard::State::Bootloader)
        return inBootloader(board);
    if (board.state == SeenBoard::State::Recovery)
        return inRecovery(board);
    return {.id = "board", .subject = board.port, .what = title(board) + " runs"};
}

Check checkBusy(System& system, const SeenBoard& board)
{
    Check check{.id = "board.busy", .subject = board.port, .what = "No other program uses it"};
    const std::string path = runs(board) ? board.port : usbNode(system, board);
    // The process of a virtual camera holds both ends of its port.
    if (path.empty() || (runs(board) && !isUsb(board))) {
        check.state = State::Skipped;
        check.what = "Not known whether another program uses it";
        return check;
    }
    const std::string holder = holderOf(system, path);
    if (holder.empty())
        return check;
    check.state = State::Warning;
    check.what = "Another program uses it: " + holder;
    check.why = path + " is open there";
    check.fix = "To use it from here, close that program or disconnect the camera in it";
    return check;
}

std::optional<Check> checkLink(System& system, const Surroundings& around, const SeenBoard& board)
{
    const unsigned speed = isUsb(board) ? numberOf(attribute(system, board.path, "speed")) : 0;
    if (speed == 0)
        return std::nullopt;
    const std::string hub = hubOf(board.path);
    Check check{.id = "board.link",
                .subject = board.port,
                .what = fmt::format("{} Mbit/s, {}", speed,
                                    hub.empty() ? "plugged into the computer itself"
                                                : "behind the hub at " + hub)};
    if (const std::size_t others = neighbours(around, board); others > 0)
        check.what +=
            fmt::format(", which {} other board{} too", others, others == 1 ? " uses" : "s use");
    if (speed == kFullSpeed)
        check.what += ", about 1 MB/s of pictures";
    judgeSpeed(check, system, around, board, speed);
    judgePower(check, system, board);
    return check;
}

std::optional<Check> checkFirmware(const SeenBoard& board, const Check& busy,
                                   const Options& options)
{
    if (!runs(board))
        return std::nullopt;
    Check check{.id = "board.firmware", .subject = board.port, .state = State::Skipped, .what = {}};
    if (!options.firmware) {
        check.what = "Its firmware was not asked for its version";
        check.fix = "omv doctor --ask does it";
        return check;
    }
    if (busy.state == State::Warning) {
        check.what = "Its firmware was not asked: another program uses it";
        return check;
    }
    const auto version = options.firmware(board.port);
    if (version) {
        check.state = State::Ok;
        check.what = "Firmware " + *version;
        return check;
    }
    check.state = State::Problem;
    check.what = version.error().what;
    check.why = version.error().why;
    check.fix = version.error().fix;
    return check;
}

}  // namespace omv::flasher::doctor
