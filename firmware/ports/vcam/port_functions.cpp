// SPDX-License-Identifier: MIT
// The C functions of firmware/modules/port.h, by the one VmPort.
#include "firmware/ports/vcam/complaint.h"
#include "firmware/ports/vcam/memory_map.h"
#include "firmware/ports/vcam/micropython/vm.h"
#include "firmware/ports/vcam/vm_port.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <optional>

#include <unistd.h>

using omv::vcam::port;
using omv::vcam::Power;
using omv::vcam::VmRequest;

std::int64_t omv_port_now()
{
    return port().now();
}

std::int64_t omv_port_wall_clock()
{
    return port().peripherals().wallClock();
}

void omv_port_set_wall_clock(std::int64_t microseconds)
{
    port().peripherals().setWallClock(microseconds);
}

void omv_port_set_alarm(std::int64_t time)
{
    port().alarm = time;
    port().mailbox().wake().signal();
}

void omv_port_stdout(const char* text, std::size_t size)
{
    port().writeText(text, size);
}

std::size_t omv_port_stdout_room()
{
    return port().textRoom();
}

bool omv_port_look_typed(int interrupt)
{
    return port().terminal.look(interrupt);
}

int omv_port_next_typed()
{
    return port().nextKey();
}

bool omv_port_has_typed()
{
    return port().terminal.hasKeys();
}

bool omv_port_prompt_over()
{
    return port().scripts().promptOver();
}

const char* omv_port_banner()
{
    return port().setup().banner.c_str();
}

const char* omv_port_banner_machine()
{
    return port().setup().bannerMachine.c_str();
}

const char* omv_port_arch()
{
    return port().setup().board.arch.c_str();
}

const char* omv_port_board_type()
{
    return port().setup().board.boardType.c_str();
}

const char* omv_port_board_id()
{
    return port().setup().boardId.c_str();
}

const std::uint8_t* omv_port_unique_id(std::size_t* size)
{
    const auto& id = port().setup().settings.uniqueId;
    *size = id.size();
    return id.data();
}

bool omv_port_has_module(const char* name)
{
    const auto& modules = port().setup().settings.modules;
    return std::find(modules.begin(), modules.end(), name) != modules.end();
}

// The first pool of the list is the heap.
std::size_t omv_port_memory_pools()
{
    const auto& pools = port().setup().pools;
    return pools.empty() ? 0 : pools.size() - 1;
}

std::size_t omv_port_memory_pool(std::size_t index)
{
    return port().setup().pools.at(index + 1).total;
}

std::size_t omv_port_clocks(const std::uint32_t** clocks)
{
    *clocks = port().setup().clocks.data();
    return port().setup().clocks.size();
}

bool omv_port_host_connected()
{
    return port().hostConnected;
}

std::uint32_t omv_port_random()
{
    return port().random();
}

void omv_port_power(omv_power what, std::int64_t sleepUs)
{
    switch (what) {
    case OMV_POWER_RESET: port().scripts().requestPower(Power::Reset); break;
    case OMV_POWER_BOOTLOADER: port().scripts().requestPower(Power::Bootloader); break;
    case OMV_POWER_DEEP_SLEEP:
        port().scripts().requestPower(Power::DeepSleep, port().untilWake(sleepUs));
        break;
    }
}

int omv_port_reset_cause()
{
    return port().resetCause;
}

bool omv_port_has_memory(std::uintptr_t address, std::size_t size, bool writing)
{
    std::ifstream maps("/proc/self/maps");
    return omv::vcam::isMapped(maps, address, size, writing);
}

void omv_port_hard_fault(std::uintptr_t address)
{
    omv::vcam::complain(fmt::format("the script touched memory that is not there (address {:#x}): "
                                    "a board has a hard fault here. It restarts.",
                                    address));
    port().scripts().requestPower(Power::Reset);
}

void omv_port_watchdog(std::int64_t timeoutUs)
{
    port().watchdog = port().now() + timeoutUs;
    port().mailbox().wake().signal();
}

int omv_port_pin_find(const char* name)
{
    return port().peripherals().find(name);
}

const char* omv_port_pin_name(int pin)
{
    return port().peripherals().name(pin);
}

void omv_port_pin_configure(int pin, omv_pin_mode mode, omv_pin_pull pull)
{
    port().peripherals().configure(pin, mode, pull);
}

omv_pin_mode omv_port_pin_mode(int pin)
{
    return port().peripherals().mode(pin);
}

bool omv_port_pin_read(int pin)
{
    return port().peripherals().read(pin);
}

void omv_port_pin_write(int pin, bool level)
{
    port().peripherals().write(pin, level);
}

void omv_port_pin_interrupt(int pin, int edges)
{
    port().peripherals().watchEdges(pin, edges);
}

bool omv_port_pin_take_event(int* pin, int* edge)
{
    const auto seen = port().peripherals().takeEdge();
    if (!seen)
        return false;
    *pin = seen->pin;
    *edge = seen->edge;
    return true;
}

bool omv_port_bus(omv_bus kind, int id, int pins[3])
{
    std::array<int, 3> found{};
    if (!port().buses().find(kind, id, found))
        return false;
    std::copy(found.begin(), found.end(), pins);
    return true;
}

int omv_port_i2c(int scl, int sda, int address, int flags, std::uint8_t* data, std::size_t size)
{
    return port().buses().i2c(scl, sda, address, flags, data, size);
}

void omv_port_spi(int mosi, int miso, const std::uint8_t* out, std::uint8_t* in, std::size_t size)
{
    port().buses().spi(mosi, miso, out, in, size);
}

void omv_port_uart_open(int id, std::size_t receiveBuffer)
{
    port().buses().uartOpen(id, receiveBuffer);
}

std::size_t omv_port_uart_any(int id)
{
    return port().buses().uartAny(id);
}

std::size_t omv_port_uart_read(int id, std::uint8_t* data, std::size_t size)
{
    return port().buses().uartRead(id, data, size);
}

void omv_port_uart_write(int id, const std::uint8_t* data, std::size_t size)
{
    port().buses().uartWrite(id, data, size);
}

bool omv_port_wired(int a, int b)
{
    return port().peripherals().wired(a, b);
}

bool omv_port_can_send(int id, const omv_can_frame* frame)
{
    omv::vcam::CanBus* bus = port().buses().can(id);
    return bus && bus->send(*frame);
}

bool omv_port_can_receive(int id, omv_can_frame* frame)
{
    omv::vcam::CanBus* bus = port().buses().can(id);
    const auto received = bus ? bus->receive() : std::nullopt;
    if (received)
        *frame = *received;
    return received.has_value();
}

bool omv_port_monitor()
{
    return port().buses().monitor.connected();
}

void omv_port_edid(std::uint8_t* data)
{
    const auto edid = omv::vcam::Monitor::edid();
    std::copy(edid.begin(), edid.end(), data);
}

bool omv_port_cec_send(const std::uint8_t* frame, std::size_t size)
{
    return port().buses().monitor.send({frame, frame + size});
}

std::size_t omv_port_cec_receive(std::uint8_t* frame)
{
    const auto received = port().buses().monitor.receive();
    std::copy(received.begin(), received.end(), frame);
    return received.size();
}

std::uint32_t omv_port_register(std::uint32_t address)
{
    constexpr std::uint32_t kCpuId = 0xE000ED00;
    const auto& setup = port().setup();
    const auto& id = setup.settings.uniqueId;
    if (address == kCpuId)
        return setup.board.cpuId;
    const std::uint32_t offset = address - setup.uniqueIdAddress;
    if (setup.uniqueIdAddress == 0 || offset + 4 > id.size() || offset >= id.size())
        return 0;
    std::uint32_t word = 0;
    for (std::size_t i = 4; i-- > 0;)
        word = word << 8 | id[offset + i];
    return word;
}

float omv_port_adc(int pin)
{
    return static_cast<float>(port().buses().adc(pin));
}

bool omv_port_dac(int pin, float volts)
{
    return port().buses().dac(pin, double{volts});
}

bool omv_port_has_pwm(int pin)
{
    return port().buses().hasPwm(pin);
}

void omv_port_pwm(int pin, std::uint32_t frequency, std::uint32_t dutyNs)
{
    port().buses().pwm(pin, frequency, dutyNs);
}

bool omv_port_network()
{
    return port().setup().network;
}

int omv_port_radio_open()
{
    if (omv_port_network())
        port().radio.open();
    return static_cast<int>(::getpid());
}

void omv_port_radio_close()
{
    port().radio.close();
}

int omv_port_radio_send(int to, const std::uint8_t* data, std::size_t size)
{
    return port().radio.send(to, {data, size});
}

std::size_t omv_port_radio_receive(std::uint8_t data[OMV_RADIO_BYTES])
{
    return port().radio.receive({data, OMV_RADIO_BYTES});
}

void omv_port_set_wake(std::int64_t time)
{
    port().wake = time;
}

std::int64_t omv_port_wake()
{
    return port().wake;
}

bool omv_port_core_start(std::uint32_t entry)
{
    return port().secondCore && port().secondCore->start(entry);
}

void omv_port_core_stop()
{
    if (port().secondCore)
        port().secondCore->stop();
}

bool omv_port_core_runs()
{
    const omv::vcam::CoreLink* link = port().coreLink();
    return link && !link->ended();
}

int omv_port_core_send(std::uint32_t from, std::uint32_t to, const std::uint8_t* data,
                       std::size_t size)
{
    omv::vcam::CoreLink* link = port().coreLink();
    return link ? link->send(from, to, data, size) : -1;
}

int omv_port_core_receive(std::uint32_t* from, std::uint32_t* to, std::uint8_t* data)
{
    omv::vcam::CoreLink* link = port().coreLink();
    return link ? link->receive(*from, *to, data) : -1;
}

void omv_port_channel_register(int slot, const char* name, std::uint8_t flags, bool zeroCopy)
{
    port().mailbox().expectResult();
    port().mailbox().post({.kind = VmRequest::Kind::RegisterChannel,
                           .slot = slot,
                           .name = name,
                           .flags = flags,
                           .zeroCopy = zeroCopy});
}

int omv_port_channel_register_result()
{
    return port().mailbox().result();
}

void omv_port_channel_event(int slot, std::uint16_t code, bool wantAck)
{
    if (wantAck)
        port().mailbox().expectResult();
    port().mailbox().post(
        {.kind = VmRequest::Kind::SendEvent, .slot = slot, .code = code, .wantAck = wantAck});
}

int omv_port_channel_event_result()
{
    return port().mailbox().result();
}

omv_job* omv_port_take_job()
{
    return port().mailbox().takeJob();
}

void omv_port_job_done(omv_job* job)
{
    port().mailbox().jobDone(job);
}

void omv_port_wait(std::uint64_t microseconds)
{
    port().mailbox().wait(microseconds);
}

void omv_vm_post(int bits)
{
    omv_vm_set_pending(bits);
    port().mailbox().notifyVm();
}
