// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/firmware_boards.h"

#include <openmv/flasher/boards.h>

#include <QCoreApplication>

#include <optional>
#include <set>

namespace omv::ide {

class CameraList;
class CameraSession;
struct CameraState;

/// The boards that could be written now, and the one that the page is about.
class FirmwareTargets {
    Q_DECLARE_TR_FUNCTIONS(omv::ide::FirmwareTargets)
public:
    FirmwareTargets(const CameraList& cameras, const CameraSession& session,
                    const FirmwareBoards& boards);

    struct Situation {
        bool running = false;  ///< a run: the target stays the one that it is
        bool result = false;  ///< one is shown: it stays in sight until a camera is connected
    };
    enum class Change { None, List, Target };
    /// Looks at all there is.
    Change gather(const Situation& situation);
    /// One that is new in its loader.
    struct Fresh {
        QString port;  ///< empty: there is none
        bool sure = false;  ///< certainly a board
    };
    /// Boards in their loaders, and those on USB.
    Fresh setSeen(const std::vector<flasher::SeenBoard>& boards);
    bool has(const QString& port) const;
    /// The page came up for it: not again until it was away.
    void setOpened(const QString& port) { m_opened.insert(port.section(u'#', 0, 0)); }
    /// A camera of this kind was connected: one like it in recovery is certainly a board.
    void learn(const std::string& board) { m_known.insert(board); }

    /// False: no such port.
    bool choose(const QString& port);
    const std::vector<BoardSighting>& all() const { return m_found; }
    /// As it was seen last.
    const std::optional<BoardSighting>& target() const { return m_target; }
    void setTargetStage(ui::BoardStage stage);
    /// It was just seen to run: where it was seen in a loader it is no more.
    void setTargetRuns();
    /// The target may be away for a while, as it is being written.
    void awaitTarget() { m_awaited = true; }
    /// The window works with that board.
    bool connectedTo(const BoardSighting& board) const;
    /// nullptr: there is no target, or nothing is known of how it takes firmware.
    const flasher::FlashBoard* flashBoard() const;

private:
    void addCameras(std::vector<BoardSighting>& found) const;
    void addLoaders(std::vector<BoardSighting>& found) const;
    void chooseUsual(bool result);

    const CameraList& m_cameras;
    const CameraSession& m_session;
    const FirmwareBoards& m_boards;
    std::vector<flasher::SeenBoard> m_seen;
    std::vector<BoardSighting> m_found;
    std::optional<BoardSighting> m_target;
    bool m_byUser = false;  ///< the target was chosen, not found
    bool m_awaited = false;
    std::set<std::string> m_known;
    std::set<QString> m_opened;
};

}  // namespace omv::ide
