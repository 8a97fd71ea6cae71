// SPDX-License-Identifier: MIT
#include <openmv/board.h>
#include <openmv/discovery.h>

#include <algorithm>
#include <cctype>
#include <iterator>

#include <fmt/format.h>

#include "libopenmv/src/camera_private.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/hardware_caps.h"
#include "libopenmv/src/port_spec.h"
#include "libopenmv/src/sim_process.h"

namespace omv {

namespace {

using session::Greeting;
using OpenedTransport = Result<std::unique_ptr<Transport>>;

constexpr const char* kNoCameraFix =
    "Plug a camera in with a data cable, or use a virtual one: -p sim:ae3";

std::string described(const CameraInfo& camera)
{
    std::string text = camera.port;
    if (!camera.boardName.empty())
        text += " " + camera.boardName;
    if (!camera.serial.empty())
        text += " serial:" + camera.serial;
    return text;
}

std::string described(const std::vector<CameraInfo>& cameras)
{
    std::string text;
    for (const CameraInfo& camera : cameras)
        text += (text.empty() ? "" : "; ") + described(camera);
    return text;
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    const auto same = [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

OpenedTransport openOnly()
{
    const auto cameras = listCameras();
    if (!cameras)
        return Unexpected{cameras.error()};
    if (cameras->empty())
        return fail("OMV-E0101", "No camera found", "No port has the USB id of a known board",
                    kNoCameraFix);
    if (cameras->size() > 1)
        return fail("OMV-E0102", "Several cameras are connected", described(*cameras),
                    fmt::format("Name one, for example -p {}", cameras->front().port));
    return openPty(cameras->front().port);
}

OpenedTransport openBySerial(const std::string& number)
{
    const auto cameras = listCameras();
    if (!cameras)
        return Unexpected{cameras.error()};
    std::vector<CameraInfo> found;
    std::copy_if(
        cameras->begin(), cameras->end(), std::back_inserter(found),
        [&number](const CameraInfo& camera) { return equalIgnoringCase(camera.serial, number); });
    if (found.size() > 1)
        return fail("OMV-E0102", fmt::format("Several cameras have the serial number {}", number),
                    described(found), fmt::format("Name one, for example -p {}", found[0].port));
    if (!found.empty())
        return openPty(found[0].port);
    return fail("OMV-E0116", fmt::format("No camera has the serial number {}", number),
                cameras->empty() ? "No camera is connected" : "There is: " + described(*cameras),
                cameras->empty() ? kNoCameraFix : "Check the number with omv list");
}

/// Opens what a port specification names.
struct Opener {
    std::chrono::milliseconds timeout;
    std::stop_token cancel;

    OpenedTransport operator()(AutoPort) const { return openOnly(); }
    OpenedTransport operator()(const SerialPortPath& port) const { return openPty(port.path); }
    OpenedTransport operator()(const SerialNumber& serial) const
    {
        return openBySerial(serial.number);
    }
    OpenedTransport operator()(const TcpPort& tcp) const
    {
        return openTcp(tcp.host, tcp.port, timeout);
    }
    OpenedTransport operator()(const SimulatedPort& port) const
    {
        return openSimulated(port, timeout, cancel);
    }
};

session::LinkOptions linkOptions(const Camera::Options& options, const Transport& transport)
{
    session::LinkOptions link;
    link.wanted.ack = options.acknowledge.value_or(!transport.isReliable());
    link.wanted.maxPayload = std::max(options.maxPayload, protocol::kMinMaxPayload);
    link.replyTimeout =
        std::max<std::int64_t>(options.replyTimeout.count(), 1) * protocol::kMillisecond;
    return link;
}

FirmwareVersion versionOf(const protocol::Version& version)
{
    return {version.major, version.minor, version.patch};
}

void nameBoard(DeviceInfo& info)
{
    const auto database = BoardDatabase::load();
    const Board* board = database ? database->byUsbId({info.usbVendor, info.usbProduct}) : nullptr;
    if (!board)
        return;
    info.boardId = board->id;
    info.boardName = board->name;
}

DeviceInfo infoFrom(const Greeting& greeting, const std::string& port)
{
    const auto& system = greeting.system;
    DeviceInfo info;
    info.port = port;
    info.serial = fmt::format("{:08X}{:08X}{:08X}", system.deviceId[0], system.deviceId[1],
                              system.deviceId[2]);
    info.usbVendor = static_cast<std::uint16_t>(system.usbId >> 16);
    info.usbProduct = static_cast<std::uint16_t>(system.usbId);
    info.cpuId = system.cpuId;
    for (const std::uint32_t id : system.sensorIds) {
        if (id == 0)
            continue;
        info.sensorIds.push_back(id);
        info.sensorNames.push_back(sensorName(id));
    }
    info.hardwareCaps = system.hardwareCaps[0];
    info.hardwareCapNames = hardwareCapNames(system.hardwareCaps[0]);
    info.frameBufferKb = system.frameBufferKb;
    info.streamBufferKb = system.streamBufferKb;
    info.protocol = versionOf(greeting.versions.protocol);
    info.bootloader = versionOf(greeting.versions.bootloader);
    info.firmware = versionOf(greeting.versions.firmware);
    nameBoard(info);
    return info;
}

/// What the first exchange tells.
struct Introduction {
    Greeting greeting;
    std::uint16_t maxPayload = 0;
};

}  // namespace

Camera::Private::Private(std::unique_ptr<Transport> transport, const Camera::Options& options)
    : inbox(options)
    , loop(std::move(transport), linkOptions(options, *transport), inbox)
{
}

std::optional<Error> Camera::Private::wrongThread(const char* what) const
{
    if (!loop.isThisThread())
        return std::nullopt;
    return makeError("OMV-E0206", what, "It was called from one of the camera's own callbacks",
                     "Call it from another thread");
}

Status Camera::Private::greet(const std::string& port, const Camera::Options& options)
{
    const CallOptions limit{options.connectTimeout, options.cancel};
    auto introduction = call<Introduction>(
        "Cannot connect", limit,
        [port](session::Session& session,
               session::Callback<Introduction> done) -> std::unique_ptr<session::Operation> {
            const auto greeted = [&session, done = std::move(done)](Result<Greeting> greeting) {
                if (greeting)
                    done(Introduction{*greeting, session.link().caps().maxPayload});
                else
                    done(Unexpected{greeting.error()});
            };
            return std::make_unique<session::Greet>(port, greeted);
        });
    if (!introduction)
        return Unexpected{introduction.error()};
    info = infoFrom(introduction->greeting, port);
    info.maxPayload = introduction->maxPayload;
    return Done{};
}

Result<std::unique_ptr<Transport>>
openPort(std::string_view port, std::chrono::milliseconds timeout, std::stop_token cancel)
{
    const auto spec = parsePortSpec(port);
    if (!spec)
        return Unexpected{spec.error()};
    return std::visit(Opener{timeout, std::move(cancel)}, *spec);
}

Result<std::unique_ptr<Camera>> Camera::open(std::string_view port, Options options)
{
    auto transport = openPort(port, options.connectTimeout, options.cancel);
    if (!transport)
        return Unexpected{transport.error()};
    return open(*std::move(transport), std::move(options));
}

Result<std::unique_ptr<Camera>> Camera::open(std::string_view port)
{
    return open(port, Options());
}

Result<std::unique_ptr<Camera>> Camera::open(std::unique_ptr<Transport> transport, Options options)
{
    if (!transport)
        return fail("OMV-E0209", "Cannot open the camera", "The transport is null");
    const std::string port = transport->description();
    auto camera = std::make_unique<Private>(std::move(transport), options);
    if (const Status greeted = camera->greet(port, options); !greeted)
        return Unexpected{greeted.error()};
    return std::unique_ptr<Camera>(new Camera(std::move(camera)));
}

}  // namespace omv
