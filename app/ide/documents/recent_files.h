// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>

namespace omv::ide {

/// The files opened last, newest first, each once. The settings keep paths() and give them back.
class RecentFiles final : public QObject {
    Q_OBJECT
public:
    explicit RecentFiles(int most = 15, QObject* parent = nullptr);

    const QStringList& paths() const { return m_paths; }
    void setPaths(const QStringList& paths);
    void add(const QString& path);
    void remove(const QString& path);
    void clear();

signals:
    void changed();

private:
    void assign(QStringList paths);

    int m_most;
    QStringList m_paths;
};

}  // namespace omv::ide
