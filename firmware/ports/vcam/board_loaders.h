// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/board_flash.h"
#include "firmware/ports/vcam/board_loader.h"

#include <atomic>

#include <nlohmann/json_fwd.hpp>

namespace omv::vcam {

struct LoaderSettings {
    std::string serial;  ///< USB serial number of OpenMV's bootloader
    std::string seUart;  ///< symbolic links to the terminals of those at a serial line
    std::string legacyTty;
    bool legacy = false;  ///< the board has the old serial bootloader
    bool timed = true;
};

/// Makes the loaders that the board's file names.
class BoardLoaders {
public:
    /// All borrowed. `recovery`: the switch or jumper.
    BoardLoaders(const Board& board, BoardFlash& flash, LoaderSettings settings,
                 const std::atomic<bool>& recovery);

    /// What the board's recovery switch or jumper leads to; null: nothing that is played.
    std::unique_ptr<BoardLoader> recovery(protocol::Time now);
    /// Whether a board without bootloader gets there by itself.
    bool recoversByItself() const;
    /// Whether the recovery is at a serial line.
    static bool hasSeUart(const Board& board);
    /// Whether there are such boards with the old serial bootloader.
    static bool hasLegacy(const Board& board);

    /// `forced`: the firmware asked for it.
    std::unique_ptr<BoardLoader> bootloader(bool forced, protocol::Time now);
    /// What the ROM was given to run.
    std::unique_ptr<BoardLoader> program(protocol::Time now);

private:
    bool has(const char* kind) const;
    std::unique_ptr<BoardLoader> stRom(const nlohmann::json& entry);
    std::unique_ptr<BoardLoader> imxRom(const nlohmann::json& entry);
    std::unique_ptr<BoardLoader> alif(const nlohmann::json& entry, protocol::Time now);
    std::unique_ptr<BoardLoader> legacy(const nlohmann::json& entry, protocol::Time now);

    const Board& m_board;
    BoardFlash& m_flash;
    LoaderSettings m_settings;
    const std::atomic<bool>& m_recovery;
};

}  // namespace omv::vcam
