// SPDX-License-Identifier: MIT
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace omv::ide {

/// Says which of its files may have changed, a moment after the last change: programs write in
/// several steps. Also sees files that are replaced, removed and made again, by their folders.
class FileWatch final : public QObject {
    Q_OBJECT
public:
    explicit FileWatch(QObject* parent);

    void setPaths(const QStringList& paths);

signals:
    /// `surely`: the file itself was touched; else only something in its folder.
    void touched(const QString& path, bool surely);

private:
    void folderChanged(const QString& folder);
    void tell();
    void watchAgain();

    QFileSystemWatcher m_watcher;
    QTimer m_pause;
    QSet<QString> m_paths;
    QSet<QString> m_files;  // that changed since the last signal
    QSet<QString> m_folders;
};

}  // namespace omv::ide
