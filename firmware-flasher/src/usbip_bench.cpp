// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/usbip_bench.h"

#include <openmv/discovery.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include <fmt/format.h>

#include "firmware-flasher/src/dfu_describe.h"
#include "firmware-flasher/src/dfu_loader.h"
#include "firmware-flasher/src/usbip_client.h"
#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using namespace std::chrono_literals;
using protocol::usbip::Device;

constexpr auto kListTime = 1s;
constexpr auto kImportTime = 5s;
constexpr auto kCameraTime = 5s;
constexpr protocol::Duration kConfigureLimit = 5 * protocol::kSecond;
constexpr std::uint8_t kSetConfiguration = 9;  // USB 2.0, 9.4.7

class UsbIpBench final : public Bench {
public:
    UsbIpBench(UsbIpAddress server, std::string address, const FlashBoard& board)
        : m_server(std::move(server))
        , m_address(std::move(address))
        , m_board(board)
    {
    }

    Sight look() override
    {
        if (findLoader())
            return {State::InLoader, m_board.loader(LoaderKind::OpenMvDfu)->name};
        return {runningPort().empty() ? State::Absent : State::Running};
    }
    Status askForLoader() override;
    Result<std::unique_ptr<LoaderSession>> openLoader(const Loader& loader) override;
    Result<FirmwareVersion> readVersion() override;

    std::chrono::microseconds now() override
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
    void sleep(std::chrono::microseconds time, const std::stop_token& cancel) override
    {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        changed.wait_for(lock, cancel, time, [] { return false; });
    }

private:
    std::optional<Device> findLoader() const;
    std::string runningPort() const;
    Result<std::unique_ptr<Camera>> openCamera() const;

    UsbIpAddress m_server;
    std::string m_address;
    const FlashBoard& m_board;
};

std::optional<Device> UsbIpBench::findLoader() const
{
    const auto devices = listUsbIp(m_server, kListTime);
    if (!devices)
        return std::nullopt;
    const Loader* loader = m_board.loader(LoaderKind::OpenMvDfu);
    for (const Device& each : *devices) {
        const UsbId id{each.vendor, each.product};
        if (loader &&
            std::find(loader->usbIds.begin(), loader->usbIds.end(), id) != loader->usbIds.end())
            return each;
    }
    return std::nullopt;
}

std::string UsbIpBench::runningPort() const
{
    const auto cameras = listCameras();
    if (!cameras)
        return {};
    for (const CameraInfo& each : *cameras) {
        if (each.usbIp == m_address)
            return each.port;
    }
    return {};
}

Result<std::unique_ptr<Camera>> UsbIpBench::openCamera() const
{
    const std::string port = runningPort();
    if (port.empty())
        return fail("OMV-E0715", "The camera is not there", m_address + " has no running camera");
    Camera::Options options;
    options.connectTimeout = kCameraTime;
    return Camera::open(port, options);
}

Status UsbIpBench::askForLoader()
{
    auto camera = openCamera();
    if (!camera)
        return Unexpected{camera.error()};
    return (*camera)->enterBootloader({.timeout = kCameraTime});
}

Result<FirmwareVersion> UsbIpBench::readVersion()
{
    auto camera = openCamera();
    if (!camera)
        return Unexpected{camera.error()};
    return (*camera)->info().firmware;
}

Result<std::unique_ptr<LoaderSession>> UsbIpBench::openLoader(const Loader&)
{
    const auto found = findLoader();
    if (!found)
        return fail("OMV-E0715", "The board's loader is no longer there", m_address,
                    "Plug the board in again");
    auto device = UsbIpDevice::import(m_server, found->busId.data(), kImportTime);
    if (!device)
        return Unexpected{device.error()};
    // The host of a device that is imported is this program.
    (*device)->control({0x00, kSetConfiguration, 1, 0, 0}, {}, {}, kConfigureLimit);
    auto pipe = std::make_unique<UsbIpControlPipe>(std::move(*device));
    const auto target = describeDfu(*pipe);
    if (!target)
        return Unexpected{target.error()};
    return DfuLoader::open(std::move(pipe), *target);
}

}  // namespace

Result<std::unique_ptr<Bench>> openUsbIpBench(const std::string& address, const FlashBoard& board)
{
    auto server = UsbIpAddress::parse(address);
    if (!server)
        return Unexpected{server.error()};
    const std::string full = fmt::format("usbip:{}:{}", server->host, server->port);
    return std::unique_ptr<Bench>(new UsbIpBench(std::move(*server), full, board));
}

}  // namespace omv::flasher
