// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/document.h"
#include "app/ide/documents/session_store.h"
#include "widgets/editor/search.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace omv::ide {

struct RecoveredText;

/// Hits of a search in one open document.
struct DocumentHits {
    Document* document = nullptr;
    QList<ui::SearchLine> lines;
};

/// The open documents, in no order that means anything: watches their files, keeps unsaved text
/// in the recovery folder while it is typed, and restores the last session.
///
///     Documents documents({.sessionFile = .., .recoveryFolder = ..});
///     const auto restored = documents.restore();     // at the start
///     ...
///     documents.saveSession(state);                  // whenever tabs or carets changed, and at
///     the end
///
/// Threads: the GUI thread's. Files and recovery files are written on threads of their own.
class Documents final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString sessionFile;
        QString recoveryFolder;
        int recoveryDelayMs = 700;  ///< after the last key; at most twice this after the first
    };

    explicit Documents(const Options& options, QObject* parent = nullptr);
    ~Documents() override;

    /// The document of that file: the one that is open already, or a new one.
    std::variant<Document*, Problem> open(const QString& path);
    /// An untitled copy: examples, templates. `name` empty: "Untitled 1" and so on.
    Document* create(const QString& text = {}, const QString& name = {});
    /// Writes its text of this moment to `path`, on a thread of its own; `done` is told how it
    /// went, here and later.
    void save(Document* document, const QString& path,
              std::function<void(const std::optional<Problem>&)> done = {});
    /// Calls `then` when what is being saved now has been; at once when that is nothing.
    void afterSaves(std::function<void()> then);
    /// Waits for the saves; for the end of the program.
    void finishSaves();
    /// Forgets it and its recovery file; it is deleted later. The caller asked before.
    void close(Document* document);

    std::vector<Document*> all() const;
    Document* byPath(const QString& path) const;
    Document* byId(const QString& id) const;
    std::vector<Document*> modified() const;

    struct Restored {
        SessionState session;  ///< of what could be opened; tabs in order
        int recovered = 0;  ///< texts that had not been saved
        std::vector<Problem> problems;
    };
    /// Opens what the last session had and what had not been saved then.
    Restored restore();
    /// Writes where the carets are; texts are not part of it. Only writes when it differs.
    std::optional<Problem> saveSession(const SessionState& session);
    /// Writes all unsaved texts now and waits for it; for the end of the program.
    void flush();

    /// Compares all files with the disk, as when the window gets the focus.
    void checkDisk();
    QList<DocumentHits> find(const ui::SearchQuery& query, int most = 10000) const;

signals:
    void opened(omv::ide::Document* document);
    void closed(omv::ide::Document* document);
    void diskChanged(omv::ide::Document* document, omv::ide::DiskState state);
    /// Unsaved text could not be put into the recovery folder; said once until it works again.
    void recoveryFailed(const omv::ide::Problem& problem);

private:
    struct Entry;
    struct State;

    Document* add(std::unique_ptr<Document> document);
    void textChanged(Document* document);
    void keep(Document* document);
    void watchFiles();
    Document* restoreText(const RecoveredText& text);
    std::optional<SessionTab> restoreTab(const SessionTab& tab,
                                         QHash<QString, RecoveredText>& unsaved,
                                         std::vector<Problem>& problems);

    std::unique_ptr<State> m_state;
};

}  // namespace omv::ide
