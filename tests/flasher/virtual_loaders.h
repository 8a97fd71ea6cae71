// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>
#include <openmv/discovery.h>
#include <openmv/flasher/simulated.h>

#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "firmware-flasher/src/dfu_loader.h"
#include "firmware-flasher/src/dfuse_loader.h"
#include "firmware-flasher/src/kboot_loader.h"
#include "firmware-flasher/src/usb_describe.h"
#include "firmware-flasher/src/usbip_client.h"
#include "protocol/loader/alif_host.h"
#include "protocol/loader/kboot_host.h"
#include "protocol/loader/legacy_cdc_host.h"
#include "protocol/loader/sdp_host.h"
#include "tests/flasher/images.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"
#include "tests/support/path_watch.h"
#include "tests/support/usbip_host.h"
#include "tests/support/vcam_process.h"

namespace omv::test {

using namespace omv::flasher;
using namespace std::chrono_literals;
using omv::protocol::Bytes;
using omv::protocol::Duration;
using omv::protocol::MutableBytes;
namespace alif = omv::protocol::loader::alif;
namespace kboot = omv::protocol::loader::kboot;
namespace legacy = omv::protocol::loader::legacy_cdc;
namespace sdp = omv::protocol::loader::sdp;

inline constexpr auto kLongest = 60s;
inline constexpr int kTries = 10;
using Clock = std::chrono::steady_clock;

struct Usb {
    std::uint16_t vendor;
    std::uint16_t product;
};
inline constexpr Usb kStRom{0x0483, 0xDF11};
inline constexpr Usb kImxRom{0x1FC9, 0x0135};
inline constexpr Usb kImxLoader{0x15A2, 0x0073};
inline constexpr Usb kThermal{0x37C5, 0x1205};
inline constexpr Usb kThermalDfu{0x37C5, 0x9205};
inline constexpr Usb kRt{0x37C5, 0x1060};
inline constexpr Usb kAe3{0x37C5, 0x16E3};
inline constexpr Usb kAe3Dfu{0x37C5, 0x96E3};

/// A terminal.
class Terminal final : public ByteStream {
public:
    explicit Terminal(const std::string& path)
        : m_fd(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
    {
    }
    ~Terminal() override { ::close(m_fd); }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

protected:
    Answer write(Bytes bytes, Duration limit) override
    {
        std::size_t done = 0;
        while (done < bytes.size() && wait(POLLOUT, limit)) {
            const ssize_t sent = ::write(m_fd, bytes.data() + done, bytes.size() - done);
            if (sent < 0)
                return {Outcome::Gone, done};
            done += static_cast<std::size_t>(sent);
        }
        return {done == bytes.size() ? Outcome::Ok : Outcome::Timeout, done};
    }
    Answer read(MutableBytes bytes, Duration limit) override
    {
        std::size_t done = 0;
        while (done < bytes.size() && wait(POLLIN, limit)) {
            const ssize_t got = ::read(m_fd, bytes.data() + done, bytes.size() - done);
            if (got <= 0)
                return {Outcome::Gone, done};
            done += static_cast<std::size_t>(got);
        }
        return {Outcome::Ok, done};
    }
    Answer setBaud(std::uint32_t) override { return {}; }
    Answer discard() override
    {
        ::tcflush(m_fd, TCIFLUSH);
        return {};
    }

private:
    bool wait(short events, Duration limit) const
    {
        pollfd waiting{m_fd, events, 0};
        return ::poll(&waiting, 1, static_cast<int>((limit + 999) / 1000)) > 0;
    }

    int m_fd;
};

struct Virtual {
    /// `folder`: where it keeps its memories; empty: nowhere, which is much faster.
    Virtual(const std::string& id, const std::string& folder, std::vector<std::string> more = {})
        : board(flashBoardOf(id))
        , environment("OPENMV_DATA_DIR", std::string(OMV_SOURCE_DIR) + "/resources")
    {
        more.insert(more.end(), {"--board", id, "--usbip", "--limits=off"});
        if (!folder.empty())
            more.insert(more.end(), {"--state", folder});
        process = std::make_unique<VcamProcess>(more);
        INFO(process->problem());
        REQUIRE(process->ok());
    }

    bool shows(Usb usb) const
    {
        return UsbIpHost::waitFor(process->usbIp(), usb.vendor, usb.product);
    }

    /// One that is there for a moment after a reset only: a busy computer may miss it.
    bool showsAtReset(Usb usb) const
    {
        for (int i = 0; i < kTries; ++i) {
            if (UsbIpHost::waitFor(process->usbIp(), usb.vendor, usb.product, 3s))
                return true;
            reset();
        }
        return false;
    }

    /// Null: it is gone again.
    std::unique_ptr<UsbIpDevice> tryTake() const
    {
        const auto server = UsbIpAddress::parse(process->usbIp());
        REQUIRE(server);
        auto device = UsbIpDevice::import(*server, "1-1", 5s);
        if (!device)
            return nullptr;
        const Setup configure{0x00, 9, 1, 0, 0};
        if ((*device)->control(configure, {}, {}, 5'000'000).outcome != Outcome::Ok)
            return nullptr;
        return std::move(*device);
    }

    std::unique_ptr<UsbIpDevice> take(Usb usb) const
    {
        REQUIRE(shows(usb));
        auto device = tryTake();
        REQUIRE(device);
        return device;
    }

    std::unique_ptr<Pipe> reports(Usb usb) const
    {
        const bool rom = usb.vendor == kImxRom.vendor;
        return std::make_unique<UsbIpHidReports>(take(usb),
                                                 UsbIpHidReports::Endpoints{0, 1, rom ? 0U : 2U});
    }

    /// The RT1062's resident loader, kept from leaving.
    std::unique_ptr<LoaderSession> claim() const
    {
        for (int i = 0; i < kTries; ++i, reset()) {
            if (!UsbIpHost::waitFor(process->usbIp(), kImxLoader.vendor, kImxLoader.product, 3s))
                continue;
            auto device = tryTake();
            if (!device)
                continue;
            auto session = KbootLoader::open(std::make_unique<UsbIpHidReports>(
                std::move(device), UsbIpHidReports::Endpoints{0, 1, 2}));
            if (session)
                return std::move(*session);
        }
        FAIL("it cannot be claimed");
        return nullptr;
    }

    /// OpenMV's bootloader, kept from leaving.
    std::unique_ptr<LoaderSession> bootloader(Usb usb) const
    {
        for (int i = 0; i < kTries; ++i, reset()) {
            if (!UsbIpHost::waitFor(process->usbIp(), usb.vendor, usb.product, 3s))
                continue;
            auto device = tryTake();
            if (!device)
                continue;
            auto pipe = std::make_unique<UsbIpControlPipe>(std::move(device));
            const auto target = describeDfu(*pipe);
            if (!target)
                continue;
            if (auto session = DfuLoader::open(std::move(pipe), *target))
                return std::move(*session);
        }
        FAIL("it cannot be held");
        return nullptr;
    }

    void control(const std::string& request) const
    {
        CHECK(process->control(request).find("\"ok\":true") != std::string::npos);
    }
    void setRecovery(bool on) const
    {
        control(on ? R"({"cmd":"recovery","on":true})" : R"({"cmd":"recovery","on":false})");
    }
    void reset() const { control(R"({"cmd":"reset"})"); }

    /// The version that the firmware reports, once it runs.
    FirmwareVersion runs() const
    {
        for (const auto deadline = Clock::now() + kLongest; Clock::now() < deadline;) {
            if (auto camera = omv::Camera::open(process->pty()))
                return (*camera)->info().firmware;
            ::poll(nullptr, 0, 20);
        }
        return {};
    }

    std::vector<std::uint8_t> image(const std::string& file, const FirmwareVersion& version) const
    {
        for (const Image& each : simulatedRelease(board, version)) {
            if (each.name == file)
                return each.bytes;
        }
        FAIL(file);
        return {};
    }

    FlashBoard board;
    ScopedEnv environment;
    std::unique_ptr<VcamProcess> process;
};

/// As it is announced.
inline omv::CameraInfo announced(const Virtual& board)
{
    const auto cameras = omv::listCameras();
    REQUIRE(cameras);
    for (const omv::CameraInfo& each : *cameras) {
        if (each.pid == board.process->pid())
            return each;
    }
    FAIL("it is not announced");
    return {};
}

template<class Job, class... Arguments>
omv::protocol::loader::Fault runs(Pipe& pipe, Arguments&&... arguments)
{
    Job job(std::forward<Arguments>(arguments)...);
    return run(job, pipe, {});
}

inline std::unique_ptr<LoaderSession> rom(const Virtual& board, std::string& name)
{
    auto pipe = std::make_unique<UsbIpControlPipe>(board.take(kStRom));
    const auto target = describeDfu(*pipe);
    REQUIRE(target);
    std::array<std::uint8_t, 255> text{};
    const Setup fourth{0x80, 6, 0x0304, 0x0409, text.size()};
    const Answer answer = pipe->device().control(fourth, {}, text, 5'000'000);
    for (std::size_t i = 2; i < answer.size; i += 2)
        name += static_cast<char>(text[i]);
    const auto map = omv::protocol::loader::MemoryMap::parse(name);
    REQUIRE(map);
    return std::make_unique<DfuseLoader>(std::move(pipe), *target, DfuseLoader::Maps{{0, *map}},
                                         0x08000000);
}

/// Overwrites what is in a memory, as the board is off.
inline void spoil(const std::string& folder, const std::string& memory, long at)
{
    std::fstream file(folder + "/memories/" + memory + ".bin",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at);
    file << "this was not here";
    REQUIRE(file.good());
}

}  // namespace omv::test
