// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/camera_core.h"
#include "firmware/ports/vcam/board_setup.h"
#include "firmware/ports/vcam/control_server.h"
#include "firmware/ports/vcam/fault_injector.h"
#include "firmware/ports/vcam/mailbox.h"
#include "firmware/ports/vcam/pty_endpoint.h"
#include "firmware/ports/vcam/python_channel.h"
#include "firmware/ports/vcam/serial_line.h"
#include "firmware/ports/vcam/tcp_endpoint.h"
#include "firmware/ports/vcam/vm_port.h"
#include "firmware/ports/vcam/vm_thread.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace omv::vcam {

/// A std::mutex behind the core's interface.
class MutexLock final : public firmware::Lock {
public:
    void lock() override { m_mutex.lock(); }
    void unlock() override { m_mutex.unlock(); }

private:
    std::mutex m_mutex;
};

/// Channel 0 in the channel list: the wire itself.
class TransportChannel final : public protocol::DeviceChannel {
public:
    std::uint8_t flags() const override { return protocol::channel_flag::kPhysical; }
};

struct DeviceStatistics {
    protocol::DeviceStats link;
    bool connected = false;
    bool attached = false;
    bool scriptRunning = false;
    std::uint64_t softReboots = 0;
};

/// The device thread: owns the link, the wires and the clockwork; everything
/// that happens to the camera from outside passes here.
class DeviceLoop final : public protocol::DeviceHost {
public:
    DeviceLoop(const Options& options, const BoardSetup& setup, const MonotonicClock& clock,
               ScriptState& scripts, Mailbox& mailbox, firmware::FrameCodec& codec,
               std::string ptyLink);
    DeviceLoop(const DeviceLoop&) = delete;
    DeviceLoop& operator=(const DeviceLoop&) = delete;

    firmware::CameraCore& core() { return *m_core; }

    /// What is waited for beside the wires. Set before run().
    void setControl(ControlServer& control) { m_control = &control; }
    void setPort(VmPort& port) { m_port = &port; }
    void setVm(VmThread& vm) { m_vm = &vm; }
    void setBoot(const BootStage& boot) { m_boot = &boot; }
    /// Another way for a host; borrowed.
    void addWire(CalledEndpoint& wire) { m_called.push_back(&wire); }
    /// Called when the camera comes to the bus and when it leaves it.
    std::function<void(bool attached)> onAttached;
    /// Asked now and then: true ends run().
    std::function<bool()> shouldQuit;
    /// A descriptor whose becoming readable ends run(); may be several.
    void quitOn(int fd) { m_quitFds.push_back(fd); }

    /// Serves until something ends it. False: the wires could not be set up.
    bool run();
    void quit() { m_quit = true; }

    /// The cable, as the control socket pulls and plugs it: done when this returns.
    void plug(bool in);
    DeviceStatistics statistics();
    std::uint16_t tcpPort() const { return m_tcp ? m_tcp->port() : std::uint16_t{0}; }

private:
    // protocol::DeviceHost
    protocol::Versions versions() override;
    protocol::SystemInfo systemInfo() override;
    std::size_t memoryPools(std::span<protocol::MemoryPool> pools) override;
    void reset() override { m_scripts.requestPower(Power::Reset); }
    void enterBootloader() override { m_scripts.requestPower(Power::Bootloader); }

    void serveRequests();
    bool mustWait(const VmRequest& request);
    void serve(const VmRequest& request);
    void registerChannel(const VmRequest& request);
    void sendEvent(const VmRequest& request);
    void reinitialise();
    void checkEventAck();

    void powerOff();
    bool updateAttachment();
    void loseHost();
    void connectionChanged();
    bool attachWires();
    void detachWires();
    void readFrom(WireEndpoint& endpoint);
    void readFrom(CalledEndpoint& endpoint);
    bool readOrLose(WireEndpoint& endpoint);
    void type(WireEndpoint& endpoint, const std::vector<std::uint8_t>& keys);
    bool isTerminal(WireEndpoint& endpoint);
    WireEndpoint* findTerminal(bool ptyIdle);
    void serveTerminal(bool ptyIdle);
    bool offer();
    void flush();
    void writeOut();
    void serveTimers(std::int64_t now);

    /// `ptyIdle`: no program has the pty open, so it is not waited for but looked at.
    std::vector<pollfd> waitingFor(bool ptyIdle);
    int timeout(std::int64_t now, bool ptyIdle);
    bool serve(const std::vector<pollfd>& ready);

    const Options& m_options;
    const BoardSetup& m_setup;
    const MonotonicClock& m_clock;
    ScriptState& m_scripts;
    Mailbox& m_mailbox;

    std::vector<std::uint8_t> m_receive;
    std::vector<std::uint8_t> m_send;
    std::vector<std::uint8_t> m_script;
    std::vector<std::uint8_t> m_ring;
    std::vector<std::uint8_t> m_stream;
    MutexLock m_stdoutLock;
    MutexLock m_streamLock;
    TransportChannel m_transport;
    std::unique_ptr<firmware::CameraCore> m_core;
    std::vector<std::unique_ptr<PythonChannel>> m_channels;

    PtyEndpoint m_pty;
    std::optional<TcpEndpoint> m_tcp;
    std::vector<CalledEndpoint*> m_called;  // m_tcp among them
    WireEndpoint* m_active = nullptr;  // which host talked last
    std::map<const WireEndpoint*, SerialLine> m_lines;
    WireEndpoint* m_terminal = nullptr;  // where somebody reads what is printed; null: nowhere
    FaultInjector m_faults;
    std::vector<std::uint8_t> m_input;  // bytes that the link did not take yet
    std::deque<VmRequest> m_requests;  // of the VM, not served yet
    std::int64_t m_patienceEnds = 0;  // of a re-init that waits for a reply; 0: none does
    bool m_powered = false;
    std::int64_t m_lingerUntil = 0;  // the last reply gets this long to reach the host
    bool m_plugged = true;
    bool m_wiresFailed = false;
    bool m_attached = false;
    bool m_awaitingEventAck = false;
    bool m_quit = false;

    ControlServer* m_control = nullptr;
    VmPort* m_port = nullptr;
    VmThread* m_vm = nullptr;
    const BootStage* m_boot = nullptr;  // null: the bootloader is not played
    std::vector<int> m_quitFds;
    protocol::MemoryPool m_heap;  // as last measured
};

}  // namespace omv::vcam
