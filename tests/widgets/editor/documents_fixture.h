// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/documents.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QTextCursor>
#include <QTextDocument>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

// What the tests of documents have in common.

namespace omv::ide::test {

using namespace Qt::StringLiterals;

inline constexpr int kDelayMs = 50;

inline void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

inline QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<none>");
}

inline void type(Document& document, const QString& text, int position = 0)
{
    QTextCursor cursor(document.text());
    cursor.setPosition(position);
    cursor.insertText(text);
}

inline Documents::Options optionsIn(const QString& folder)
{
    return {folder + u"/session.json"_s, folder + u"/recovery"_s, kDelayMs};
}

inline QStringList recoveryFiles(const QString& folder)
{
    QStringList files;
    const QDir root(folder + u"/recovery"_s);
    for (const QString& name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        for (const QString& file :
             QDir(root.filePath(name)).entryList({u"*.unsaved"_s}, QDir::Files))
            files.append(root.filePath(name + u'/' + file));
    return files;
}

/// A limit for the size of files, as long as it lives: what a full disk does to writing.
class SmallDisk {
public:
    SmallDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit small = m_before;
        small.rlim_cur = 100;
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    rlimit m_before{};
};

/// No rights to do everything, as long as it lives.
class Unprivileged {
public:
    Unprivileged()
        : m_root(geteuid() == 0)
    {
        constexpr uid_t kNobody = 65534;
        if (m_root && setresuid(kNobody, kNobody, 0) != 0)
            qFatal("setresuid");
    }
    ~Unprivileged()
    {
        if (m_root && setresuid(0, 0, 0) != 0)
            qFatal("setresuid");
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;

private:
    bool m_root;
};

}  // namespace omv::ide::test
