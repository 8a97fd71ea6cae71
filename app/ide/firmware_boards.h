// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"

#include <openmv/flasher/flash_board.h>

#include <QString>

#include <map>
#include <vector>

namespace omv::ide {

/// A board that could be written, in whatever state it is. A value.
struct BoardSighting {
    QString port;  ///< what tells it from the others, and what Camera::open() takes
    QString flashPort;  ///< what flasher::openBench() takes
    std::string boardId;  ///< Board::id; empty: not known
    QString name;
    QString detail;
    QString serial;
    ui::BoardStage stage = ui::BoardStage::Running;
    bool ours = false;  ///< a virtual camera that is started for it
    bool started = true;  ///< false: a virtual one that does not run now

    friend bool operator==(const BoardSighting&, const BoardSighting&) = default;
};

/// What the board files say, for the page: read once.
class FirmwareBoards {
public:
    FirmwareBoards();

    /// nullptr: not known, or nothing is known of how it takes firmware.
    const flasher::FlashBoard* byId(const std::string& id) const;
    ui::BoardDrawingData drawing(const std::string& id) const;
    QList<ui::LedRow> leds(const std::string& id, const QColor& any) const;
    /// Below Recovery, Bootloader and Running.
    std::array<QString, 3> stageDetails(const std::string& id) const;
    /// The loader that a recovery goes by; nullptr: there is none.
    static const flasher::Loader* recoveryLoader(const flasher::FlashBoard& board);

private:
    std::vector<flasher::FlashBoard> m_boards;
    std::map<std::string, std::string> m_json;  // by id
    std::map<std::string, UsbId> m_running;
};

}  // namespace omv::ide
