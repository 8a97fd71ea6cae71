// SPDX-License-Identifier: MIT
#include "app/ide/virtual_state.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

const auto kPrefix = u"omv-ide-"_s;
const auto kOwner = u"/owner"_s;
constexpr int kNewFor = 60;  // s

#ifdef Q_OS_UNIX

/// The open and locked file, or -1 when another process holds it or it is not there.
int lockOwner(const QString& folder, int flags)
{
    const int file = ::open(QFile::encodeName(folder + kOwner).constData(),
                            O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
    if (file < 0 || ::flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    ::close(file);
    return -1;
}

void removeLeftovers()
{
    const QDir temp = QDir::temp();
    const auto filter = QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot;
    for (const QFileInfo& each : temp.entryInfoList({kPrefix + u'*'}, filter)) {
        if (each.ownerId() != ::getuid())
            continue;
        const int owner = lockOwner(each.filePath(), 0);
        if (owner < 0) {
            // Killed before it was owned. A new one is given its time.
            if (each.lastModified().secsTo(QDateTime::currentDateTime()) > kNewFor)
                QDir().rmdir(each.filePath());  // only when it is empty
            continue;
        }
        QDir(each.filePath()).removeRecursively();
        ::close(owner);
    }
}

#endif

}  // namespace

VirtualState::VirtualState()
    : m_folder(QDir::tempPath() + u'/' + kPrefix + u"XXXXXX"_s)
{
#ifdef Q_OS_UNIX
    m_owner = lockOwner(m_folder.path(), O_CREAT);
    removeLeftovers();
#endif
}

VirtualState::~VirtualState()
{
    m_folder.remove();
#ifdef Q_OS_UNIX
    if (m_owner >= 0)
        ::close(m_owner);
#endif
}

}  // namespace omv::ide
