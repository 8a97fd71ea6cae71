// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/discovery.h>
#include <openmv/flasher/flash_board.h>

namespace omv::flasher {

/// A board that is plugged in, in whatever state. A value.
struct SeenBoard {
    enum class State {
        Running,  ///< its firmware
        Bootloader,  ///< its own loader, which leaves by itself when nobody talks to it
        Recovery,  ///< the chip's own loader: its bootloader is gone, or somebody asked for it
    };

    State state = State::Running;
    std::string port;  ///< what openBench() takes; of a running one Camera::open(), too
    std::string path;  ///< where on this computer's USB: "1-2.3"; empty: elsewhere
    /// Ids of the boards that it can be. Several share the loader of their chip, and that may
    /// even be no camera at all; a running one is known.
    std::vector<std::string> boards;
    std::string name;  ///< for people
    std::string serial;  ///< USB serial number in this state; empty: none
    UsbId usbId;
    std::string loader;  ///< Bootloader, Recovery: as the board's file names it
    bool writable = true;  ///< false: a virtual camera that plays no loader
    bool permitted = true;  ///< false: the system does not let this user open it

    friend bool operator==(const SeenBoard&, const SeenBoard&) = default;
};

/// "running", "bootloader", "recovery"
OPENMV_API std::string_view name(SeenBoard::State state);

/// Boards on this computer's USB and virtual cameras, sorted by port. Opens none. Errors: those
/// of reading board files.
OPENMV_API Result<std::vector<SeenBoard>> listBoards();

}  // namespace omv::flasher
