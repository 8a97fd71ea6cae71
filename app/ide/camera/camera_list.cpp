// SPDX-License-Identifier: MIT
#include "app/ide/camera/camera_list.h"

#include <QUrl>

#include <algorithm>

namespace omv::ide {

using namespace Qt::StringLiterals;

QString CameraEntry::title() const
{
    const QString& more = alias.isEmpty() ? serial : alias;
    return more.isEmpty() ? board : u"%1 %2"_s.arg(board, more);
}

CameraList::CameraList(const QString& virtualState, bool watch, QObject* parent)
    : QObject(parent)
    , m_virtualState(virtualState)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CameraList::settle);
    if (const auto database = BoardDatabase::load()) {
        std::copy_if(database->boards().begin(), database->boards().end(),
                     std::back_inserter(m_boards),
                     [](const Board& board) { return board.simulated; });
    }
    rebuild();
    if (!watch)
        return;
    const auto forward = [this](void (CameraList::*slot)(const CameraInfo&)) {
        return [this, slot](const CameraInfo& camera) {
            QMetaObject::invokeMethod(
                this, [this, slot, camera] { (this->*slot)(camera); }, Qt::QueuedConnection);
        };
    };
    m_watch = std::make_unique<CameraWatch>(
        CameraWatch::Callbacks{forward(&CameraList::appeared), forward(&CameraList::vanished)});
}

CameraList::~CameraList() = default;

const CameraEntry* CameraList::byPort(const QString& port) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const CameraEntry& each) { return each.port == port; });
    return found == m_entries.end() ? nullptr : &*found;
}

void CameraList::setFlashed(const std::string& boardId)
{
    if (std::find(m_flashed.begin(), m_flashed.end(), boardId) == m_flashed.end())
        m_flashed.push_back(boardId);
    rebuild();
}

void CameraList::setScene(const QString& scene)
{
    m_scene = scene;
    rebuild();
}

void CameraList::setAlias(const QString& serial, const QString& alias)
{
    if (alias.isEmpty())
        m_aliases.remove(serial);
    else
        m_aliases.insert(serial, alias);
    rebuild();
}

void CameraList::setAliases(const QHash<QString, QString>& aliases)
{
    m_aliases = aliases;
    rebuild();
}

void CameraList::appeared(const CameraInfo& camera)
{
    const auto now = std::chrono::steady_clock::now();
    const auto known =
        std::find_if(m_sightings.begin(), m_sightings.end(),
                     [&](const Sighting& each) { return each.camera.port == camera.port; });
    if (known == m_sightings.end())
        m_sightings.push_back({camera, true, false, now});
    else
        *known = {camera, true, known->listed, now};
    m_timer.start(kSettle);
}

void CameraList::vanished(const CameraInfo& camera)
{
    for (Sighting& each : m_sightings) {
        if (each.camera.port == camera.port) {
            each.present = false;
            each.since = std::chrono::steady_clock::now();
            m_timer.start(kSettle);
        }
    }
}

void CameraList::settle()
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<CameraEntry> come;
    std::vector<CameraEntry> gone;
    auto next = std::chrono::milliseconds::max();
    for (Sighting& each : m_sightings) {
        const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(now - each.since);
        if (each.present == each.listed)
            continue;
        if (age < kSettle) {
            next = std::min(next, kSettle - age + std::chrono::milliseconds(1));
            continue;
        }
        each.listed = each.present;
        (each.listed ? come : gone).push_back(entryOf(each.camera));
    }
    std::erase_if(m_sightings, [](const Sighting& each) { return !each.present && !each.listed; });
    if (next != std::chrono::milliseconds::max())
        m_timer.start(next);
    rebuild();
    for (const CameraEntry& each : gone)
        emit left(each);
    for (const CameraEntry& each : come)
        emit arrived(each);
}

CameraEntry CameraList::entryOf(const CameraInfo& camera) const
{
    CameraEntry entry;
    entry.port = QString::fromStdString(camera.port);
    entry.board = camera.boardName.empty() ? entry.port : QString::fromStdString(camera.boardName);
    entry.serial = QString::fromStdString(camera.serial);
    entry.boardId = camera.boardId;
    entry.usbIp = QString::fromStdString(camera.usbIp);
    entry.alias = m_aliases.value(entry.serial);
    entry.isVirtual = camera.kind == CameraInfo::Kind::Virtual;
    return entry;
}

void CameraList::rebuild()
{
    std::vector<CameraEntry> entries;
    for (const Sighting& each : m_sightings) {
        if (each.listed)
            entries.push_back(entryOf(each.camera));
    }
    for (const Board& board : m_boards) {
        CameraEntry entry;
        const QString id = QString::fromStdString(board.id);
        entry.port = u"sim:"_s + id;
        if (!m_virtualState.isEmpty())
            entry.port += u"?state="_s +
                QString::fromLatin1(QUrl::toPercentEncoding(m_virtualState + u'/' + id));
        if (std::find(m_flashed.begin(), m_flashed.end(), board.id) != m_flashed.end())
            entry.port += m_virtualState.isEmpty() ? u"?usbip=0"_s : u"&usbip=0"_s;
        if (!m_scene.isEmpty())
            entry.port += (entry.port.contains(u'?') ? u"&scene="_s : u"?scene="_s) + m_scene;
        entry.boardId = board.id;
        entry.board = QString::fromStdString(board.name);
        entry.isVirtual = true;
        entry.ours = true;
        entries.push_back(entry);
    }
    if (entries == m_entries)
        return;
    m_entries = std::move(entries);
    emit changed();
}

}  // namespace omv::ide
