// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/modules/host.h"
#include "firmware/ports/vcam/buses.h"
#include "firmware/ports/vcam/options.h"
#include "firmware/ports/vcam/peripherals.h"

#include <openmv/board.h>

#include <string>
#include <utility>
#include <vector>

namespace omv::vcam {

/// Everything that is fixed about the board that this process plays.
struct BoardSetup {
    Board board;
    firmware::BoardSettings settings;  ///< what the modules see
    std::vector<PinDescription> pins;
    BusDescription buses;
    std::vector<std::pair<std::string, std::string>> wires;  ///< pins that are joined outside
    std::uint32_t uniqueIdAddress = 0;  ///< where the chip shows its id; 0: not known
    std::vector<protocol::MemoryPool> pools;  ///< the first is the heap
    std::string mcu;  ///< as the banner names it
    std::string banner;  ///< firmware and MicroPython; set when the VM starts
    std::string bannerMachine;  ///< "; BOARD with MCU"
    std::vector<std::uint32_t> clocks{400000000};  ///< machine.freq(), Hz; the core's first
    bool network = false;  ///< scripts may use the loopback
    bool seeded = false;  ///< random numbers repeat from run to run
    std::string serial;  ///< USB serial number
    std::string boardId;  ///< omv.board_id()
    std::uint32_t secondCore = 0;  ///< where its firmware starts; 0: the board has none
    std::vector<std::uint8_t> secondRomfs;  ///< image for its /rom; empty = none
    std::vector<std::uint8_t> romfs;  ///< image for /rom; empty = none
};

/// Why a camera cannot be set up; an empty text: it can.
struct SetupProblem {
    std::string text;
    bool wrongOption = false;  ///< its value makes no sense, whatever the machine holds
};

/// Looks the board up and fills in what the options say, all but its identity.
BoardSetup setUpBoard(const Options& options, SetupProblem& problem);

/// The text that the id of this board follows from, if none is kept already.
std::string freshIdentity(const Options& options);
/// Gives the board its ids: `identity` decides, but for a serial number among the options.
void identify(BoardSetup& setup, const Options& options, const std::string& identity);

}  // namespace omv::vcam
