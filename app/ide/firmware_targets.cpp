// SPDX-License-Identifier: MIT
#include "app/ide/firmware_targets.h"

#include "app/ide/camera/camera_list.h"
#include "app/ide/camera/camera_session.h"

#include <algorithm>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

QString usbText(const UsbId& id)
{
    return u"%1:%2"_s.arg(id.vendor, 4, 16, QChar(u'0'))
        .arg(id.product, 4, 16, QChar(u'0'))
        .toUpper();
}

ui::BoardStage stageOf(flasher::SeenBoard::State state)
{
    switch (state) {
    case flasher::SeenBoard::State::Running: return ui::BoardStage::Running;
    case flasher::SeenBoard::State::Bootloader: return ui::BoardStage::Bootloader;
    case flasher::SeenBoard::State::Recovery: return ui::BoardStage::Recovery;
    }
    return ui::BoardStage::Absent;
}

/// Of a board in a loader: several kinds share one.
QString loaderPort(const flasher::SeenBoard& seen, const std::string& board)
{
    const QString port = plain(seen.port);
    return seen.boards.size() > 1 ? u"%1#%2"_s.arg(port, plain(board)) : port;
}

}  // namespace

FirmwareTargets::FirmwareTargets(const CameraList& cameras, const CameraSession& session,
                                 const FirmwareBoards& boards)
    : m_cameras(cameras)
    , m_session(session)
    , m_boards(boards)
{
}

void FirmwareTargets::addCameras(std::vector<BoardSighting>& found) const
{
    for (const CameraEntry& each : m_cameras.entries()) {
        BoardSighting board;
        board.port = each.port.section(u'?', 0, 0);
        board.flashPort = each.usbIp.isEmpty() ? each.port : each.usbIp;
        board.boardId = each.boardId;
        board.name = each.ours ? tr("Virtual %1").arg(each.board) : each.title();
        board.serial = each.serial;
        board.ours = each.ours;
        board.started = !each.ours || m_session.state().port == each.port;
        board.detail = each.ours ? QString() : each.port.section(u'/', -1);
        for (const flasher::SeenBoard& seen : m_seen) {
            if (plain(seen.port) == each.port)
                board.flashPort = u"usb:"_s + plain(seen.path);
        }
        found.push_back(board);
    }
}

void FirmwareTargets::addLoaders(std::vector<BoardSighting>& found) const
{
    for (const flasher::SeenBoard& seen : m_seen) {
        if (seen.state == flasher::SeenBoard::State::Running)
            continue;
        for (const std::string& id : seen.boards) {
            const flasher::FlashBoard* board = m_boards.byId(id);
            BoardSighting sighting;
            sighting.port = loaderPort(seen, id);
            sighting.flashPort = plain(seen.port);
            sighting.boardId = id;
            sighting.name = board ? plain(board->name) : plain(id);
            sighting.serial = plain(seen.serial);
            sighting.stage = stageOf(seen.state);
            sighting.detail = seen.path.empty()
                ? usbText(seen.usbId)
                : u"%1 · %2"_s.arg(usbText(seen.usbId), plain(seen.path));
            found.push_back(sighting);
        }
    }
}

/// The one that is written comes and goes meanwhile: it stays in the list.
FirmwareTargets::Change FirmwareTargets::gather(const Situation& situation)
{
    std::vector<BoardSighting> found;
    addLoaders(found);
    addCameras(found);
    std::stable_partition(found.begin(), found.end(),
                          [](const BoardSighting& each) { return !each.ours; });
    if (m_target) {
        auto same = std::find_if(found.begin(), found.end(), [&](const BoardSighting& each) {
            return each.port == m_target->port;
        });
        // A board that left its loader is at another port, and at the same place.
        if (same == found.end() && !situation.running)
            same = std::find_if(found.begin(), found.end(), [&](const BoardSighting& each) {
                return each.flashPort == m_target->flashPort;
            });
        if (same != found.end()) {
            m_target = *same;
            m_awaited = m_awaited && situation.running;
        } else if (m_awaited) {
            found.insert(found.begin(), *m_target);
        } else {
            m_target.reset();
        }
    }
    const bool changed = found != m_found;
    m_found = std::move(found);
    const QString before = m_target ? m_target->port : QString();
    if (!situation.running && (!m_target || !m_byUser))
        chooseUsual(situation.result);
    if ((m_target ? m_target->port : QString()) != before)
        return Change::Target;
    return changed ? Change::List : Change::None;
}

/// The camera that is connected; else one in trouble; else the only real one. What was just
/// written stays in sight until another camera is connected.
void FirmwareTargets::chooseUsual(bool result)
{
    constexpr int kConnected = 4;
    const BoardSighting* best = nullptr;
    int bestRank = -1;
    for (const BoardSighting& each : m_found) {
        const int rank = connectedTo(each)          ? kConnected
            : each.stage != ui::BoardStage::Running ? 3
            : !each.ours                            ? 2
                                                    : 1;
        if (rank > bestRank) {
            best = &each;
            bestRank = rank;
        }
    }
    if (m_target && result && bestRank < kConnected)
        return;
    m_byUser = false;
    if (best)
        m_target = *best;
    else
        m_target.reset();
}

bool FirmwareTargets::choose(const QString& port)
{
    const auto found = std::find_if(m_found.begin(), m_found.end(),
                                    [&](const BoardSighting& each) { return each.port == port; });
    if (found == m_found.end())
        return false;
    m_target = *found;
    m_byUser = true;
    return true;
}

void FirmwareTargets::setTargetStage(ui::BoardStage stage)
{
    if (m_target)
        m_target->stage = stage;
}

void FirmwareTargets::setTargetRuns()
{
    setTargetStage(ui::BoardStage::Running);
    if (!m_target)
        return;
    std::erase_if(m_seen, [this](const flasher::SeenBoard& each) {
        return each.state != flasher::SeenBoard::State::Running &&
            plain(each.port) == m_target->flashPort;
    });
    m_awaited = true;
}

bool FirmwareTargets::has(const QString& port) const
{
    return std::any_of(m_found.begin(), m_found.end(),
                       [&](const BoardSighting& each) { return each.port == port; });
}

bool FirmwareTargets::connectedTo(const BoardSighting& board) const
{
    const CameraState& state = m_session.state();
    if (state.link == Link::Disconnected)
        return false;
    return state.port.section(u'?', 0, 0) == board.port ||
        (!board.serial.isEmpty() && state.port == u"serial:"_s + board.serial);
}

const flasher::FlashBoard* FirmwareTargets::flashBoard() const
{
    return m_target ? m_boards.byId(m_target->boardId) : nullptr;
}

FirmwareTargets::Fresh FirmwareTargets::setSeen(const std::vector<flasher::SeenBoard>& boards)
{
    m_seen = boards;
    std::set<QString> inLoaders;
    Fresh fresh;
    for (const flasher::SeenBoard& seen : boards) {
        if (seen.state == flasher::SeenBoard::State::Running || seen.boards.empty())
            continue;
        inLoaders.insert(plain(seen.port));
        const auto known = std::find_if(seen.boards.begin(), seen.boards.end(),
                                        [this](const auto& id) { return m_known.count(id) > 0; });
        // Bridges that a recovery goes by are in other things, too.
        const flasher::FlashBoard* board = m_boards.byId(seen.boards.front());
        const flasher::Loader* loader = board ? board->loader(seen.loader) : nullptr;
        const bool sure =
            known != seen.boards.end() || !(loader && loader->kind == flasher::LoaderKind::AlifIsp);
        // What is certain goes before what may be.
        if ((sure || !fresh.sure) && m_opened.count(plain(seen.port)) == 0)
            fresh = {loaderPort(seen, known == seen.boards.end() ? seen.boards.front() : *known),
                     sure};
    }
    // Those that went may come again.
    std::erase_if(m_opened, [&](const QString& each) { return inLoaders.count(each) == 0; });
    return fresh;
}

}  // namespace omv::ide
