// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/board.h>
#include <openmv/discovery.h>

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace omv::ide {

/// A camera that can be chosen. A value.
struct CameraEntry {
    QString port;  ///< what Camera::open() takes
    QString board;  ///< "OpenMV AE3"
    QString serial;
    std::string boardId{};  ///< Board::id; empty when it is not known
    QString usbIp{};  ///< of a virtual camera whose bootloader is played: where
    QString alias;  ///< the user's own name for it; may be empty
    bool isVirtual = false;
    bool ours = false;  ///< a virtual camera that the IDE starts when it is chosen

    /// "OpenMV AE3 desk-cam", or with the serial number where there is no alias.
    QString title() const;
    friend bool operator==(const CameraEntry&, const CameraEntry&) = default;
};

/// The cameras there are: those found, and the virtual ones that can be started.
///
/// A board that enumerates comes and goes a few times: one is listed once it has been there
/// for kSettle, and leaves the list once it has been away for that long.
/// Threads: the window's.
class CameraList final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kSettle{700};

    /// `virtualState`: folder for what the virtual cameras of the IDE keep. `watch`: look for
    /// cameras; without it they are told by appeared() and vanished().
    CameraList(const QString& virtualState, bool watch, QObject* parent = nullptr);
    ~CameraList() override;

    const std::vector<CameraEntry>& entries() const { return m_entries; }
    const CameraEntry* byPort(const QString& port) const;
    /// A virtual camera of the IDE was written: from now on it starts by its bootloader, which
    /// is what runs the firmware that was written.
    void setFlashed(const std::string& boardId);
    /// What the virtual cameras of the IDE see from their next start on: a name that omv-vcam
    /// --list-scenes tells, or empty.
    void setScene(const QString& scene);
    const QString& scene() const { return m_scene; }
    void setAlias(const QString& serial, const QString& alias);
    void setAliases(const QHash<QString, QString>& aliases);
    const QHash<QString, QString>& aliases() const { return m_aliases; }

public slots:
    void appeared(const omv::CameraInfo& camera);
    void vanished(const omv::CameraInfo& camera);

signals:
    void changed();
    /// It has settled.
    void arrived(const omv::ide::CameraEntry& camera);
    void left(const omv::ide::CameraEntry& camera);

private:
    struct Sighting {
        CameraInfo camera;
        bool present = true;
        bool listed = false;
        std::chrono::steady_clock::time_point since;
    };
    void settle();
    void rebuild();
    CameraEntry entryOf(const CameraInfo& camera) const;

    QString m_virtualState;
    QHash<QString, QString> m_aliases;  // by serial number
    std::vector<Sighting> m_sightings;
    std::vector<Board> m_boards;  // that can be simulated
    std::vector<CameraEntry> m_entries;
    std::vector<std::string> m_flashed;  // ids
    QString m_scene;
    QTimer m_timer;
    std::unique_ptr<CameraWatch> m_watch;  // last: its callbacks come here
};

}  // namespace omv::ide
