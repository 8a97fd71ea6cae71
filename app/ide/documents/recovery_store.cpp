// SPDX-License-Identifier: MIT
#include "app/ide/documents/recovery_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QUuid>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVersion = 1;
const QString& suffix()
{
    static const QString text = u".unsaved"_s;
    return text;
}
const QString& lockName()
{
    static const QString text = u"lock"_s;
    return text;
}

/// Only a process that is gone makes a lock stale, however long it is held.
std::unique_ptr<QLockFile> lockOf(const QString& folder)
{
    auto lock = std::make_unique<QLockFile>(folder + u'/' + lockName());
    lock->setStaleLockTime(0);
    return lock;
}

bool isName(const QString& id)
{
    for (const QChar c : id) {
        if (!c.isLetterOrNumber() && c != u'-' && c != u'_')
            return false;
    }
    return !id.isEmpty() && id.size() <= 100;
}

}  // namespace

// A line of JSON, then the text: so that a long text needs no escaping.
QByteArray encodeRecovery(const RecoveredText& text)
{
    const QByteArray body = text.text.toUtf8();
    QJsonObject head;
    head[u"version"] = kVersion;
    head[u"id"] = text.id;
    head[u"path"] = text.path;
    head[u"name"] = text.name;
    head[u"encoding"] = static_cast<int>(text.format.encoding);
    head[u"lineEnd"] = static_cast<int>(text.format.lineEnd);
    head[u"base"] = QString::fromLatin1(text.baseHash.toHex());
    head[u"bytes"] = static_cast<double>(body.size());
    return QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n' + body;
}

std::optional<RecoveredText> decodeRecovery(const QByteArray& bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0)
        return std::nullopt;
    const QJsonObject head = QJsonDocument::fromJson(bytes.left(end)).object();
    const QByteArray body = bytes.mid(end + 1);
    const int encoding = head[u"encoding"].toInt(-1);
    const int lineEnd = head[u"lineEnd"].toInt(-1);
    const bool known = head[u"version"].toInt() == kVersion && isName(head[u"id"].toString()) &&
        encoding >= 0 && encoding <= static_cast<int>(Encoding::Latin1) && lineEnd >= 0 &&
        lineEnd <= static_cast<int>(LineEnd::Cr);
    if (!known || static_cast<qsizetype>(head[u"bytes"].toDouble(-1)) != body.size())
        return std::nullopt;
    RecoveredText text;
    text.id = head[u"id"].toString();
    text.path = head[u"path"].toString();
    text.name = head[u"name"].toString();
    text.format = {static_cast<Encoding>(encoding), static_cast<LineEnd>(lineEnd)};
    text.baseHash = QByteArray::fromHex(head[u"base"].toString().toLatin1());
    text.text = QString::fromUtf8(body);
    return text;
}

RecoveryStore::RecoveryStore(const QString& folder, QObject* parent)
    : QObject(parent)
    , m_root(folder)
    , m_thread([this] { work(); })
{
}

RecoveryStore::~RecoveryStore()
{
    {
        const std::lock_guard guard(m_mutex);
        m_end = true;
    }
    m_wake.notify_all();
    m_thread.join();
    if (m_folder.isEmpty())
        return;
    m_lock.reset();
    QDir().rmdir(m_folder);  // stays when unsaved texts are in it
}

/// Makes our own folder when it is needed first.
bool RecoveryStore::prepare()
{
    if (!m_folder.isEmpty())
        return true;
    const QString folder = m_root + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!QDir().mkpath(folder)) {
        if (!m_failing)
            emit failed(
                {tr("Unsaved text is not kept for a crash."),
                 tr("The folder %1 cannot be made.").arg(QDir::toNativeSeparators(folder)),
                 tr("Save your files, and see whether the disk is full or write-protected.")});
        m_failing = true;
        return false;
    }
    m_lock = lockOf(folder);
    m_lock->tryLock(0);
    m_folder = folder;
    return true;
}

QString RecoveryStore::fileOf(const QString& id) const
{
    return m_folder + u'/' + id + suffix();
}

std::vector<RecoveredText> RecoveryStore::takeOver(std::vector<Problem>& problems)
{
    std::vector<RecoveredText> texts;
    const QDir root(m_root);
    for (const QString& name :
         root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time | QDir::Reversed)) {
        const QString folder = root.filePath(name);
        if (folder == m_folder)
            continue;
        const auto lock = lockOf(folder);
        if (!lock->tryLock(0))
            continue;  // its program is running
        adopt(folder, texts, problems);
        lock->unlock();
        QDir().rmdir(folder);
    }
    return texts;
}

void RecoveryStore::adopt(const QString& folder, std::vector<RecoveredText>& texts,
                          std::vector<Problem>& problems)
{
    const QDir dir(folder);
    for (const QString& name :
         dir.entryList({u'*' + suffix()}, QDir::Files, QDir::Time | QDir::Reversed)) {
        const QString path = dir.filePath(name);
        const auto bytes = readFile(path);
        const auto text = std::holds_alternative<QByteArray>(bytes)
            ? decodeRecovery(std::get<QByteArray>(bytes))
            : std::nullopt;
        if (!text) {
            const QString aside = m_root + u'/' + name + u".broken"_s;
            QFile::remove(aside);
            QFile::rename(path, aside);
            problems.push_back({tr("A text that was not saved could not be brought back."),
                                tr("%1 is damaged.").arg(QDir::toNativeSeparators(aside)),
                                tr("Look at the file with a text editor.")});
            continue;
        }
        if (!prepare())
            return;
        QFile::remove(fileOf(text->id));
        if (QFile::rename(path, fileOf(text->id)))
            texts.push_back(*text);
    }
}

void RecoveryStore::put(const RecoveredText& text, const TextSnapshot& snapshot)
{
    if (prepare())
        post(text.id, {fileOf(text.id), text, snapshot});
}

void RecoveryStore::remove(const QString& id)
{
    if (!m_folder.isEmpty())
        post(id, {fileOf(id), std::nullopt, {}});
}

void RecoveryStore::post(const QString& id, Job job)
{
    {
        const std::lock_guard guard(m_mutex);
        m_jobs.insert(id, std::move(job));
    }
    m_wake.notify_one();
}

void RecoveryStore::flush()
{
    std::unique_lock guard(m_mutex);
    m_idle.wait(guard, [this] { return m_jobs.isEmpty() && !m_busy; });
}

void RecoveryStore::work()
{
    std::unique_lock guard(m_mutex);
    while (true) {
        m_wake.wait(guard, [this] { return m_end || !m_jobs.isEmpty(); });
        if (m_jobs.isEmpty())
            return;  // only at the end: what was put before is written
        Job job = std::move(*m_jobs.begin());
        m_jobs.erase(m_jobs.begin());
        m_busy = true;
        guard.unlock();
        perform(std::move(job));
        guard.lock();
        m_busy = false;
        if (m_jobs.isEmpty())
            m_idle.notify_all();
    }
}

void RecoveryStore::perform(Job job)
{
    if (!job.text) {
        QFile::remove(job.path);
        return;
    }
    job.text->text = job.snapshot.fileText();
    const QByteArray bytes = encodeRecovery(*job.text);
    QSaveFile file(job.path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() &&
        file.flush() && file.commit();
    const QString why = file.errorString();
    // The signal and the flag belong to the thread of this object.
    QMetaObject::invokeMethod(this, [this, written, why, path = job.path] {
        if (!written && !m_failing)
            emit failed(
                {tr("Unsaved text is not kept for a crash."),
                 tr("%1: %2").arg(QDir::toNativeSeparators(path), why),
                 tr("Save your files, and see whether the disk is full or write-protected.")});
        m_failing = !written;
    });
}

}  // namespace omv::ide
