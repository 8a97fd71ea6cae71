// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/control_commands.h"

#include "firmware/camera/imu_model.h"
#include "firmware/modules/display_screen.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace omv::vcam {

namespace {

using nlohmann::json;

json failure(const std::string& problem)
{
    return {{"ok", false}, {"error", problem}};
}

std::string text(const json& request, const char* key)
{
    const auto found = request.find(key);
    return found != request.end() && found->is_string() ? found->get<std::string>() : "";
}

json press(Peripherals& peripherals, const json& request, bool down)
{
    const std::string button = text(request, "button");
    if (!peripherals.press(button, down))
        return failure("there is no button \"" + button + "\"");
    return {{"ok", true}};
}

json setPin(Peripherals& peripherals, const json& request)
{
    const std::string pin = text(request, "pin");
    const json value = request.value("value", json());
    std::optional<bool> level;
    if (value.is_number_integer() || value.is_boolean())
        level = value.is_boolean() ? value.get<bool>() : value.get<int>() != 0;
    else if (!value.is_null())
        return failure("value must be 0, 1 or null");
    if (!peripherals.drive(pin, level))
        return failure("there is no pin \"" + pin + "\"");
    return {{"ok", true}};
}

json setAdc(Buses& buses, const json& request)
{
    const json volts = request.value("volts", json());
    if (!volts.is_number())
        return failure("volts must be a number");
    const double value = volts.get<double>();
    if (!(value >= 0 && value <= buses.adcVolts()))
        return failure(fmt::format("volts must be from 0 to {}, which the board's inputs can have",
                                   buses.adcVolts()));
    if (!buses.setVolts(text(request, "pin"), value))
        return failure("there is no analog input \"" + text(request, "pin") + "\"");
    return {{"ok", true}};
}

json wire(Peripherals& peripherals, const json& request, bool joined)
{
    const json pins = request.value("pins", json());
    if (!pins.is_array() || pins.size() != 2 || !pins[0].is_string() || !pins[1].is_string())
        return failure("pins must be the names of two pins");
    if (!peripherals.wire(pins[0].get<std::string>(), pins[1].get<std::string>(), joined))
        return failure("these are not two pins");
    return {{"ok", true}};
}

int number(const json& request, const char* key)
{
    const auto found = request.find(key);
    return found != request.end() && found->is_number_integer() ? found->get<int>() : -1;
}

json pulses(const Buses& buses)
{
    json all = json::object();
    for (const auto& [pin, pulse] : buses.pulses()) {
        const double duty = pulse.dutyNs * 1e-9 * pulse.frequency;
        all[pin] = {{"freq", pulse.frequency},
                    {"duty_ns", pulse.dutyNs},
                    {"duty_u16", static_cast<int>(duty * 65535 + 0.5)}};
    }
    return {{"ok", true}, {"pwm", all}};
}

std::string toHex(std::string_view bytes)
{
    std::string hex;
    for (const char byte : bytes)
        hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return hex;
}

/// Nothing: that is no hex.
std::optional<std::string> fromHex(std::string_view hex)
{
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
        unsigned value = 0;
        const char* const end = hex.data() + at + 2;
        if (std::from_chars(hex.data() + at, end, value, 16).ptr != end)
            return std::nullopt;
        bytes += static_cast<char>(value);
    }
    return hex.size() % 2 == 0 ? std::optional(bytes) : std::nullopt;
}

json uart(Buses& buses, const json& request, bool writes)
{
    const int id = number(request, "id");
    json reply = {{"ok", true}};
    if (writes) {
        const auto bytes = fromHex(text(request, "hex"));
        if (!bytes)
            return failure("hex must be pairs of digits");
        if (!buses.uartType(id, *bytes + text(request, "text")))
            return failure("there is no such UART");
        return reply;
    }
    const auto sent = buses.uartSent(id);
    if (!sent)
        return failure("there is no such UART");
    reply["text"] = *sent;
    reply["hex"] = toHex(*sent);
    return reply;
}

json i2c(Buses& buses, const json& request)
{
    if (request.contains("bus")) {
        const std::string problem =
            buses.attach(number(request, "bus"), number(request, "address"), text(request, "kind"));
        if (!problem.empty())
            return failure(problem);
    }
    json devices = json::array();
    for (const auto& device : buses.attached())
        devices.push_back(
            {{"bus", device.bus}, {"address", device.address}, {"kind", device.kind}});
    return {{"ok", true}, {"devices", devices}};
}

json asJson(const CanFrame& frame)
{
    const std::string_view data(reinterpret_cast<const char*>(frame.data), frame.size);
    return {{"id", frame.id},
            {"data", toHex(data)},
            {"extended", (frame.flags & OMV_CAN_EXTENDED) != 0},
            {"remote", (frame.flags & OMV_CAN_REMOTE) != 0}};
}

/// The frame of a request; nothing: it is none.
std::optional<CanFrame> canFrame(const json& request)
{
    const auto data = fromHex(text(request, "data"));
    const auto id = request.find("id");
    if (!data || data->size() > OMV_CAN_BYTES || id == request.end() || !id->is_number_unsigned())
        return std::nullopt;
    const bool extended = request.value("extended", json()) == true;
    CanFrame frame{};
    if (*id >= (extended ? 1U << 29 : 1U << 11))
        return std::nullopt;
    frame.id = id->get<std::uint32_t>();
    frame.flags = (extended ? OMV_CAN_EXTENDED : 0) |
        (request.value("remote", json()) == true ? OMV_CAN_REMOTE : 0);
    frame.size = data->size();
    std::copy(data->begin(), data->end(), frame.data);
    return frame;
}

json can(Buses& buses, const json& request)
{
    CanBus* bus = buses.can(number(request, "bus"));
    if (!bus)
        return failure("there is no such CAN bus");
    if (request.contains("partner")) {
        const auto partner = canPartner(text(request, "partner"));
        if (!partner)
            return failure("partner must be none, quiet or echo");
        bus->setPartner(*partner);
    }
    if (request.contains("id")) {
        const auto frame = canFrame(request);
        if (!frame)
            return failure("that is no CAN frame");
        bus->inject(*frame);
    }
    json sent = json::array();
    for (const CanFrame& frame : bus->sent())
        sent.push_back(asJson(frame));
    return {{"ok", true}, {"partner", toString(bus->partner())}, {"sent", sent}};
}

json hdmi(Monitor& monitor, bool fitted, const json& request)
{
    if (!fitted)
        return failure("the board has no HDMI socket");
    const json connected = request.value("connected", json());
    if (connected.is_boolean())
        monitor.plug(connected.get<bool>());
    else if (!connected.is_null())
        return failure("connected must be true or false");
    if (request.contains("cec")) {
        const auto bytes = fromHex(text(request, "cec"));
        if (!bytes || !monitor.inject({bytes->begin(), bytes->end()}))
            return failure("that is no CEC frame, or nothing is connected");
    }
    json sent = json::array();
    for (const Monitor::Frame& frame : monitor.sent())
        sent.push_back(toHex({reinterpret_cast<const char*>(frame.data()), frame.size()}));
    return {{"ok", true}, {"connected", monitor.connected()}, {"sent", sent}};
}

json moveSwitch(const std::function<void(bool on)>& set, const json& request)
{
    const json on = request.value("on", json());
    if (!on.is_boolean())
        return failure("on must be true or false");
    if (!set)
        return failure("the board's loaders are not played: start it with --usbip");
    set(on.get<bool>());
    return {{"ok", true}};
}

json linkStatistics(const DeviceStatistics& statistics)
{
    const protocol::DeviceStats& link = statistics.link;
    return {{"ok", true},
            {"attached", statistics.attached},
            {"connected", statistics.connected},
            {"script_running", statistics.scriptRunning},
            {"soft_reboots", statistics.softReboots},
            {"sent", link.sent},
            {"received", link.received},
            {"checksum_errors", link.checksumErrors},
            {"sequence_errors", link.sequenceErrors},
            {"retransmissions", link.retransmissions},
            {"transport_errors", link.transportErrors},
            {"sent_events", link.sentEvents}};
}

json truthOf(const ControlCommands& commands, const json& request)
{
    std::optional<std::uint32_t> frame;
    if (const auto wanted = request.find("frame"); wanted != request.end()) {
        if (!wanted->is_number_unsigned() ||
            wanted->get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max())
            return failure("frame must be a whole number from 0 to 4294967295");
        frame = wanted->get<std::uint32_t>();
    }
    const std::string truth = commands.sceneTruth ? commands.sceneTruth(frame) : std::string();
    if (truth.empty())
        return failure("the scene has no ground truth");
    return {{"ok", true}, {"truth", json::parse(truth, nullptr, false)}};
}

// Takes three numbers over; false when they are something else.
bool takeAxes(const json& request, const char* key, firmware::ImuModel::Axes& axes)
{
    const auto found = request.find(key);
    if (found == request.end())
        return true;
    if (!found->is_array() || found->size() != axes.size())
        return false;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (!(*found)[i].is_number())
            return false;
        axes[i] = (*found)[i].get<float>();
    }
    return true;
}

json moveBoard(firmware::ImuModel* imu, const json& request)
{
    if (!imu)
        return failure("the board has no motion sensor");
    firmware::ImuModel::Motion motion = imu->motion();
    if (!takeAxes(request, "acceleration_mg", motion.accelerationMg))
        return failure("acceleration_mg must be three numbers");
    if (!takeAxes(request, "angular_rate_mdps", motion.angularRateMdps))
        return failure("angular_rate_mdps must be three numbers");
    if (const auto celsius = request.find("temperature_c"); celsius != request.end()) {
        if (!celsius->is_number())
            return failure("temperature_c must be a number");
        motion.temperatureC = celsius->get<float>();
    }
    imu->move(motion);
    return {{"ok", true},
            {"acceleration_mg", motion.accelerationMg},
            {"angular_rate_mdps", motion.angularRateMdps},
            {"temperature_c", motion.temperatureC}};
}

// The picture goes into a file that the asker names: replies are short.
json showDisplay(const firmware::Screen* screen, const json& request)
{
    if (!screen || !screen->isOpen())
        return failure("no script has opened a display");
    const firmware::Screen::State state = screen->state();
    json reply = {{"ok", true},
                  {"kind", state.kind},
                  {"width", state.width},
                  {"height", state.height},
                  {"on", state.on},
                  {"backlight", state.backlight},
                  {"frames", state.frames}};
    const std::string path = text(request, "file");
    if (path.empty())
        return reply;
    const std::vector<std::uint8_t> png = screen->png();
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    if (png.empty() || !file.flush())
        return failure("cannot write " + path);
    reply["file"] = path;
    return reply;
}

}  // namespace

std::string ControlCommands::handle(const std::string& line)
{
    const json request = json::parse(line, nullptr, false);
    if (!request.is_object())
        return failure("a request is one JSON object in one line").dump();
    const std::string command = text(request, "cmd");
    json reply = {{"ok", true}};
    if (command == "leds") {
        reply["leds"] = m_peripherals.leds();
    } else if (command == "pins") {
        reply["pins"] = m_peripherals.levels();
    } else if (command == "press" || command == "release") {
        reply = press(m_peripherals, request, command == "press");
    } else if (command == "set-pin") {
        reply = setPin(m_peripherals, request);
    } else if (command == "set-adc") {
        reply = setAdc(m_buses, request);
    } else if (command == "wire" || command == "unwire") {
        reply = wire(m_peripherals, request, command == "wire");
    } else if (command == "pwm") {
        reply = pulses(m_buses);
    } else if (command == "dac") {
        reply["volts"] = m_buses.dacVolts();
    } else if (command == "uart-write" || command == "uart-read") {
        reply = uart(m_buses, request, command == "uart-write");
    } else if (command == "i2c") {
        reply = i2c(m_buses, request);
    } else if (command == "can") {
        reply = can(m_buses, request);
    } else if (command == "hdmi") {
        const auto& modules = m_setup.settings.modules;
        const bool fitted = std::find(modules.begin(), modules.end(), "tfp410") != modules.end();
        reply = hdmi(m_buses.monitor, fitted, request);
    } else if (command == "unplug" || command == "replug") {
        m_loop.plug(command == "replug");
        if (onCable)
            onCable(command == "replug");
    } else if (command == "recovery") {
        reply = moveSwitch(setRecovery, request);
    } else if (command == "reset") {
        m_scripts.requestPower(Power::Reset);
    } else if (command == "power-off") {
        m_loop.quit();
    } else if (command == "stats") {
        reply = linkStatistics(m_loop.statistics());
    } else if (command == "info") {
        reply["board"] = m_setup.board.id;
        reply["serial"] = m_setup.serial;
        reply["seed"] = m_setup.settings.seed;
    } else if (command == "truth") {
        reply = truthOf(*this, request);
    } else if (command == "imu") {
        reply = moveBoard(imu, request);
        if (imu && onMoved)
            onMoved(imu->motion());
    } else if (command == "display") {
        reply = showDisplay(screen, request);
    } else {
        reply = failure("unknown command \"" + command + "\"");
    }
    return reply.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace omv::vcam
