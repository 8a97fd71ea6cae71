// SPDX-License-Identifier: MIT
// The process that is the second core: a VM and the sensors that this core may use, no link to
// a computer, no drive.
#include "firmware/camera/camera_codec.h"
#include "firmware/camera/scene.h"
#include "firmware/core/camera_core.h"
#include "firmware/modules/imaging.h"
#include "firmware/ports/vcam/micropython/vm.h"
#include "firmware/ports/vcam/second_core.h"
#include "firmware/ports/vcam/vm_port.h"

#include <algorithm>
#include <deque>

#include <poll.h>
#include <unistd.h>

#include <fmt/format.h>

namespace omv::vcam {

namespace {

constexpr std::size_t kStack = 1024 * 1024;
constexpr std::size_t kHeap = 2 * 1024 * 1024;
constexpr std::uint32_t kFrequency = 160'000'000;

// How long a line may wait for the first core to take it, milliseconds. Then it is lost.
constexpr int kPatience = 5000;
// Lines kept until somebody listens.
constexpr std::size_t kKept = 64;

class OwnLock final : public firmware::Lock {
public:
    void lock() override {}
    void unlock() override {}
};

/// What the script prints, as lines that go to the first core. On the VM thread.
class PrintedLines {
public:
    explicit PrintedLines(CoreLink& link)
        : m_link(link)
    {
    }

    void write(const char* text, std::size_t size)
    {
        for (const char c : std::string_view(text, size)) {
            if (c == '\n' || m_line.size() == OMV_CORE_MESSAGE)
                endLine();
            if (c != '\n' && c != '\r')
                m_line += c;
        }
        sendAll();
    }

private:
    void endLine()
    {
        if (!m_line.empty())
            m_lines.push_back(std::exchange(m_line, {}));
        while (m_lines.size() > kKept)
            m_lines.pop_front();
    }

    void sendAll()
    {
        while (!m_lines.empty()) {
            const int sent = omv_core_print(m_lines.front().data(), m_lines.front().size());
            if (sent < 0)
                return;
            if (sent == 0 && m_link.waitForRoom(kPatience))
                continue;
            m_lines.pop_front();
        }
    }

    CoreLink& m_link;
    std::string m_line;
    std::deque<std::string> m_lines;
};

/// What differs between the cores of a board.
void becomeSecondCore(BoardSetup& setup, const Options& options)
{
    auto& modules = setup.settings.modules;
    modules.erase(std::remove_if(modules.begin(), modules.end(),
                                 [](const std::string& name) {
                                     return name != "audio" && name != "crc" && name != "imu" &&
                                         name != "openamp";
                                 }),
                  modules.end());
    setup.settings.sensors.clear();
    setup.clocks = {kFrequency};
    setup.banner = fmt::format("OpenMV v5.0.0; MicroPython v{}", omv_vm_version());
    setup.bannerMachine = fmt::format("; {} with {}", setup.board.name, setup.mcu);
    if (options.rom.empty())
        setup.romfs.clear();
    identify(setup, options, freshIdentity(options));
}

/// The VM's thread. Not inlined: the garbage collector scans from the frame above.
[[gnu::noinline]] void runTasks(const BoardSetup& setup)
{
    std::vector<std::uint8_t> heap(kHeap);
    const omv_vm_config config{.heap = heap.data(),
                               .heap_size = heap.size(),
                               .flash = nullptr,
                               .card = nullptr,
                               .card_mounted = false,
                               .romfs = setup.romfs.empty() ? nullptr : setup.romfs.data(),
                               .romfs_size = setup.romfs.size()};
    omv_vm_start(&config);
    constexpr std::string_view kScript = "import _second_core\n";
    omv_vm_run(kScript.data(), kScript.size());
    omv_vm_end();
}

/// Timers of the VM, for ever.
[[noreturn]] void serveTimers(VmPort& port)
{
    for (;;) {
        const std::int64_t left = port.alarm - port.now();
        const int limit = static_cast<int>(std::clamp<std::int64_t>(left / 1000 + 1, 0, 60'000));
        pollfd polled{port.mailbox().wake().fd(), POLLIN, 0};
        if (::poll(&polled, 1, limit) > 0)
            port.mailbox().wake().clear();
        if (port.alarm <= port.now()) {
            port.alarm = kNoTime;
            omv_vm_post(OMV_VM_TIMER);
        }
    }
}

}  // namespace

int runSecondCore(int socket, const Options& options)
{
    const int motionMemory = socket + 2;
    close_range(static_cast<unsigned>(motionMemory) + 1, ~0U, 0);
    SetupProblem problem;
    BoardSetup setup = setUpBoard(options, problem);
    if (!problem.text.empty())
        return 1;
    becomeSecondCore(setup, options);
    MonotonicClock clock;
    Peripherals peripherals(setup.pins);
    Buses buses(setup.buses, peripherals);
    ScriptState scripts;
    Mailbox mailbox;
    firmware::CameraCodec codec;
    OwnLock lock;
    std::array<std::uint8_t, 4096> ring{};
    std::array<std::uint8_t, 4096> frame{};
    firmware::StdoutChannel out(ring, lock);
    firmware::StreamChannel stream(frame, {}, codec, lock);
    VmPort port(setup, clock, peripherals, buses, scripts, mailbox, out, stream);
    std::string unmade;
    const auto scene = firmware::makeScene("synthetic", setup.settings.seed, unmade, {});
    if (!scene)
        return 1;
    firmware::Imaging imaging(*scene, setup.settings, 0);
    if (!options.microphone.empty())
        imaging.microphone().load(options.microphone);
    const SharedMotion motion{UniqueFd(motionMemory)};
    imaging.imu().followMotion([&motion] { return motion.load(); });
    firmware::setImaging(imaging);
    CoreLink link(UniqueFd(socket), [] { _exit(0); });
    PrintedLines lines(link);
    port.link = &link;
    port.onText = [&lines](const char* text, std::size_t size) { lines.write(text, size); };
    scripts.powerOn();
    std::thread([&setup] {
        omv_vm_enter_thread(kStack);
        runTasks(setup);
        _exit(0);
    }).detach();
    serveTimers(port);
}

}  // namespace omv::vcam
