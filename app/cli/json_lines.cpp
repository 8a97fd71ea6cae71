// SPDX-License-Identifier: MIT
#include "app/cli/json_lines.h"

#include "app/cli/text_tools.h"

#include <cmath>

#include <fmt/format.h>

namespace omv::cli::json {

namespace {

std::string usbText(std::uint16_t vendor, std::uint16_t product)
{
    return vendor == 0 && product == 0 ? std::string()
                                       : fmt::format("{:04x}:{:04x}", vendor, product);
}

std::string_view charsOf(std::span<const std::uint8_t> data)
{
    return {reinterpret_cast<const char*>(data.data()), data.size()};
}

/// Two digits are as good as a frame rate gets.
double rounded(float fps)
{
    return std::isfinite(fps) ? std::round(static_cast<double>(fps) * 100) / 100 : 0;
}

/// Seconds to the millisecond.
double milliseconds(double seconds)
{
    return std::round(seconds * 1000) / 1000;
}

Object errorObject(const Error& error)
{
    return {{"id", error.id}, {"what", error.what}, {"why", error.why}, {"fix", error.fix}};
}

}  // namespace

std::string toLine(const Object& object)
{
    return object.dump(-1, ' ', false, Object::error_handler_t::replace);
}

Object hello(std::string_view version)
{
    return {{"type", "hello"}, {"schema", kSchema}, {"tool", "omv"}, {"version", version}};
}

Object result(const Outcome& outcome)
{
    Object line{{"type", "result"}, {"ok", outcome.ok()}, {"exit", static_cast<int>(outcome.exit)}};
    if (outcome.error)
        line["error"] = errorObject(*outcome.error);
    return line;
}

Object help(std::string_view text)
{
    return {{"type", "help"}, {"text", text}};
}

Object print(std::string_view text)
{
    if (isUtf8(text))
        return {{"type", "print"}, {"text", text}};
    return {{"type", "print"}, {"bytes", base64(text)}};
}

Object frame(const Frame& frame, std::uint64_t number, const std::string& path)
{
    Object line{{"type", "frame"},
                {"number", number},
                {"width", frame.width},
                {"height", frame.height},
                {"format", name(frame.format)},
                {"size", frame.data().size()},
                {"fps", rounded(frame.deviceFps)}};
    if (!path.empty())
        line["path"] = path;
    return line;
}

Object progress(std::string_view phase)
{
    return {{"type", "progress"}, {"phase", phase}};
}

Object connected(const DeviceInfo& info)
{
    Object line = progress("connected");
    line["port"] = info.port;
    line["board"] = info.boardId;
    return line;
}

Object camera(const CameraInfo& camera, std::string_view change)
{
    Object line{{"type", "camera"}};
    if (!change.empty())
        line["change"] = change;
    line["port"] = camera.port;
    line["kind"] = camera.kind == CameraInfo::Kind::Virtual ? "virtual" : "serial";
    line["state"] = "running";
    line["board"] = camera.boardId;
    line["name"] = camera.boardName;
    line["serial"] = camera.serial;
    line["usb"] = usbText(camera.usbId.vendor, camera.usbId.product);
    line["tcp"] = camera.tcp;
    line["drive"] = camera.drive;
    line["pid"] = camera.pid;
    return line;
}

Object board(const flasher::SeenBoard& board, std::string_view change)
{
    Object line{{"type", "board"}, {"state", name(board.state)}};
    if (!change.empty())
        line["change"] = change;
    line["port"] = board.port;
    line["boards"] = board.boards;
    line["name"] = board.name;
    line["serial"] = board.serial;
    line["usb"] = usbText(board.usbId.vendor, board.usbId.product);
    line["loader"] = board.loader;
    line["permitted"] = board.permitted;
    return line;
}

Object info(const DeviceInfo& info)
{
    Object sensors = Object::array();
    for (std::size_t i = 0; i < info.sensorIds.size(); ++i) {
        sensors.push_back({{"id", info.sensorIds[i]},
                           {"name", i < info.sensorNames.size() ? info.sensorNames[i] : ""}});
    }
    return {{"type", "info"},
            {"port", info.port},
            {"board", info.boardId},
            {"name", info.boardName},
            {"device_id", info.serial},
            {"usb", usbText(info.usbVendor, info.usbProduct)},
            {"firmware", toString(info.firmware)},
            {"protocol", toString(info.protocol)},
            {"bootloader", toString(info.bootloader)},
            {"cpu_id", info.cpuId},
            {"sensors", std::move(sensors)},
            {"caps", info.hardwareCapNames},
            {"frame_buffer_kb", info.frameBufferKb},
            {"stream_buffer_kb", info.streamBufferKb},
            {"max_payload", info.maxPayload}};
}

Object memory(const MemoryPool& pool)
{
    return {{"type", "memory"},
            {"kind", pool.kind},
            {"flags", pool.flags},
            {"total", pool.total},
            {"used", pool.used},
            {"free", pool.free},
            {"persistent", pool.persistent},
            {"peak", pool.peak}};
}

Object stats(const LinkStatistics& stats)
{
    const Object host{{"packets_sent", stats.packetsSent},
                      {"packets_received", stats.packetsReceived},
                      {"bytes_sent", stats.bytesSent},
                      {"bytes_received", stats.bytesReceived},
                      {"damaged_packets", stats.damagedPackets},
                      {"sequence_errors", stats.sequenceErrors},
                      {"retransmissions", stats.retransmissions},
                      {"timeouts", stats.timeouts},
                      {"resyncs", stats.resyncs},
                      {"events", stats.events},
                      {"frames", stats.frames},
                      {"frames_dropped", stats.framesDropped},
                      {"frames_failed", stats.framesFailed},
                      {"text_bytes", stats.textBytes},
                      {"text_lost", stats.textLost},
                      {"round_trips", stats.roundTrip.count},
                      {"round_trip_median_us", stats.roundTrip.median.count()},
                      {"round_trip_p99_us", stats.roundTrip.p99.count()},
                      {"round_trip_longest_us", stats.roundTrip.longest.count()},
                      {"frame_locks", stats.frameLock.count},
                      {"frame_lock_median_us", stats.frameLock.median.count()},
                      {"frame_lock_p99_us", stats.frameLock.p99.count()},
                      {"frame_lock_longest_us", stats.frameLock.longest.count()}};
    const Object device{{"packets_sent", stats.deviceSent},
                        {"packets_received", stats.deviceReceived},
                        {"checksum_errors", stats.deviceChecksumErrors},
                        {"sequence_errors", stats.deviceSequenceErrors},
                        {"retransmissions", stats.deviceRetransmissions},
                        {"transport_errors", stats.deviceTransportErrors},
                        {"events", stats.deviceEvents}};
    return {{"type", "stats"}, {"host", host}, {"device", device}};
}

Object link(const LinkRates& rates, const LinkQuality& quality, double elapsed)
{
    Object line{{"type", "link"},
                {"seconds", milliseconds(elapsed)},
                {"interval", milliseconds(rates.seconds)},
                {"bytes_in_per_s", std::round(rates.bytesIn)},
                {"bytes_out_per_s", std::round(rates.bytesOut)},
                {"packets_in_per_s", std::round(rates.packetsIn)},
                {"packets_out_per_s", std::round(rates.packetsOut)},
                {"frames_per_s", std::round(rates.frames * 100) / 100},
                {"text_bytes_per_s", std::round(rates.textBytes)}};
    const Object counts = stats(rates.counts);
    line["host"] = counts.at("host");
    line["device"] = counts.at("device");
    line["quality"] = quality.word;
    line["reason"] = quality.reason;
    return line;
}

Object channel(const ChannelInfo& channel)
{
    return {{"type", "channel"},
            {"id", channel.id},
            {"name", channel.name},
            {"readable", channel.readable},
            {"writable", channel.writable},
            {"lockable", channel.lockable},
            {"dynamic", channel.dynamic},
            {"flags", channel.flags}};
}

Object channelData(std::string_view channel, std::span<const std::uint8_t> data,
                   const std::string& path)
{
    Object line{{"type", "data"}, {"channel", channel}, {"size", data.size()}};
    if (path.empty())
        line["bytes"] = base64(charsOf(data));
    else
        line["path"] = path;
    return line;
}

Object stopped(bool wasRunning)
{
    return {{"type", "stopped"}, {"was_running", wasRunning}};
}

Object explanation(std::string_view id, std::string_view text)
{
    return {{"type", "explanation"}, {"id", id}, {"text", text}};
}

Object version(std::string_view tool, std::string_view library)
{
    return {{"type", "version"}, {"omv", tool}, {"libopenmv", library}};
}

Object check(std::string_view name, std::string_view title)
{
    return {{"type", "check"}, {"name", name}, {"title", title}};
}

Object check(std::string_view name, std::string_view title, std::string_view verdict,
             double seconds, std::string_view note)
{
    Object line = check(name, title);
    line["verdict"] = verdict;
    line["seconds"] = milliseconds(seconds);
    line["note"] = note;
    return line;
}

Object checksDone(std::size_t passed, std::size_t failed, std::size_t skipped, double seconds)
{
    return {{"type", "selftest"},
            {"passed", passed},
            {"failed", failed},
            {"skipped", skipped},
            {"seconds", milliseconds(seconds)}};
}

}  // namespace omv::cli::json
