// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/device_loop.h"

#include "protocol/packet.h"

#include <algorithm>
#include <array>
#include <limits>

namespace omv::vcam {

using namespace protocol;

namespace {

constexpr std::size_t kLinkBuffer = 64 * 1024;
constexpr std::size_t kReadChunk = 16 * 1024;
constexpr std::size_t kLongestScript = 1024 * 1024;
constexpr std::size_t kUnlimitedStream = 64 * 1024 * 1024;
constexpr std::size_t kUnlimitedRing = 4 * 1024 * 1024;

// A closed pty forgets what the host did not read yet, so it stays a moment.
constexpr std::int64_t kLinger = 20'000;

// How long a re-init waits for a reply that a host does not take.
constexpr std::int64_t kReplyPatience = 3'000'000;

// poll() says "hung up" for ever while no program has the pty open.
constexpr int kHungUpInterval = 15;
// How often a port's baud rate is looked at, ms: setting it wakes nobody.
constexpr int kRateInterval = 50;
// How often shouldQuit is asked, ms.
constexpr int kQuitInterval = 250;

firmware::CoreOptions coreOptions(const Options& options, const BoardSetup& setup)
{
    firmware::CoreOptions core;
    core.link.defaults.maxPayload = setup.board.maxPayload;
    if (!options.limits)
        core.link.lockInterval = 0;
    core.stream = {setup.board.rawPreviewWidth, setup.board.rawPreviewHeight};
    return core;
}

}  // namespace

DeviceLoop::DeviceLoop(const Options& options, const BoardSetup& setup, const MonotonicClock& clock,
                       ScriptState& scripts, Mailbox& mailbox, firmware::FrameCodec& codec,
                       std::string ptyLink)
    : m_options(options)
    , m_setup(setup)
    , m_clock(clock)
    , m_scripts(scripts)
    , m_mailbox(mailbox)
    , m_receive(kLinkBuffer)
    , m_send(kLinkBuffer)
    , m_script(kLongestScript)
    , m_ring(options.limits ? setup.board.stdoutRingBytes : kUnlimitedRing)
    , m_stream(options.limits ? std::size_t{setup.board.streamBufferKb} * 1024 : kUnlimitedStream)
    , m_pty(std::move(ptyLink))
    , m_faults(options.faults, setup.settings.seed)
{
    m_core = std::make_unique<firmware::CameraCore>(
        coreOptions(options, setup),
        firmware::CoreBuffers{m_receive, m_send, m_script, m_ring, m_stream}, *this, scripts, codec,
        m_stdoutLock, m_streamLock);
    m_core->link().addChannel(channel::kTransport, "usb", m_transport);
    for (int slot = 0; slot < OMV_CHANNEL_SLOTS; ++slot)
        m_channels.push_back(std::make_unique<PythonChannel>(mailbox, slot));
    if (options.tcpPort)
        m_called.push_back(&m_tcp.emplace(*options.tcpPort));
    if (!setup.pools.empty())
        m_heap = setup.pools.front();
}

Versions DeviceLoop::versions()
{
    Versions versions{.protocol = {1, 0, 2}, .bootloader = {1, 0, 3}, .firmware = {5, 0, 0}};
    if (m_boot) {
        const auto version = m_boot->firmwareVersion();
        versions.firmware = {version[0], version[1], version[2]};
    }
    return versions;
}

SystemInfo DeviceLoop::systemInfo()
{
    const Board& board = m_setup.board;
    SystemInfo info;
    info.cpuId = board.cpuId;
    const auto& id = m_setup.settings.uniqueId;
    for (std::size_t i = 0; i < 12 && i < id.size(); ++i)
        info.deviceId[i / 4] |= std::uint32_t{id[i]} << (8 * (i % 4));
    if (!board.usbIds.empty())
        info.usbId =
            std::uint32_t{board.usbIds.front().vendor} << 16 | board.usbIds.front().product;
    const auto& sensors = m_setup.settings.sensors;
    for (std::size_t i = 0; i < info.sensorIds.size() && i < sensors.size(); ++i)
        info.sensorIds[i] = sensors[i].chipId;
    info.hardwareCaps[0] = board.hardwareCaps;
    info.frameBufferKb = board.frameBufferKb;
    info.streamBufferKb = static_cast<std::uint32_t>(m_stream.size() / 1024);
    return info;
}

std::size_t DeviceLoop::memoryPools(std::span<MemoryPool> pools)
{
    const auto job = std::make_shared<Mailbox::Job>(OMV_JOB_MEMORY);
    if (m_mailbox.call(job)) {
        m_heap.total = job->value;
        m_heap.used = job->shape[0];
        m_heap.free = job->shape[1];
    }
    const std::size_t count = std::min(pools.size(), m_setup.pools.size());
    std::copy_n(m_setup.pools.begin(), count, pools.begin());
    if (count > 0)
        pools[0] = m_heap;
    return count;
}

bool DeviceLoop::run()
{
    while (!m_quit) {
        const std::int64_t now = m_clock.now();
        flush();
        serveRequests();
        if (m_wiresFailed || !updateAttachment())
            return false;
        m_core->tick(now);
        checkEventAck();
        flush();
        m_port->wakeWriter();
        // Asked once: the program that opens the pty between two questions would
        // neither be listened to nor be looked for again. A host that has just closed
        // it is read to the end first: that is how its going is noticed.
        const bool ptyIdle = m_attached && m_active != &m_pty && m_pty.hungUp();
        serveTerminal(ptyIdle);
        std::vector<pollfd> waiting = waitingFor(ptyIdle);
        const int found = poll(waiting.data(), waiting.size(), timeout(m_clock.now(), ptyIdle));
        if (found > 0 && !serve(waiting))
            break;
        serveTimers(m_clock.now());
        if (shouldQuit && shouldQuit())
            break;
    }
    return true;
}

// Requests of the VM

void DeviceLoop::serveRequests()
{
    m_mailbox.wake().clear();
    for (VmRequest& request : m_mailbox.takeRequests())
        m_requests.push_back(std::move(request));
    while (!m_requests.empty() && !mustWait(m_requests.front())) {
        const VmRequest request = std::move(m_requests.front());
        m_requests.pop_front();
        serve(request);
    }
}

/// A board does nothing else while a reply goes out, so a soft reboot cuts none. Text that
/// was being read would be lost; without limits that may be a lot.
bool DeviceLoop::mustWait(const VmRequest& request)
{
    const bool cuts = request.kind == VmRequest::Kind::Reinitialise && m_active;
    if (!cuts || !m_core->link().replying()) {
        m_patienceEnds = 0;
        return false;
    }
    const std::int64_t now = m_clock.now();
    if (m_patienceEnds == 0)
        m_patienceEnds = now + kReplyPatience;
    return now < m_patienceEnds;
}

void DeviceLoop::serve(const VmRequest& request)
{
    switch (request.kind) {
    case VmRequest::Kind::PoweredOn:
        m_lingerUntil = 0;
        updateAttachment();
        m_powered = true;
        m_port->resetCause = m_vm->resetCause();
        break;
    case VmRequest::Kind::PoweredOff:
        m_powered = false;
        m_lingerUntil = m_clock.now() + kLinger;
        if (!m_attached)
            powerOff();
        break;
    case VmRequest::Kind::ScriptStarted:
        m_core->sendEvent(channel::kStdin, event::kScriptStarted);
        break;
    case VmRequest::Kind::ScriptStopped:
        m_core->sendEvent(channel::kStdin, event::kScriptStopped);
        break;
    case VmRequest::Kind::SoftReboot:
        m_core->sendEvent(channel::kTransport, event::kSoftReboot);
        break;
    case VmRequest::Kind::Reinitialise: reinitialise(); break;
    case VmRequest::Kind::RegisterChannel: registerChannel(request); break;
    case VmRequest::Kind::SendEvent: sendEvent(request); break;
    }
}

void DeviceLoop::reinitialise()
{
    // What was said before the re-init is on the wire already, as far as it will go.
    flush();
    m_core->reinitialise();
    m_awaitingEventAck = false;
    m_input.clear();
    for (auto& channel : m_channels)
        channel->id = 0;
}

void DeviceLoop::registerChannel(const VmRequest& request)
{
    PythonChannel& channel = *m_channels[static_cast<std::size_t>(request.slot)];
    channel.assign(request);
    const auto id = m_core->link().registerChannel(channel.name(), channel.flags(), channel);
    channel.id = id.value_or(std::uint8_t{0});
    m_mailbox.setResult(id ? int{*id} : int{OMV_FAILED});
}

void DeviceLoop::sendEvent(const VmRequest& request)
{
    const PythonChannel& channel = *m_channels[static_cast<std::size_t>(request.slot)];
    if (channel.id != 0)
        m_core->sendEvent(channel.id, request.code, request.wantAck);
    m_awaitingEventAck = m_awaitingEventAck || request.wantAck;
}

/// Tells the script that waits in send_event(wait_ack=True) how it ended.
void DeviceLoop::checkEventAck()
{
    if (!m_awaitingEventAck || m_core->link().eventUnacknowledged())
        return;
    m_awaitingEventAck = false;
    m_mailbox.setResult(m_core->connected() ? 0 : OMV_FAILED);
}

// Wires

void DeviceLoop::powerOff()
{
    reinitialise();
    m_core->scriptOut().clear();
    m_core->stream().powerReset();
    m_port->terminal.clear();
}

bool DeviceLoop::updateAttachment()
{
    const bool wanted = m_powered && m_plugged;
    if (wanted == m_attached || (!m_powered && m_plugged && m_clock.now() < m_lingerUntil))
        return true;
    m_attached = wanted;
    if (wanted && !attachWires())
        return false;
    if (!wanted) {
        if (!m_powered)
            powerOff();
        loseHost();
        detachWires();
        m_lines.clear();
        m_terminal = nullptr;
    }
    if (onAttached)
        onAttached(wanted);
    return true;
}

bool DeviceLoop::attachWires()
{
    return m_pty.attach() &&
        std::all_of(m_called.begin(), m_called.end(), [](auto* wire) { return wire->attach(); });
}

void DeviceLoop::detachWires()
{
    m_pty.detach();
    for (CalledEndpoint* wire : m_called)
        wire->detach();
}

void DeviceLoop::plug(bool in)
{
    m_plugged = in;
    m_wiresFailed = !updateAttachment();
}

void DeviceLoop::loseHost()
{
    if (m_active == &m_pty)
        m_pty.discardOutput();
    m_active = nullptr;
    m_input.clear();
    m_faults.clear();
    m_core->disconnected();
    const Bytes left = m_core->link().output();
    m_core->link().sent(left.size(), m_clock.now());
    connectionChanged();
}

void DeviceLoop::connectionChanged()
{
    if (m_port)
        m_port->hostConnected = m_core->connected();
}

void DeviceLoop::readFrom(WireEndpoint& endpoint)
{
    readOrLose(endpoint);
}

void DeviceLoop::readFrom(CalledEndpoint& endpoint)
{
    if (!readOrLose(endpoint))
        endpoint.dropClient();
}

/// False: the other end is gone.
bool DeviceLoop::readOrLose(WireEndpoint& endpoint)
{
    std::array<std::uint8_t, kReadChunk> chunk;
    const Transferred got = endpoint.read(chunk);
    if (got.gone) {
        m_lines[&endpoint].closed();
        if (m_active == &endpoint)
            loseHost();
        return false;
    }
    if (got.count == 0)
        return true;
    const SerialLine::Parts parts =
        m_lines[&endpoint].take(endpoint.rate(), Bytes(chunk).first(got.count));
    if (!parts.keys.empty())
        type(endpoint, parts.keys);
    if (parts.packets.empty())
        return true;
    if (m_active && m_active != &endpoint)
        loseHost();
    m_active = &endpoint;
    m_input.insert(m_input.end(), parts.packets.begin(), parts.packets.end());
    offer();
    connectionChanged();
    return true;
}

// The MicroPython terminal

void DeviceLoop::type(WireEndpoint& endpoint, const std::vector<std::uint8_t>& keys)
{
    // It was a host's a moment ago: its rate has been changed.
    if (m_active == &endpoint)
        loseHost();
    m_terminal = &endpoint;
    m_port->terminal.setOpen(true);
    m_port->terminal.type(keys);
    omv_vm_post(OMV_VM_TYPED);
}

bool DeviceLoop::isTerminal(WireEndpoint& endpoint)
{
    return endpoint.fd() >= 0 && m_active != &endpoint &&
        m_lines[&endpoint].use(endpoint.rate()) == SerialLine::Use::Terminal;
}

/// Who typed last, as long as that is a terminal, or else any.
WireEndpoint* DeviceLoop::findTerminal(bool ptyIdle)
{
    if (!m_attached)
        return nullptr;
    std::vector<WireEndpoint*> wires(m_called.begin(), m_called.end());
    if (!ptyIdle)
        wires.insert(wires.begin(), &m_pty);
    if (std::find(wires.begin(), wires.end(), m_terminal) != wires.end() && isTerminal(*m_terminal))
        return m_terminal;
    const auto found = std::find_if(wires.begin(), wires.end(),
                                    [this](WireEndpoint* wire) { return isTerminal(*wire); });
    return found == wires.end() ? nullptr : *found;
}

void DeviceLoop::serveTerminal(bool ptyIdle)
{
    m_terminal = findTerminal(ptyIdle);
    m_port->terminal.setOpen(m_terminal != nullptr);
    while (m_terminal && m_port->terminal.hasText()) {
        const std::string text = m_port->terminal.text(kReadChunk);
        const Transferred done = m_terminal->write(
            Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
        m_port->terminal.sent(done.gone ? text.size() : done.count);
        if (done.count < text.size())
            break;
    }
    m_port->wakeWriter();
}

/// Gives the link what it did not take yet. True when it took something.
bool DeviceLoop::offer()
{
    if (m_input.empty())
        return false;
    const std::size_t taken = m_core->take(m_input, m_clock.now());
    // A re-init in the middle of take() may have emptied it.
    m_input.erase(m_input.begin(),
                  m_input.begin() + static_cast<std::ptrdiff_t>(std::min(taken, m_input.size())));
    return taken > 0;
}

void DeviceLoop::flush()
{
    if (!m_active) {
        const Bytes left = m_core->link().output();
        m_core->link().sent(left.size(), m_clock.now());
        return;
    }
    // Room on the wire lets the link make more fragments, and take more requests.
    for (int round = 0; round < 64; ++round) {
        const std::size_t before = m_core->link().output().size();
        writeOut();
        if (!m_active)
            return;
        const bool moved = offer();
        if (!moved && (before == 0 || m_core->link().output().size() >= before))
            return;
    }
    m_mailbox.wake().signal();  // more to do; let the others have a turn
}

void DeviceLoop::writeOut()
{
    const std::int64_t now = m_clock.now();
    const bool faulty = m_options.faults.any();
    if (faulty && m_faults.hasRoom()) {
        const Bytes out = m_core->link().output();
        m_faults.take(out, now);
        m_core->link().sent(out.size(), now);
    }
    const Bytes out = faulty ? m_faults.output(now) : m_core->link().output();
    if (out.empty())
        return;
    const Transferred done = m_active->write(out);
    if (faulty)
        m_faults.sent(done.count);
    else
        m_core->link().sent(done.count, now);
    if (done.gone)
        loseHost();
    else if (faulty && m_faults.unplugNow())
        m_plugged = false;
}

// Waiting

void DeviceLoop::serveTimers(std::int64_t now)
{
    if (m_port->alarm <= now) {
        m_port->alarm = kNoTime;
        omv_vm_post(OMV_VM_TIMER);
    }
    if (m_port->watchdog <= now) {
        m_port->watchdog = kNoTime;
        m_scripts.requestPower(Power::Watchdog);
    }
}

std::vector<pollfd> DeviceLoop::waitingFor(bool ptyIdle)
{
    std::vector<pollfd> waiting{{m_mailbox.wake().fd(), POLLIN, 0}};
    for (const int fd : m_quitFds)
        waiting.push_back({fd, POLLIN, 0});
    if (m_control)
        m_control->addTo(waiting);
    if (!m_attached)
        return waiting;
    const bool pending = m_options.faults.any() ? !m_faults.output(m_clock.now()).empty()
                                                : !m_core->link().output().empty();
    const auto add = [&](WireEndpoint& endpoint) {
        const bool blocked = m_active == &endpoint ? !m_input.empty() : m_port->terminal.full();
        const bool more =
            m_active == &endpoint ? pending : m_terminal == &endpoint && m_port->terminal.hasText();
        const short reads = blocked ? short{0} : short{POLLIN};
        const short writes = more ? short{POLLOUT} : short{0};
        if (endpoint.fd() >= 0)
            waiting.push_back({endpoint.fd(), static_cast<short>(reads | writes), 0});
    };
    if (!ptyIdle)
        add(m_pty);
    for (CalledEndpoint* wire : m_called) {
        waiting.push_back({wire->listener(), POLLIN, 0});
        add(*wire);
    }
    return waiting;
}

int DeviceLoop::timeout(std::int64_t now, bool ptyIdle)
{
    std::int64_t next = std::min(m_core->deadline(), m_faults.deadline(now));
    next = std::min({next, m_port->alarm.load(), m_port->watchdog.load()});
    if (m_attached && !m_powered)
        next = std::min(next, m_lingerUntil);
    if (!m_requests.empty())
        next = std::min(next, m_core->link().replying() ? m_patienceEnds : now);
    int limit = shouldQuit ? kQuitInterval : -1;
    const bool calm = std::all_of(m_called.begin(), m_called.end(), [this](auto* wire) {
        return wire->fd() < 0 || wire == m_active || wire->rate() == SerialLine::kProtocolRate;
    });
    if (m_attached && (m_active != &m_pty || !calm))
        limit = kRateInterval;
    if (ptyIdle)
        limit = kHungUpInterval;
    if (next == kNoTime)
        return limit;
    const std::int64_t left = next <= now ? 0 : (next - now + 999) / 1000;
    const std::int64_t bounded = std::min<std::int64_t>(left, 60'000);
    return limit < 0 ? static_cast<int>(bounded)
                     : static_cast<int>(std::min<std::int64_t>(bounded, limit));
}

/// False: something says that it is time to end.
bool DeviceLoop::serve(const std::vector<pollfd>& ready)
{
    const auto happened = [&](int fd) {
        return fd >= 0 && std::any_of(ready.begin(), ready.end(), [fd](const pollfd& state) {
                   return state.fd == fd && state.revents;
               });
    };
    for (const int fd : m_quitFds) {
        if (happened(fd))
            return false;
    }
    if (m_control)
        m_control->serve(ready);
    if (happened(m_pty.fd()))
        readFrom(m_pty);
    for (CalledEndpoint* wire : m_called) {
        if (happened(wire->fd()))
            readFrom(*wire);
        if (happened(wire->listener()) && wire->accept() && m_active == wire)
            loseHost();
    }
    return true;
}

DeviceStatistics DeviceLoop::statistics()
{
    return {.link = m_core->link().stats(),
            .connected = m_core->connected(),
            .attached = m_attached,
            .scriptRunning = m_scripts.scriptRunning(),
            .softReboots = m_vm ? m_vm->softReboots() : 0};
}

}  // namespace omv::vcam
