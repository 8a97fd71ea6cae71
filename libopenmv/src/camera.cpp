// SPDX-License-Identifier: MIT
#include <openmv/camera.h>

#include <algorithm>

#include <fmt/format.h>

#include "libopenmv/src/camera_private.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/session_scripts.h"

namespace omv {

namespace {

using session::Callback;
using session::ConfigureStream;
using session::Session;
using Operation = std::unique_ptr<session::Operation>;

Error wentDown(const char* why)
{
    return makeError("OMV-E0212", "The connection is closed", why, "Open the camera again");
}

/// The largest size of about 4:3, both even, that fits the stream buffer at two bytes a pixel.
StreamOptions withRawSize(StreamOptions options, std::uint32_t streamBufferKb)
{
    constexpr std::uint64_t kHeader = 64;
    constexpr std::uint64_t kFallbackUnit = 80;  // 320x240
    if (options.rawWidth != 0)
        return options;
    std::uint64_t unit = kFallbackUnit;
    if (streamBufferKb > 0) {
        const std::uint64_t pixels = (streamBufferKb * std::uint64_t{1024} - kHeader) / 2;
        unit = 0;
        while ((unit + 2) * 4 * (unit + 2) * 3 <= pixels && unit < 4096)
            unit += 2;
    }
    options.rawWidth = static_cast<std::uint32_t>(unit * 4);
    options.rawHeight = static_cast<std::uint32_t>(unit * 3);
    return options;
}

std::optional<Error> scriptProblem(std::string_view script)
{
    const char* why = nullptr;
    if (script.empty())
        why = "It is empty";
    else if (script.find('\0') != std::string_view::npos)
        why = "It contains a zero byte";
    if (!why)
        return std::nullopt;
    return makeError("OMV-E0302", "Cannot run the script", why, "Send Python source text");
}

LatencyStatistics summary(const session::LatencyHistogram& histogram)
{
    using std::chrono::microseconds;
    return {histogram.count(), microseconds(histogram.quantile(0.5)),
            microseconds(histogram.quantile(0.99)), microseconds(histogram.longest())};
}

LinkStatistics merged(const Session& session, const CameraInbox& inbox,
                      const protocol::DeviceStats& device)
{
    const auto& host = session.link().stats();
    const auto& counters = session.counters();
    LinkStatistics all;
    all.packetsSent = host.packetsSent;
    all.packetsReceived = host.packetsReceived;
    all.bytesSent = host.bytesSent;
    all.bytesReceived = host.bytesReceived;
    all.damagedPackets = host.headerErrors + host.payloadErrors;
    all.sequenceErrors = host.sequenceErrors;
    all.retransmissions = host.retransmissions;
    all.timeouts = host.timeouts;
    all.resyncs = session.link().resyncs();
    all.events = host.events;
    all.frames = counters.frames;
    all.framesDropped = inbox.framesDropped();
    all.framesFailed = counters.framesFailed;
    all.textBytes = counters.textBytes;
    all.textLost = counters.textLost + inbox.textDropped();
    all.roundTrip = summary(session.roundTrips());
    all.frameLock = summary(session.lockTimes());
    all.deviceSent = device.sent;
    all.deviceReceived = device.received;
    all.deviceChecksumErrors = device.checksumErrors;
    all.deviceSequenceErrors = device.sequenceErrors;
    all.deviceRetransmissions = device.retransmissions;
    all.deviceTransportErrors = device.transportErrors;
    all.deviceEvents = device.sentEvents;
    return all;
}

std::vector<std::uint8_t> copyOf(std::span<const std::uint8_t> bytes)
{
    return {bytes.begin(), bytes.end()};
}

}  // namespace

std::string toString(const FirmwareVersion& version)
{
    return fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
}

Camera::Camera(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

Camera::~Camera() = default;

bool Camera::connected() const
{
    return !d->inbox.closed();
}

DeviceInfo Camera::info() const
{
    return d->info;
}

Status Camera::run(std::string_view script, CallOptions options)
{
    if (auto problem = scriptProblem(script))
        return Unexpected{*problem};
    return d->call<Done>("Cannot run the script", options,
                         [text = std::string(script)](Session&, Callback<Done> done) -> Operation {
                             return std::make_unique<session::RunScript>(text, std::move(done));
                         });
}

Status Camera::stop(CallOptions options)
{
    return d->call<Done>("Cannot stop the script", options,
                         [](Session&, Callback<Done> done) -> Operation {
                             return std::make_unique<session::StopScript>(std::move(done));
                         });
}

Result<bool> Camera::isRunning(CallOptions options)
{
    return d->call<bool>(
        "Cannot ask whether a script runs", options,
        [](Session&, Callback<bool> done) { return session::queryRunning(std::move(done)); });
}

Result<ScriptEnd> Camera::waitForScript(CallOptions options)
{
    if (auto error = d->wrongThread("Cannot wait for the script"))
        return Unexpected{*error};
    return d->inbox.waitForScript(waitLimit(options));
}

Result<std::string> Camera::readText(CallOptions options)
{
    if (auto error = d->wrongThread("Cannot read text"))
        return Unexpected{*error};
    return d->inbox.readText(waitLimit(options));
}

void Camera::onText(std::function<void(std::string_view)> callback)
{
    d->inbox.onText.set(std::move(callback));
    d->loop.nudge();
}

Status Camera::stream(const StreamOptions& wanted, CallOptions call)
{
    constexpr std::uint32_t kMostPixels = 32767;
    if ((wanted.rawWidth == 0) != (wanted.rawHeight == 0) || wanted.rawWidth > kMostPixels ||
        wanted.rawHeight > kMostPixels)
        return fail("OMV-E0209", "Cannot switch the stream",
                    fmt::format("{}x{} is not a size: both 0, or both 1 to {}", wanted.rawWidth,
                                wanted.rawHeight, kMostPixels));
    const StreamOptions options = withRawSize(wanted, d->info.streamBufferKb);
    ConfigureStream::Settings settings;
    settings.enabled = options.enabled;
    settings.raw = options.raw;
    settings.rawWidth = options.rawWidth;
    settings.rawHeight = options.rawHeight;
    const char* what = "Cannot switch the stream";
    return d->call<Done>(
        what, call, [settings, what](Session& session, Callback<Done> done) -> Operation {
            const auto finished = [&session, settings, done = std::move(done)](Status status) {
                if (status)
                    session.setStream(settings);
                done(std::move(status));
            };
            return std::make_unique<ConfigureStream>(settings, what, finished);
        });
}

Result<Frame> Camera::nextFrame(CallOptions options)
{
    if (auto error = d->wrongThread("Cannot take a frame"))
        return Unexpected{*error};
    return d->inbox.nextFrame(waitLimit(options));
}

void Camera::onFrame(std::function<void(const Frame&)> callback)
{
    d->inbox.onFrame.set(std::move(callback));
    d->loop.nudge();
}

Status Camera::selectSource(std::uint32_t chipId, CallOptions options)
{
    ConfigureStream::Settings settings;
    settings.modes = false;
    if (chipId != 0)
        settings.source = chipId;
    const char* what = "Cannot select the sensor";
    return d->call<Done>(
        what, options, [settings, what](Session& session, Callback<Done> done) -> Operation {
            const auto finished = [&session, settings, done = std::move(done)](Status status) {
                if (status)
                    session.setSource(settings.source);
                done(std::move(status));
            };
            return std::make_unique<ConfigureStream>(settings, what, finished);
        });
}

Result<std::vector<ChannelInfo>> Camera::channels(CallOptions options)
{
    using List = std::vector<ChannelInfo>;
    return d->call<List>("Cannot list the channels", options, [](Session&, Callback<List> done) {
        return session::queryChannels(std::move(done));
    });
}

Result<std::vector<std::uint8_t>> Camera::readChannel(std::string_view channel, CallOptions options)
{
    using Data = std::vector<std::uint8_t>;
    return d->call<Data>("Cannot read the channel", options,
                         [name = std::string(channel)](Session&, Callback<Data> done) -> Operation {
                             return std::make_unique<session::ReadChannel>(name, std::nullopt,
                                                                           std::move(done));
                         });
}

Result<std::vector<std::uint8_t>> Camera::readChannel(std::string_view channel,
                                                      std::uint32_t offset, std::uint32_t length,
                                                      CallOptions options)
{
    using Data = std::vector<std::uint8_t>;
    const session::ReadChannel::Range range{offset, length};
    return d->call<Data>(
        "Cannot read the channel", options,
        [name = std::string(channel), range](Session&, Callback<Data> done) -> Operation {
            return std::make_unique<session::ReadChannel>(name, range, std::move(done));
        });
}

Status Camera::writeChannel(std::string_view channel, std::span<const std::uint8_t> data,
                            CallOptions options)
{
    return d->call<Done>("Cannot write the channel", options,
                         [name = std::string(channel),
                          bytes = copyOf(data)](Session&, Callback<Done> done) -> Operation {
                             return std::make_unique<session::WriteChannel>(name, bytes,
                                                                            std::move(done));
                         });
}

Status Camera::ioctlChannel(std::string_view channel, std::uint32_t request,
                            std::span<const std::uint8_t> arguments, CallOptions options)
{
    return d->call<Done>("Cannot control the channel", options,
                         [name = std::string(channel), request,
                          bytes = copyOf(arguments)](Session&, Callback<Done> done) {
                             return session::ioctlCall(name, request, bytes, std::move(done));
                         });
}

Result<std::vector<std::uint32_t>> Camera::channelShape(std::string_view channel,
                                                        CallOptions options)
{
    using Shape = std::vector<std::uint32_t>;
    return d->call<Shape>("Cannot read the shape of the channel", options,
                          [name = std::string(channel)](Session&, Callback<Shape> done) {
                              return session::queryShape(name, std::move(done));
                          });
}

void Camera::onEvent(std::function<void(const ChannelEvent&)> callback)
{
    d->inbox.onEvent.set(std::move(callback));
}

Result<std::vector<MemoryPool>> Camera::memory(CallOptions options)
{
    using Pools = std::vector<MemoryPool>;
    // Older protocols have no such request, and asking would cost a resync.
    if (d->info.protocol < FirmwareVersion{1, 0, 2})
        return fail("OMV-E0208", "Cannot read the memory statistics",
                    fmt::format("Protocol {} does not have them", toString(d->info.protocol)),
                    "Update the firmware");
    return d->call<Pools>(
        "Cannot read the memory statistics", options,
        [](Session&, Callback<Pools> done) { return session::queryMemory(std::move(done)); });
}

Result<LinkStatistics> Camera::statistics(CallOptions options)
{
    return d->call<LinkStatistics>("Cannot read the link statistics", options,
                                   [this](Session& session, Callback<LinkStatistics> done) {
                                       return session::queryStatistics(
                                           [&session, &inbox = d->inbox, done = std::move(done)](
                                               Result<protocol::DeviceStats> device) {
                                               if (device)
                                                   done(merged(session, inbox, *device));
                                               else
                                                   done(Unexpected{device.error()});
                                           });
                                   });
}

Status Camera::restart(bool intoBootloader, CallOptions options)
{
    const auto opcode = intoBootloader ? protocol::Opcode::SysBoot : protocol::Opcode::SysReset;
    const char* why =
        intoBootloader ? "The camera was sent into its bootloader" : "The camera was reset";
    return d->call<Done>(
        "Cannot reset the camera", options, [this, opcode, why](Session&, Callback<Done> done) {
            return session::restartCall(opcode, [this, why, done = std::move(done)](Status status) {
                if (status)
                    d->loop.closeSoon(wentDown(why));
                done(std::move(status));
            });
        });
}

Status Camera::reset(CallOptions options)
{
    return restart(false, std::move(options));
}

Status Camera::enterBootloader(CallOptions options)
{
    // Older bootloaders hang when they are entered by force; they wait after each reset anyway.
    constexpr FirmwareVersion kFirstGood{1, 0, 2};
    return restart(d->info.bootloader >= kFirstGood, std::move(options));
}

void Camera::onDisconnected(std::function<void(const Error&)> callback)
{
    d->loop.onDisconnected(std::move(callback));
}

}  // namespace omv
