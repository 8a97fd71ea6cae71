// SPDX-License-Identifier: MIT
// How long the host lets a secure enclave wait, and what many boards at once cost.
//   flash_speed isp [BYTES]
//   flash_speed boards [N]
#include <openmv/flasher/bench.h>
#include <openmv/flasher/simulated.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "firmware-flasher/src/alif_loader.h"
#include "firmware-flasher/src/serial_pipe.h"
#include "firmware/core/loaders/alif_se.h"
#include "tests/firmware/loaders/benches.h"
#include "tests/support/vcam_process.h"

namespace {

using namespace omv::flasher;
using Clock = std::chrono::steady_clock;

namespace alif = omv::protocol::loader::alif;
namespace loaders = omv::firmware::loaders;

FlashBoard boardOf(const std::string& id)
{
    const auto boards = flashBoards();
    for (std::size_t i = 0; boards && i < boards->size(); ++i) {
        if ((*boards)[i].id == id)
            return (*boards)[i];
    }
    fmt::print(stderr, "There is no board {}: set OPENMV_DATA_DIR\n", id);
    std::exit(2);
}

/// A chip that takes no time, behind a terminal; it measures how long it is left alone.
class ImpatientChip {
public:
    ImpatientChip()
        : m_master(::posix_openpt(O_RDWR | O_NOCTTY))
        , m_memory(alif::mram::kSize, loaders::CellKind::Mram)
    {
        ::grantpt(m_master);
        ::unlockpt(m_master);
        m_memory.bytes[0x580000] = 0x5A;
        omv::protocol::storeU32(std::span(m_memory.bytes).subspan(0x5FFFF0).first<4>(), 0x580000);
        constexpr std::string_view kPart = "AE302F80F55D5LE";
        std::copy(kPart.begin(), kPart.end(), m_options.revision.part.begin());
        m_options.revision.silicon = alif::kRevisionB4;
        m_options.chunkTime = 0;
        m_options.burnTime = 0;
        m_thread = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    ~ImpatientChip()
    {
        m_thread = {};
        ::close(m_master);
    }
    ImpatientChip(const ImpatientChip&) = delete;
    ImpatientChip& operator=(const ImpatientChip&) = delete;

    std::string path() const { return ::ptsname(m_master); }
    /// Seconds between a reply and the packet behind it, sorted. Ends the chip.
    std::vector<double> gaps()
    {
        m_thread = {};
        std::sort(m_gaps.begin(), m_gaps.end());
        return m_gaps;
    }

private:
    void serve(const std::stop_token& stop)
    {
        loaders::AlifSe chip(m_memory, m_options, now());
        std::array<std::uint8_t, 512> bytes{};
        std::optional<Clock::time_point> replied;
        while (!stop.stop_requested()) {
            pollfd waiting{m_master, POLLIN, 0};
            if (::poll(&waiting, 1, 20) > 0) {
                const ssize_t got = ::read(m_master, bytes.data(), bytes.size());
                if (got > 0 && replied)
                    m_gaps.push_back(
                        std::chrono::duration<double>(Clock::now() - *replied).count());
                if (got > 0)
                    chip.receive(std::span(bytes).first(static_cast<std::size_t>(got)), now());
                replied.reset();
            }
            const std::size_t size = chip.transmit(bytes, now());
            if (size > 0 && ::write(m_master, bytes.data(), size) > 0)
                replied = Clock::now();
        }
    }
    static omv::protocol::Time now()
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(
                   Clock::now().time_since_epoch())
            .count();
    }

    int m_master;
    loaders::test::DyingMemory m_memory;
    loaders::AlifSeOptions m_options;
    std::vector<double> m_gaps;
    std::jthread m_thread;
};

int measureIsp(std::size_t bytes)
{
    const FlashBoard board = boardOf("ae3");
    ImpatientChip chip;
    auto pipe = openSerialPipe(chip.path());
    if (!pipe)
        return 1;
    // The waits that the protocol asks for after each change of rate are not the host's.
    auto session = AlifLoader::open(std::move(*pipe), *board.loader("recovery")->chip,
                                    [](omv::protocol::Duration) {});
    if (!session)
        return 1;
    const std::vector<std::uint8_t> image(bytes, 0x5A);
    const omv::Status written = (*session)->write(*board.partition("BOOT"), image, {});
    if (!written) {
        fmt::print(stderr, "{}\n", toString(written.error()));
        return 1;
    }
    session->reset();
    const auto gaps = chip.gaps();
    const auto at = [&](double part) {
        return 1e6 * gaps[static_cast<std::size_t>(part * static_cast<double>(gaps.size() - 1))];
    };
    fmt::print("{} replies; idle until the next packet: median {:.0f} us, 99 % {:.0f} us\n",
               gaps.size(), at(0.5), at(0.99));
    return 0;
}

struct VirtualBoard {
    explicit VirtualBoard(const FlashBoard& description)
        : process({"--board", description.id, "--usbip", "--limits=off"})
    {
        auto opened = openBench(process.usbIp(), description, std::chrono::seconds(20));
        if (opened)
            bench = std::move(*opened);
    }

    omv::test::VcamProcess process;
    std::unique_ptr<Bench> bench;
};

/// Seconds for the first `count` of these; below 0: one failed.
double flash(std::vector<std::unique_ptr<VirtualBoard>>& boards, std::size_t count,
             const FlashBoard& description, const omv::FirmwareVersion& version)
{
    const Release release{"measured", simulatedRelease(description, version)};
    const auto plan = makePlan(description, release, {});
    if (!plan)
        return -1;
    std::vector<int> failed(count);
    const auto begin = Clock::now();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < count; ++i) {
            threads.emplace_back([&, i] {
                const auto report = execute(*plan, description, release, *boards[i]->bench, {});
                failed[i] = report.ok() ? 0 : 1;
            });
        }
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    return std::count(failed.begin(), failed.end(), 1) > 0 ? -1 : seconds;
}

int measureBoards(std::size_t count)
{
    const FlashBoard description = boardOf("pure-thermal");
    std::vector<std::unique_ptr<VirtualBoard>> boards;
    for (std::size_t i = 0; i < count; ++i) {
        boards.push_back(std::make_unique<VirtualBoard>(description));
        if (!boards.back()->bench)
            return 1;
    }
    const double one = flash(boards, 1, description, {5, 1, 0});
    const double all = flash(boards, count, description, {5, 2, 0});
    if (one < 0 || all < 0) {
        fmt::print(stderr, "A board failed\n");
        return 1;
    }
    fmt::print("one board {:.2f} s; {} boards side by side {:.2f} s, {:.2f} s a board\n", one,
               count, all, all / static_cast<double>(count));
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string_view mode = argc > 1 ? argv[1] : "";
    const auto number = argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : 0;
    if (mode == "isp")
        return measureIsp(number > 0 ? number : 65536);
    if (mode == "boards")
        return measureBoards(number > 0 ? number : 16);
    fmt::print(stderr, "usage: flash_speed isp [BYTES] | boards [N]\n");
    return 2;
}
