// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/problem.h"
#include "app/ide/documents/text_snapshot.h"

#include <QHash>
#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

class QLockFile;

namespace omv::ide {

/// Text that was typed and not saved.
struct RecoveredText {
    QString id;  ///< of the document
    QString path;  ///< empty: untitled
    QString name;  ///< of an untitled one
    FileFormat format;
    QByteArray baseHash;  ///< SHA-256 of the file that the text was based on
    QString text;  ///< with its line ends

    friend bool operator==(const RecoveredText&, const RecoveredText&) = default;
};

/// Keeps unsaved texts in a folder, each in a file that is replaced as a whole: whenever the
/// program is killed, each file holds a complete text. Every running program has a folder of
/// its own in the given one, with a lock; what a dead one left behind is taken over.
///
/// Threads: that of the constructor; files are written on a thread of its own.
class RecoveryStore final : public QObject {
    Q_OBJECT
public:
    explicit RecoveryStore(const QString& folder, QObject* parent = nullptr);
    ~RecoveryStore() override;

    /// The texts that dead programs left. They stay on disk until put() or remove() with their
    /// ids. A file that cannot be understood is moved aside and told.
    std::vector<RecoveredText> takeOver(std::vector<Problem>& problems);

    /// `snapshot`: what becomes text.text, on the thread that writes.
    void put(const RecoveredText& text, const TextSnapshot& snapshot);
    void remove(const QString& id);
    /// Returns when all is on disk.
    void flush();

signals:
    void failed(const omv::ide::Problem& problem);

private:
    struct Job {
        QString path;
        std::optional<RecoveredText> text;  ///< nothing: remove the file
        TextSnapshot snapshot;
    };

    bool prepare();
    QString fileOf(const QString& id) const;
    void post(const QString& id, Job job);
    void work();
    void perform(Job job);
    void adopt(const QString& folder, std::vector<RecoveredText>& texts,
               std::vector<Problem>& problems);

    QString m_root;
    QString m_folder;  // ours, in m_root; empty until it is needed
    std::unique_ptr<QLockFile> m_lock;
    bool m_failing = false;  // told already

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_idle;
    QHash<QString, Job> m_jobs;  // guarded by m_mutex; the newest for each id
    bool m_busy = false;  // guarded by m_mutex
    bool m_end = false;  // guarded by m_mutex
    std::thread m_thread;
};

/// The file's bytes and back.
QByteArray encodeRecovery(const RecoveredText& text);
std::optional<RecoveredText> decodeRecovery(const QByteArray& bytes);

}  // namespace omv::ide
