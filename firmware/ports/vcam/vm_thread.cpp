// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/vm_thread.h"

#include "firmware/ports/vcam/micropython/vm.h"
#include "firmware/ports/vcam/volume_glue.h"

#include <string>

#include <fmt/format.h>

namespace omv::vcam {

namespace {

// A recursion limit of the boards' order of magnitude; frames on a 64-bit host
// are larger, with sanitizers much larger.
constexpr std::size_t kVmStack = 1024 * 1024;

constexpr const char* kSkipCard = "/SKIPSD";
constexpr const char* kDriveMark = "/.openmv_disk";

// machine.reset_cause(): see machine_port.inc.
int causeOf(Power power)
{
    switch (power) {
    case Power::Watchdog: return 3;
    case Power::DeepSleep: return 4;
    default: return 2;
    }
}

void print(const std::string& text)
{
    omv_port_stdout(text.data(), text.size());
}

}  // namespace

VmThread::VmThread(BoardSetup& setup, FlashFolder& flash, Peripherals& peripherals, Buses& buses,
                   ScriptState& scripts, Mailbox& mailbox, VmPort& port)
    : m_setup(setup)
    , m_flash(flash)
    , m_peripherals(peripherals)
    , m_buses(buses)
    , m_scripts(scripts)
    , m_mailbox(mailbox)
    , m_port(port)
    , m_heap(setup.board.heapBytes)
{
}

VmThread::~VmThread()
{
    m_scripts.requestPower(Power::Quit);
    if (m_thread.joinable())
        m_thread.join();
}

void VmThread::start()
{
    m_thread = std::thread([this] {
        omv_vm_enter_thread(kVmStack);
        run();
    });
}

// Not inlined: the garbage collector scans from the frame that omv_vm_enter_thread() saw.
[[gnu::noinline]] void VmThread::run()
{
    for (bool forced = false;;) {
        m_scripts.powerOn();
        if (m_scripts.power() == Power::Quit)
            return;
        if (boots(forced)) {
            m_mailbox.post({.kind = VmRequest::Kind::PoweredOn});
            live();
            m_port.watchdog = kNoTime;
            m_mailbox.post({.kind = VmRequest::Kind::PoweredOff});
            resetOutside();
        }
        m_resetCause = causeOf(m_scripts.power());
        forced = m_scripts.power() == Power::Bootloader;
        if (!m_scripts.sleep())
            return;
    }
}

/// The bootloader, if it is played. False: this life is over before it began.
bool VmThread::boots(bool forced)
{
    if (!m_boot)
        return true;
    m_beforeBoot();
    if (!m_boot->run(forced))
        return false;
    m_romfs = m_afterJump();
    return true;
}

void VmThread::live()
{
    m_port.setSpeaker(Speaker::Board);
    resetOutside();
    setBanner();
    startVm();
    omv_vm_friendly_repl();
    bool fresh = coldBoot();
    while (m_scripts.power() == Power::On) {
        if (!fresh)
            softReboot();
        fresh = false;
        if (const auto script = prompt())
            runScript(*script);
    }
    m_scripts.end();
    m_mailbox.abandonJob();
    omv_vm_end();
}

/// False when a soft reboot must come before the prompt.
bool VmThread::coldBoot()
{
    runFile("boot.py");
    if (m_scripts.power() != Power::On)
        return true;
    const bool finished = runFile("main.py");
    // Else the prompt is next, and what a host sends between them would be thrown away.
    if (!finished)
        m_scripts.coldStartOver();
    return finished;
}

/// Between two VMs: what the one set must not act on the other.
void VmThread::resetOutside()
{
    m_port.alarm = kNoTime;
    m_peripherals.reset();
    m_buses.reset();
}

/// As the boards' start does: a file on the drive keeps the card from being mounted, and the file
/// system that scripts are run from is marked.
bool VmThread::mountsCard()
{
    omv_file_info info{};
    if (!m_card || m_flash.stat(kSkipCard, info) == 0)
        return false;
    m_card->recount();
    if (m_card->stat(kDriveMark, info) != 0) {
        const int file = m_card->openFile(kDriveMark, OMV_OPEN_WRITE | OMV_OPEN_CREATE);
        if (file >= 0)
            m_card->close(file);
    }
    return true;
}

void VmThread::startVm()
{
    m_flash.recount();
    const std::vector<std::uint8_t>& romfs = m_romfs.empty() ? m_setup.romfs : m_romfs;
    const omv_vm_config config{.heap = m_heap.data(),
                               .heap_size = m_heap.size(),
                               .flash = asVolume(m_flash),
                               .card = m_card ? asVolume(*m_card) : nullptr,
                               .card_mounted = mountsCard(),
                               .romfs = romfs.empty() ? nullptr : romfs.data(),
                               .romfs_size = romfs.size()};
    omv_vm_start(&config);
}

/// The end of one VM and the start of the next, in the order in which a host of
/// firmware 5.0 sees it: event, text, re-init of the link, boot.py, prompt.
void VmThread::softReboot()
{
    m_port.setSpeaker(Speaker::Board);
    m_port.letHostRead();
    m_mailbox.post({.kind = VmRequest::Kind::SoftReboot});
    print("MPY: soft reboot\r\n");
    omv_vm_end();
    resetOutside();
    startVm();
    m_mailbox.post({.kind = VmRequest::Kind::Reinitialise});
    ++m_softReboots;
    runFile("boot.py");
}

void VmThread::setBanner()
{
    const std::array<std::uint8_t, 3> version =
        m_boot ? m_boot->firmwareVersion() : std::array<std::uint8_t, 3>{5, 0, 0};
    m_setup.banner = fmt::format("OpenMV v{}.{}.{}; MicroPython v{}", version[0], version[1],
                                 version[2], omv_vm_version());
    m_setup.bannerMachine = fmt::format("; {} with {}", m_setup.board.name, m_setup.mcu);
}

/// Serves the prompt until a host starts a script, which is returned. Nothing: what was typed
/// asks for a soft reboot, or this life is over.
std::optional<std::string> VmThread::prompt()
{
    if (m_scripts.power() != Power::On)
        return std::nullopt;
    // First, so that a host that has seen the prompt can rely on it.
    m_scripts.ready();
    m_port.setSpeaker(Speaker::Prompt);
    while (m_scripts.power() == Power::On) {
        const omv_vm_result result = omv_vm_repl();
        m_mailbox.abandonJob();
        if (auto script = m_scripts.takeScript())
            return script;
        if (result == OMV_VM_EXITED)
            break;
    }
    m_scripts.end();
    return std::nullopt;
}

bool VmThread::runScript(const std::string& text)
{
    if (!m_scripts.begin())
        return false;
    omv_vm_friendly_repl();
    m_port.setSpeaker(Speaker::Script);
    m_mailbox.post({.kind = VmRequest::Kind::ScriptStarted});
    omv_vm_run(text.data(), text.size());
    m_scripts.end();
    m_mailbox.abandonJob();
    m_mailbox.post({.kind = VmRequest::Kind::ScriptStopped});
    return true;
}

/// Runs a file of the drive if it is there. False when the host stopped it.
bool VmThread::runFile(const char* name)
{
    if (!omv_vm_has_file(name) || !m_scripts.begin())
        return true;
    m_mailbox.post({.kind = VmRequest::Kind::ScriptStarted});
    const omv_vm_result result = omv_vm_run_file(name);
    m_scripts.end();
    m_mailbox.abandonJob();
    m_mailbox.post({.kind = VmRequest::Kind::ScriptStopped});
    return result != OMV_VM_ABORTED;
}

}  // namespace omv::vcam
