// SPDX-License-Identifier: MIT
#include "app/ide/documents/documents.h"

#include "app/ide/documents/file_watch.h"
#include "app/ide/documents/recovery_store.h"
#include "app/ide/documents/save_queue.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QHash>
#include <QLockFile>
#include <QPointer>
#include <QTextDocument>
#include <QTimer>
#include <QUuid>

#include <algorithm>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// The same file has the same key, by whatever way it is named.
QString keyOf(const QString& path)
{
    const QFileInfo info(path);
    const QString canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(info.absoluteFilePath()) : canonical;
}

}  // namespace

/// A document, and when its text is due for the recovery folder.
struct Documents::Entry {
    std::unique_ptr<Document> document;
    std::unique_ptr<QTimer> timer;
    QElapsedTimer first;  ///< since the oldest change that is not kept yet
};

struct Documents::State {
    Options options;
    RecoveryStore* recovery = nullptr;
    SaveQueue* saves = nullptr;
    bool ending = false;
    FileWatch* watch = nullptr;
    std::vector<Entry> entries;
    std::unique_ptr<QLockFile> lock;  ///< of the session's file
    bool ownsSession = false;
    std::optional<SessionState> stored;
    int lastUntitled = 0;
};

Documents::Documents(const Options& options, QObject* parent)
    : QObject(parent)
    , m_state(std::make_unique<State>())
{
    State& s = *m_state;
    s.options = options;
    s.recovery = new RecoveryStore(options.recoveryFolder, this);
    s.saves = new SaveQueue(this);
    s.watch = new FileWatch(this);
    connect(s.recovery, &RecoveryStore::failed, this, &Documents::recoveryFailed);
    connect(s.watch, &FileWatch::touched, this, [this](const QString& path, bool surely) {
        if (Document* document = byPath(path))
            document->checkDisk(surely);
    });
    // One program at a time keeps the session; the others leave it alone.
    QDir().mkpath(QFileInfo(options.sessionFile).absolutePath());
    s.lock = std::make_unique<QLockFile>(options.sessionFile + u".lock"_s);
    s.lock->setStaleLockTime(0);
    s.ownsSession = s.lock->tryLock(0);
}

Documents::~Documents()
{
    // Who asked for the saves may be gone already.
    m_state->ending = true;
    finishSaves();
    for (Entry& entry : m_state->entries)
        entry.document->disconnect(this);
    flush();
}

Document* Documents::add(std::unique_ptr<Document> document)
{
    Document* added = document.get();
    Entry entry;
    entry.document = std::move(document);
    entry.timer = std::make_unique<QTimer>();
    entry.timer->setSingleShot(true);
    connect(entry.timer.get(), &QTimer::timeout, this, [this, added] { keep(added); });
    connect(added, &Document::edited, this, [this, added] { textChanged(added); });
    connect(added, &Document::modifiedChanged, this, [this, added] { textChanged(added); });
    connect(added, &Document::titleChanged, this, &Documents::watchFiles);
    connect(added, &Document::diskChanged, this,
            [this, added](DiskState state) { emit diskChanged(added, state); });
    m_state->entries.push_back(std::move(entry));
    watchFiles();
    emit opened(added);
    return added;
}

std::variant<Document*, Problem> Documents::open(const QString& path)
{
    if (Document* document = byPath(path))
        return document;
    auto document = std::make_unique<Document>(newId(), QString());
    if (auto problem = document->load(path))
        return *problem;
    return add(std::move(document));
}

Document* Documents::create(const QString& text, const QString& name)
{
    const QString title = name.isEmpty() ? tr("Untitled %1").arg(++m_state->lastUntitled) : name;
    auto document = std::make_unique<Document>(newId(), title);
    document->setText(text, false);
    return add(std::move(document));
}

void Documents::save(Document* document, const QString& path,
                     std::function<void(const std::optional<Problem>&)> done)
{
    const auto job = std::make_shared<SaveJob>(document->beginSave(path));
    const auto saved = std::make_shared<SavedFile>();
    m_state->saves->add([job, saved] { *saved = writeText(*job); },
                        [this, document = QPointer(document), job, saved, done] {
                            if (document) {
                                document->endSave(*job, *saved);
                                document->checkDisk();
                            }
                            if (done && !m_state->ending)
                                done(saved->problem);
                        });
}

void Documents::afterSaves(std::function<void()> then)
{
    if (m_state->saves->idle()) {
        then();
        return;
    }
    m_state->saves->add([] {},
                        [this, then = std::move(then)] {
                            if (!m_state->ending)
                                then();
                        });
}

void Documents::finishSaves()
{
    m_state->saves->finish();
}

void Documents::close(Document* document)
{
    auto& entries = m_state->entries;
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& each) {
        return each.document.get() == document;
    });
    if (found == entries.end())
        return;
    document->disconnect(this);
    Entry entry = std::move(*found);
    entries.erase(found);
    m_state->recovery->remove(document->id());
    watchFiles();
    emit closed(document);
    entry.document.release()->deleteLater();
}

std::vector<Document*> Documents::all() const
{
    std::vector<Document*> documents;
    for (const Entry& entry : m_state->entries)
        documents.push_back(entry.document.get());
    return documents;
}

std::vector<Document*> Documents::modified() const
{
    std::vector<Document*> documents = all();
    std::erase_if(documents, [](const Document* each) { return !each->modified(); });
    return documents;
}

Document* Documents::byPath(const QString& path) const
{
    if (path.isEmpty())
        return nullptr;
    const QString key = keyOf(path);
    for (const Entry& entry : m_state->entries) {
        if (!entry.document->untitled() && keyOf(entry.document->path()) == key)
            return entry.document.get();
    }
    return nullptr;
}

Document* Documents::byId(const QString& id) const
{
    for (const Entry& entry : m_state->entries) {
        if (entry.document->id() == id)
            return entry.document.get();
    }
    return nullptr;
}

/// After a key, an undo, a save: the recovery follows a moment later, or goes at once.
void Documents::textChanged(Document* document)
{
    for (Entry& entry : m_state->entries) {
        if (entry.document.get() != document)
            continue;
        if (!document->modified()) {
            entry.timer->stop();
            entry.first.invalidate();
            m_state->recovery->remove(document->id());
            return;
        }
        if (!entry.first.isValid())
            entry.first.start();
        const int delay = m_state->options.recoveryDelayMs;
        const auto left = std::max<qint64>(0, 2 * delay - entry.first.elapsed());
        entry.timer->start(static_cast<int>(std::min<qint64>(delay, left)));
    }
}

void Documents::keep(Document* document)
{
    for (Entry& entry : m_state->entries) {
        if (entry.document.get() != document)
            continue;
        entry.timer->stop();
        entry.first.invalidate();
    }
    if (document->modified())
        m_state->recovery->put({document->id(), document->path(),
                                document->untitled() ? document->title() : QString(),
                                document->format(), document->baseHash(), QString()},
                               document->snapshot());
}

void Documents::flush()
{
    for (Entry& entry : m_state->entries) {
        if (entry.timer->isActive())
            keep(entry.document.get());
    }
    m_state->recovery->flush();
}

Document* Documents::restoreText(const RecoveredText& text)
{
    auto document = std::make_unique<Document>(
        text.id, text.name.isEmpty() ? tr("Untitled %1").arg(++m_state->lastUntitled) : text.name);
    document->restore(text.path, text.text, text.format, text.baseHash);
    Document* added = add(std::move(document));
    added->checkDisk(true);
    return added;
}

Documents::Restored Documents::restore()
{
    Restored restored;
    SessionState session;
    if (m_state->ownsSession) {
        LoadedSession loaded = loadSession(m_state->options.sessionFile);
        session = loaded.session;
        if (loaded.problem)
            restored.problems.push_back(*loaded.problem);
    }
    QHash<QString, RecoveredText> unsaved;
    QStringList order;
    for (RecoveredText& text : m_state->recovery->takeOver(restored.problems)) {
        order.append(text.id);
        unsaved.insert(text.id, std::move(text));
    }
    restored.recovered = static_cast<int>(unsaved.size());
    for (qsizetype i = 0; i < session.tabs.size(); ++i) {
        const auto tab = restoreTab(session.tabs[i], unsaved, restored.problems);
        if (!tab)
            continue;
        if (i == session.current)
            restored.session.current = static_cast<int>(restored.session.tabs.size());
        restored.session.tabs.append(*tab);
    }
    // Typed after the session was written for the last time.
    for (const QString& id : order) {
        if (!unsaved.contains(id))
            continue;
        const Document* document = restoreText(unsaved.take(id));
        restored.session.tabs.append({document->id(), document->path(), {}});
    }
    return restored;
}

std::optional<SessionTab> Documents::restoreTab(const SessionTab& tab,
                                                QHash<QString, RecoveredText>& unsaved,
                                                std::vector<Problem>& problems)
{
    if (unsaved.contains(tab.documentId)) {
        const Document* document = restoreText(unsaved.take(tab.documentId));
        return SessionTab{document->id(), document->path(), tab.view};
    }
    if (tab.path.isEmpty() || byPath(tab.path))
        return std::nullopt;
    const auto opened = open(tab.path);
    if (const auto* problem = std::get_if<Problem>(&opened)) {
        problems.push_back(*problem);
        return std::nullopt;
    }
    const Document* document = std::get<Document*>(opened);
    return SessionTab{document->id(), document->path(), tab.view};
}

std::optional<Problem> Documents::saveSession(const SessionState& session)
{
    if (!m_state->ownsSession || m_state->stored == session)
        return std::nullopt;
    auto problem = storeSession(m_state->options.sessionFile, session);
    if (!problem)
        m_state->stored = session;
    return problem;
}

void Documents::checkDisk()
{
    for (Document* document : all())
        document->checkDisk(false);
}

void Documents::watchFiles()
{
    QStringList paths;
    for (const Entry& entry : m_state->entries) {
        if (!entry.document->untitled())
            paths.append(entry.document->path());
    }
    m_state->watch->setPaths(paths);
}

QList<DocumentHits> Documents::find(const ui::SearchQuery& query, int most) const
{
    QList<DocumentHits> hits;
    for (const Entry& entry : m_state->entries) {
        QString text = entry.document->text()->toRawText();
        std::replace(text.begin(), text.end(), QChar(QChar::ParagraphSeparator), QChar(u'\n'));
        DocumentHits found{entry.document.get(), ui::linesWith(text, query, most)};
        most -= static_cast<int>(found.lines.size());
        if (!found.lines.isEmpty())
            hits.append(found);
        if (most <= 0)
            break;
    }
    return hits;
}

}  // namespace omv::ide
