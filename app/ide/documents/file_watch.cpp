// SPDX-License-Identifier: MIT
#include "app/ide/documents/file_watch.h"

#include <QFileInfo>

namespace omv::ide {

namespace {

constexpr int kPauseMs = 150;

}  // namespace

FileWatch::FileWatch(QObject* parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &FileWatch::tell);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this](const QString& path) {
        m_files.insert(path);
        m_pause.start();
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::folderChanged);
}

void FileWatch::setPaths(const QStringList& paths)
{
    const QSet<QString> wanted(paths.begin(), paths.end());
    if (wanted == m_paths)
        return;
    m_paths = wanted;
    QSet<QString> folders;
    for (const QString& path : m_paths)
        folders.insert(QFileInfo(path).absolutePath());
    QStringList old;
    for (const QString& path : m_watcher.files() + m_watcher.directories()) {
        if (!m_paths.contains(path) && !folders.contains(path))
            old.append(path);
    }
    if (!old.isEmpty())
        m_watcher.removePaths(old);
    watchAgain();
}

void FileWatch::folderChanged(const QString& folder)
{
    m_folders.insert(folder);
    // A folder in which much happens must not put the answer off for ever.
    if (!m_pause.isActive())
        m_pause.start();
}

void FileWatch::tell()
{
    watchAgain();
    const QSet<QString> files = std::exchange(m_files, {});
    const QSet<QString> folders = std::exchange(m_folders, {});
    const QSet<QString> paths = m_paths;
    for (const QString& path : paths) {
        if (files.contains(path))
            emit touched(path, true);
        else if (folders.contains(QFileInfo(path).absolutePath()))
            emit touched(path, false);
    }
}

/// The watcher forgets a file that was replaced or removed.
void FileWatch::watchAgain()
{
    const QStringList files = m_watcher.files();
    const QStringList folders = m_watcher.directories();
    for (const QString& path : std::as_const(m_paths)) {
        const QFileInfo info(path);
        if (info.exists() && !files.contains(path))
            m_watcher.addPath(path);
        const QString folder = info.absolutePath();
        if (QFileInfo(folder).isDir() && !m_watcher.directories().contains(folder) &&
            !folders.contains(folder))
            m_watcher.addPath(folder);
    }
}

}  // namespace omv::ide
