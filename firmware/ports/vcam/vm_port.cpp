// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/vm_port.h"

#include "firmware/ports/vcam/micropython/vm.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace omv::vcam {

namespace {

// Of an unlimited ring: room that scripts leave to what is printed around them.
constexpr std::size_t kTextReserve = 64 * 1024;

// How long a full terminal is waited for, microseconds.
constexpr std::int64_t kTerminalPatience = 500'000;

constexpr std::chrono::milliseconds kRebootTime{100};

// The printed note of a compressed frame that does not fit the stream buffer.
constexpr char kTooLargeNote[] = "\x1b[40O\n";

// MicroPython is one global VM, so its C functions have one global door.
VmPort* s_port = nullptr;

std::mt19937 randomSource(const BoardSetup& setup, bool seeded)
{
    if (seeded)
        return std::mt19937(static_cast<std::uint32_t>(setup.settings.seed));
    return std::mt19937(std::random_device{}());
}

}  // namespace

VmPort& port()
{
    assert(s_port);
    return *s_port;
}

VmPort::VmPort(const BoardSetup& setup, const MonotonicClock& clock, Peripherals& peripherals,
               Buses& buses, ScriptState& scripts, Mailbox& mailbox, firmware::StdoutChannel& out,
               firmware::StreamChannel& stream)
    : alarm(kNoTime)
    , watchdog(kNoTime)
    , wake(kNoTime)
    , m_setup(setup)
    , m_clock(clock)
    , m_peripherals(peripherals)
    , m_buses(buses)
    , m_scripts(scripts)
    , m_mailbox(mailbox)
    , m_out(out)
    , m_stream(stream)
    , m_random(randomSource(setup, setup.seeded))
{
    s_port = this;
    firmware::setHost(*this);
}

VmPort::~VmPort()
{
    s_port = nullptr;
}

void VmPort::waitUntil(std::int64_t time)
{
    omv_vm_wait_until(time);
}

bool VmPort::previewWanted() const
{
    return hostConnected && m_stream.previewWanted();
}

void VmPort::publish(const firmware::ImageView& image, float fps)
{
    if (!hostConnected)
        return;
    const firmware::FrameView frame{image.width, image.height, image.format, image.data};
    switch (m_stream.publish(frame, fps)) {
    case firmware::PublishResult::Published: m_mailbox.wake().signal(); break;
    case firmware::PublishResult::TooLargeCompressed:
        print(kTooLargeNote, sizeof kTooLargeNote - 1);
        break;
    case firmware::PublishResult::NotWanted:
    case firmware::PublishResult::TooLarge: break;
    }
}

void VmPort::print(const char* text, std::size_t size)
{
    omv_vm_print(text, size);
}

void VmPort::writeText(const char* text, std::size_t size)
{
    if (onText) {
        onText(text, size);
        return;
    }
    const bool toHost = hostHears();
    if (terminalHears()) {
        terminal.write(text, size);
        if (terminal.isOpen())
            m_mailbox.wake().signal();
    }
    if (!toHost)
        return;
    const protocol::Bytes bytes(reinterpret_cast<const std::uint8_t*>(text), size);
    if (m_out.print(bytes))
        m_mailbox.wake().signal();
}

std::size_t VmPort::textRoom()
{
    // Where both listen the host is waited for.
    if (!hostHears())
        return terminalRoom();
    if (m_setup.settings.limits)
        return std::numeric_limits<std::size_t>::max();
    // First, so that reading after this look is noticed.
    m_writerWaits = true;
    const std::size_t room = m_out.room();
    if (room <= kTextReserve)
        return 0;
    m_writerWaits = false;
    return room - kTextReserve;
}

/// A board waits for who reads its terminal, but not for ever: then text is lost.
std::size_t VmPort::terminalRoom()
{
    m_writerWaits = terminal.isOpen();
    const std::size_t room = terminal.room();
    if (!m_writerWaits || room > 0) {
        m_writerWaits = false;
        m_stuckSince = -1;
        return room > 0 ? room : std::numeric_limits<std::size_t>::max();
    }
    if (m_stuckSince < 0)
        m_stuckSince = now();
    return now() - m_stuckSince < kTerminalPatience ? 0 : std::numeric_limits<std::size_t>::max();
}

void VmPort::letHostRead()
{
    std::unique_lock lock(m_readMutex);
    m_rebootWaits = true;
    m_hostRead.wait_for(lock, kRebootTime, [this] { return rebootFits(); });
    m_rebootWaits = false;
}

int VmPort::nextKey()
{
    bool madeRoom = false;
    const int key = terminal.next(madeRoom);
    if (madeRoom)
        m_mailbox.wake().signal();
    if (key >= 0 && m_speaker == Speaker::Prompt)
        m_speaker = Speaker::Typed;
    return key;
}

std::int64_t VmPort::untilWake(std::int64_t sleepUs)
{
    const std::int64_t alarmAt = wake.exchange(kNoTime);
    if (alarmAt == kNoTime)
        return sleepUs;
    const std::int64_t left = std::max<std::int64_t>(0, alarmAt - now());
    return sleepUs < 0 ? left : std::min(sleepUs, left);
}

void VmPort::wakeWriter()
{
    if (m_rebootWaits) {
        // Taking the mutex orders this after the waiter's look.
        {
            const std::lock_guard guard(m_readMutex);
        }
        m_hostRead.notify_all();
    }
    const bool room =
        hostHears() ? m_out.room() > kTextReserve : !terminal.isOpen() || terminal.room() > 0;
    if (m_writerWaits && room) {
        m_writerWaits = false;
        omv_vm_post(OMV_VM_WAKE);
    }
}

}  // namespace omv::vcam
