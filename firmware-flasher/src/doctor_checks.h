// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/doctor.h>

// The checks of examine(), one function each. They only look.

namespace omv::flasher::doctor {

// doctor_udev.cpp
Check checkRules(System& system, const Surroundings& around);
/// The group that serial ports belong to, and that of the rules for USB and HID.
Check checkSerialGroup(System& system, const Surroundings& around, bool rulesWork);
Check checkUsbGroup(System& system, const Surroundings& around, bool rulesWork);
Check checkModemManager(System& system, bool rulesWork);

// doctor_host.cpp
Check checkUsb(System& system, const Surroundings& around);
Check checkHid(System& system, const Surroundings& around);
Check checkVersions(const Surroundings& around, const Options& options);
Check checkSimulator(System& system, const Surroundings& around);
std::vector<Check> checkJournals(System& system, const Surroundings& around);

// doctor_boards.cpp: of one board
Check checkBoard(System& system, const SeenBoard& board);
Check checkBusy(System& system, const SeenBoard& board);
/// Nothing: the system does not tell how it is connected.
std::optional<Check> checkLink(System& system, const Surroundings& around, const SeenBoard& board);
std::optional<Check> checkFirmware(const SeenBoard& board, const Check& busy,
                                   const Options& options);

/// The device file of a board's USB device, "/dev/bus/usb/001/004"; empty: not known.
std::string usbNode(System& system, const SeenBoard& board);
/// What has `path` open: "minicom (process 4711)"; empty: nothing that the system shows.
std::string holderOf(System& system, const std::string& path);
/// The first line of a file, without blanks at its end; empty: none.
std::string firstLine(System& system, const std::string& path);

}  // namespace omv::flasher::doctor
