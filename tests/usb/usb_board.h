// SPDX-License-Identifier: MIT
#pragma once

#include "firmware-flasher/src/usb_devices.h"
#include "tests/flasher/images.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/vcam_process.h"
#include "tests/usb/virtual_port.h"

#include <functional>

#include <nlohmann/json.hpp>

namespace omv::test {

/// Looks until it is true; false: not in time.
bool eventually(const std::function<bool()>& condition,
                std::chrono::seconds time = std::chrono::seconds(60));

/// Bytes that repeat nowhere near.
FileBytes pattern(std::size_t size, std::uint32_t seed = 1);

struct UsbBoardOptions {
    std::string id = "ae3";
    unsigned port = 0;
    std::vector<std::string> arguments{"--limits=off"};
};

/// The command line tool, with two minutes for it.
ProgramResult omvRun(std::vector<std::string> arguments);
/// The first line of JSON of that type in what it printed.
nlohmann::json lineOf(const std::string& out, const std::string& type);

/// A virtual camera in a process of its own, on a port of this computer's USB.
class UsbBoard {
public:
    explicit UsbBoard(const UsbBoardOptions& options = {});

    const flasher::FlashBoard& board() const { return m_board; }
    VcamProcess& process() { return *m_process; }
    VirtualPort& port() { return *m_port; }
    std::string statePath() const { return m_state.path(); }
    /// As the kernel calls the place, "1-1".
    std::string path() const;
    UsbId loaderId() const { return m_board.loaders.front().usbIds.front(); }

    /// Its bootloader, which stays until it is told to leave. Asks the running firmware for it,
    /// unless it did so before and the bootloader is still there.
    flasher::UsbDevice intoLoader(const flasher::UsbBus& bus);
    /// Asks the running firmware for it and waits until it is there, or the firmware again.
    void askForLoader(const std::function<bool()>& there);
    std::vector<flasher::UsbDevice> seen(const flasher::UsbBus& bus) const;
    void waitUntilItRuns();
    /// The firmware runs, however it was before.
    void leaveLoader();
    /// Its serial port; empty: there is none now.
    std::string tty() const;
    /// Serial number on USB now.
    std::string serial() const;

private:
    unsigned m_number;
    bool m_asked = false;
    flasher::FlashBoard m_board;
    TempDirectory m_state;
    std::unique_ptr<VcamProcess> m_process;
    std::unique_ptr<VirtualPort> m_port;
};

/// One for all tests that leave it alive; starting one takes seconds here.
UsbBoard& sharedBoard();

}  // namespace omv::test
