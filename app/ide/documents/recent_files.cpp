// SPDX-License-Identifier: MIT
#include "app/ide/documents/recent_files.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace omv::ide {

namespace {

QString cleaned(const QString& path)
{
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

}  // namespace

RecentFiles::RecentFiles(int most, QObject* parent)
    : QObject(parent)
    , m_most(std::max(1, most))
{
}

void RecentFiles::setPaths(const QStringList& paths)
{
    QStringList wanted;
    for (const QString& path : paths) {
        if (!path.isEmpty())
            wanted.append(cleaned(path));
    }
    assign(wanted);
}

void RecentFiles::add(const QString& path)
{
    if (!path.isEmpty())
        assign(QStringList{cleaned(path)} + m_paths);
}

void RecentFiles::remove(const QString& path)
{
    QStringList left = m_paths;
    left.removeAll(cleaned(path));
    assign(left);
}

void RecentFiles::clear()
{
    assign({});
}

void RecentFiles::assign(QStringList paths)
{
    paths.removeDuplicates();
    paths = paths.mid(0, m_most);
    if (paths == m_paths)
        return;
    m_paths = paths;
    emit changed();
}

}  // namespace omv::ide
