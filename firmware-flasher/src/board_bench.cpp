// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/board_bench.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "firmware-flasher/src/open_session.h"
#include "firmware-flasher/src/serial_pipe.h"
#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using namespace std::chrono_literals;

constexpr auto kCameraTime = 5s;

bool isLoader(const Loader& loader, const UsbDevice& device)
{
    const auto& ids = loader.usbIds;
    const auto& serials = loader.usbSerials;
    return std::find(ids.begin(), ids.end(), device.id) != ids.end() &&
        (serials.empty() ||
         std::find(serials.begin(), serials.end(), device.serial) != serials.end());
}

class BoardBench final : public Bench {
public:
    BoardBench(std::unique_ptr<DeviceSource> source, const FlashBoard& board, std::string path)
        : m_source(std::move(source))
        , m_board(board)
        , m_path(std::move(path))
    {
    }

    Sight look() override;
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

    /// Where boards of this kind are now, in a loader or running.
    std::vector<std::string> places();

private:
    void pin(const std::string& path)
    {
        if (!m_source->isOneBoard())
            m_path = path;
    }
    struct Found {
        const Loader* loader;
        UsbDevice device;
    };
    std::vector<Found> loaders(const Loader* only = nullptr);
    std::vector<CameraInfo> cameras();
    std::optional<UsbDevice> touchable();
    Result<std::unique_ptr<Camera>> openCamera();

    std::unique_ptr<DeviceSource> m_source;
    FlashBoard m_board;
    std::string m_path;
};

std::vector<BoardBench::Found> BoardBench::loaders(const Loader* only)
{
    // One look for all of them: looking may be a connection over the network.
    std::vector<UsbId> ids;
    for (const Loader& loader : m_board.loaders)
        ids.insert(ids.end(), loader.usbIds.begin(), loader.usbIds.end());
    const auto devices = m_source->find(ids);
    std::vector<Found> found;
    for (const Loader& loader : m_board.loaders) {
        if (only && loader.name != only->name)
            continue;
        for (const UsbDevice& each : devices) {
            if ((m_path.empty() || each.path == m_path) && isLoader(loader, each))
                found.push_back({&loader, each});
        }
    }
    return found;
}

std::vector<CameraInfo> BoardBench::cameras()
{
    auto found = m_source->cameras(m_path);
    // At its place a board may run whatever was written; elsewhere it is known by its id only.
    if (m_path.empty())
        found.erase(
            std::remove_if(found.begin(), found.end(),
                           [this](const CameraInfo& each) { return each.boardId != m_board.id; }),
            found.end());
    return found;
}

std::vector<std::string> BoardBench::places()
{
    std::vector<std::string> all;
    if (m_source->isOneBoard())
        return all;
    std::set<std::string> paths;
    for (const Found& each : loaders()) {
        if (paths.insert(each.device.path).second)
            all.push_back("usb:" + each.device.path);
    }
    // One that changes just now is the same board.
    for (const CameraInfo& each : cameras()) {
        const std::string path = m_source->pathOf(each);
        if (path.empty() || paths.insert(path).second)
            all.push_back(each.port);
    }
    return all;
}

Bench::Sight BoardBench::look()
{
    if (const auto found = loaders(); !found.empty()) {
        pin(found.front().device.path);
        return {State::InLoader, found.front().loader->name, found.front().device.serial};
    }
    if (const auto sketch = touchable()) {
        pin(sketch->path);
        return {State::Running};
    }
    const auto running = cameras();
    if (running.empty())
        return {};
    if (m_path.empty())
        pin(m_source->pathOf(running.front()));
    return {State::Running};
}

Result<std::unique_ptr<Camera>> BoardBench::openCamera()
{
    const auto running = cameras();
    if (running.empty())
        return fail("OMV-E0715", "The camera is not there",
                    fmt::format("No running {} was found", m_board.name), "Plug it in");
    Camera::Options options;
    options.connectTimeout = kCameraTime;
    return Camera::open(running.front().port, options);
}

/// What an Arduino sketch shows: opened at 1200 baud it restarts into the bootloader.
std::optional<UsbDevice> BoardBench::touchable()
{
    for (const Loader& loader : m_board.loaders) {
        if (loader.touchUsbIds.empty())
            continue;
        for (UsbDevice& each : m_source->find(loader.touchUsbIds)) {
            if (m_path.empty() || each.path == m_path)
                return std::move(each);
        }
    }
    return std::nullopt;
}

Status BoardBench::askForLoader()
{
    if (const auto sketch = touchable()) {
        const auto port = m_source->serialPort(*sketch);
        return port ? touch1200(*port) : Status(Unexpected{port.error()});
    }
    auto camera = openCamera();
    if (!camera)
        return Unexpected{camera.error()};
    return (*camera)->enterBootloader({.timeout = kCameraTime});
}

Result<FirmwareVersion> BoardBench::readVersion()
{
    auto camera = openCamera();
    if (!camera)
        return Unexpected{camera.error()};
    return (*camera)->info().firmware;
}

Result<std::unique_ptr<LoaderSession>> BoardBench::openLoader(const Loader& loader)
{
    const auto found = loaders(&loader);
    if (found.empty())
        return fail("OMV-E0715", "The board's loader is no longer there",
                    m_path.empty() ? std::string() : fmt::format("It was at {}", m_path),
                    "Plug the board in again");
    return openSession(*m_source, found.front().device, *found.front().loader);
}

}  // namespace

Result<std::unique_ptr<Bench>> makeBoardBench(std::unique_ptr<DeviceSource> source,
                                              const FlashBoard& board, const std::string& path)
{
    auto bench = std::make_unique<BoardBench>(std::move(source), board, path);
    const auto places = bench->places();
    if (places.size() > 1)
        return fail("OMV-E0740", fmt::format("Several boards could be the {}", board.name),
                    fmt::format("They are at {}", fmt::join(places, ", ")),
                    fmt::format("Say which with -p, for example -p {}", places.front()));
    return std::unique_ptr<Bench>(std::move(bench));
}

}  // namespace omv::flasher
