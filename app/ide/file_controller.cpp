// SPDX-License-Identifier: MIT
#include "app/ide/file_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/documents/documents.h"
#include "app/ide/documents/recent_files.h"
#include "app/ide/documents/text_file.h"
#include "app/ide/editor_area.h"
#include "app/ide/prompts.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/editor_tabs.h"

#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

const auto kScripts =
    QT_TRANSLATE_NOOP("omv::ide::FileController", "Scripts (*.py *.pyi);;All files (*)");

const auto kTemplate = u"import csi\nimport time\n\ncsi0 = csi.CSI()\ncsi0.reset()\n"
                       "csi0.pixformat(csi.RGB565)\ncsi0.framesize(csi.QVGA)\n\n"
                       "clock = time.clock()\nwhile True:\n    clock.tick()\n"
                       "    img = csi0.snapshot()\n    print(clock.fps())\n"_s;

}  // namespace

FileController::FileController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                               Documents& documents, RecentFiles& recent, Prompts& prompts)
    : m_window(window)
    , m_actions(actions)
    , m_settings(settings)
    , m_documents(documents)
    , m_recent(recent)
    , m_prompts(prompts)
{
    recent.setPaths(settings.value().recentFiles);
    const auto on = [&](const char* id, auto slot) {
        connect(actions[id], &QAction::triggered, this, slot);
    };
    on("file.new", [this] { openCopy(kTemplate, {}); });
    on("file.open", [this] {
        m_prompts.openFiles(tr("Open scripts"), folder(), tr(kScripts),
                            [this](const QStringList& paths) { open(paths); });
    });
    on("file.save", [this] {
        if (Document* document = m_window.editors->current())
            save(document);
    });
    on("file.saveAs", [this] {
        if (Document* document = m_window.editors->current())
            saveAs(document);
    });
    on("file.saveAll", [this] { saveAll(m_window.editors->inOrder(), {}); });
    on("file.reload", [this] {
        Document* document = m_window.editors->current();
        if (document && !document->untitled())
            reload(document);
    });
    on("file.close", [this] { close(current()); });
    on("file.closeAll", [this] { close(m_window.editors->inOrder()); });
    on("file.quit", [this] { m_window.close(); });

    connect(window.editors, &EditorArea::closeWanted, this,
            [this](Document* document) { close({document}); });
    connect(window.editors, &EditorArea::closeManyWanted, this,
            [this](const QList<Document*>& all) { close(all); });
    connect(window.editors, &EditorArea::newWanted, actions["file.new"], &QAction::trigger);
    connect(window.editors, &EditorArea::currentChanged, this, [this] {
        retranslate();
        keepSession();
        tellCurrent();
    });
    connect(window.editors->tabs(), &ui::EditorTabs::orderChanged, this,
            &FileController::keepSession);
    connect(&documents, &Documents::diskChanged, this, &FileController::onDiskChanged);
    connect(&documents, &Documents::recoveryFailed, this,
            [this](const Problem& problem) { m_prompts.problem(problem); });
    connect(&recent, &RecentFiles::changed, this,
            [this] { m_settings.note([this](Settings& s) { s.recentFiles = m_recent.paths(); }); });
    connect(&window, &Workbench::closeAsked, this, &FileController::onCloseAsked);
    connect(&window, &Workbench::filesDropped, this, &FileController::open);
    connect(&window, &Workbench::activated, this, [this] { m_documents.checkDisk(); });
}

void FileController::retranslate()
{
    const Document* document = m_window.editors->current();
    for (const auto* id : {"file.save", "file.saveAs", "file.close"})
        m_actions.setEnabled(QString::fromLatin1(id), document != nullptr, tr("No file is open"));
    m_actions.setEnabled(u"file.reload"_s, document && !document->untitled(),
                         tr("The script has no file yet"));
    m_window.setWindowTitle(document ? tr("%1 - OMV IDE").arg(document->title()) : tr("OMV IDE"));
}

QString FileController::folder() const
{
    const Document* document = m_window.editors->current();
    if (document && !document->untitled())
        return QFileInfo(document->path()).absolutePath();
    return m_recent.paths().isEmpty() ? QDir::homePath()
                                      : QFileInfo(m_recent.paths().first()).absolutePath();
}

QList<Document*> FileController::current() const
{
    Document* document = m_window.editors->current();
    return document ? QList<Document*>{document} : QList<Document*>{};
}

void FileController::start(const QStringList& files, const QString& helloWorld)
{
    m_restoring = true;
    const Documents::Restored restored = m_documents.restore();
    for (const SessionTab& tab : restored.session.tabs) {
        Document* document = m_documents.byId(tab.documentId);
        if (!document)
            continue;
        add(document);
        m_window.editors->editorOf(document)->setViewState(tab.view);
    }
    if (const int at = restored.session.current; at >= 0 && at < restored.session.tabs.size()) {
        if (Document* document = m_documents.byId(restored.session.tabs[at].documentId))
            m_window.editors->show(document);
    }
    m_restoring = false;
    open(files);
    if (!m_window.editors->current())
        openCopy(helloWorld);
    for (const Problem& problem : restored.problems)
        m_prompts.problem(problem);
    keepSession();
}

void FileController::add(Document* document)
{
    if (!m_window.editors->editorOf(document))
        m_window.editors->add(document);
    m_window.editors->show(document);
}

void FileController::open(const QStringList& paths)
{
    const bool before = std::exchange(m_restoring, true);
    for (const QString& path : paths) {
        auto opened = m_documents.open(path);
        if (auto* problem = std::get_if<Problem>(&opened)) {
            m_recent.remove(path);
            m_prompts.problem(*problem);
            continue;
        }
        add(std::get<Document*>(opened));
        m_recent.add(std::get<Document*>(opened)->path());
    }
    m_restoring = before;
    keepSession();
    tellCurrent();
}

bool FileController::openNamed(const QString& name, int line)
{
    const QString file = QFileInfo(name).fileName();
    const auto all = m_documents.all();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Document* each) {
        return !each->untitled() && QFileInfo(each->path()).fileName() == file;
    });
    if (found != all.end()) {
        m_window.editors->show(*found);
    } else {
        const QStringList places{folder() + u'/' + name, folder() + u'/' + file};
        const auto place = std::find_if(places.begin(), places.end(), [](const QString& each) {
            return QFileInfo(each).isFile();
        });
        if (place == places.end())
            return false;
        open({*place});
    }
    if (ui::CodeEditor* editor = m_window.editors->editor()) {
        editor->goTo({line, 1});
        editor->setFocus();
    }
    return true;
}

void FileController::openAt(const QString& path, int line)
{
    open({path});
    const Document* document = m_window.editors->current();
    if (!document || document != m_documents.byPath(path))
        return;
    m_window.editors->editor()->goTo({line, 1});
    m_window.editors->editor()->setFocus();
}

Document* FileController::openCopy(const QString& path)
{
    auto bytes = readFile(path);
    if (auto* problem = std::get_if<Problem>(&bytes)) {
        m_prompts.problem(*problem);
        return nullptr;
    }
    const auto text = decodeText(std::get<QByteArray>(bytes));
    return openCopy(text ? text->text : QString(), QFileInfo(path).fileName());
}

Document* FileController::openCopy(const QString& text, const QString& name)
{
    Document* document = m_documents.create(text, name);
    add(document);
    return document;
}

void FileController::save(Document* document, std::function<void()> then)
{
    if (document->untitled())
        saveAs(document, std::move(then));
    else
        write(document, document->path(), std::move(then));
}

void FileController::write(Document* document, const QString& path, std::function<void()> then)
{
    m_documents.save(document, path,
                     [this, path, id = document->id(),
                      then = std::move(then)](const std::optional<Problem>& problem) {
                         m_prompts.solved(id);
                         if (problem) {
                             Problem told = *problem;
                             told.about = id;
                             m_prompts.problem(told);
                             return;
                         }
                         m_recent.add(path);
                         keepSession();
                         if (then)
                             then();
                     });
}

void FileController::reload(Document* document)
{
    m_documents.afterSaves([this, document = QPointer(document)] {
        if (!document)
            return;
        if (const auto problem = document->reload())
            m_prompts.problem(*problem);
    });
}

void FileController::saveAs(Document* document, std::function<void()> then)
{
    QString name = document->title();
    if (document->untitled() && !name.endsWith(".py"_L1))
        name = name.toLower().replace(u' ', u'_') + u".py"_s;
    const QString proposed = document->untitled() ? folder() + u'/' + name : document->path();
    m_prompts.saveFile(tr("Save %1").arg(document->title()), proposed, tr(kScripts),
                       [this, document = QPointer(document), then](const QString& path) {
                           if (document)
                               write(document, path, then);
                       });
}

/// One after the other; stops at the first that is not saved.
void FileController::saveAll(QList<Document*> documents, std::function<void()> then)
{
    while (!documents.isEmpty()) {
        Document* document = documents.takeFirst();
        if (!m_window.editors->editorOf(document) || !document->modified())
            continue;
        save(document, [this, documents, then] { saveAll(documents, then); });
        return;
    }
    if (then)
        then();
}

void FileController::close(const QList<Document*>& documents, std::function<void()> then)
{
    // What is being saved is judged when that is done.
    m_documents.afterSaves([this, documents, then] { closeSaved(documents, then); });
}

void FileController::closeSaved(QList<Document*> documents, const std::function<void()>& then)
{
    documents.removeIf([this](Document* each) { return !m_window.editors->editorOf(each); });
    QStringList names;
    QList<Document*> unsaved;
    for (Document* document : documents) {
        if (document->modified()) {
            names.append(document->title());
            unsaved.append(document);
        }
    }
    const auto finish = [this, documents, then] {
        closeNow(documents);
        if (then)
            then();
    };
    if (unsaved.isEmpty()) {
        finish();
        return;
    }
    m_prompts.unsaved(names, [this, unsaved, finish](Prompts::Close answer) {
        if (answer == Prompts::Close::Save)
            saveAll(unsaved, finish);
        else if (answer == Prompts::Close::Discard)
            finish();
    });
}

void FileController::closeNow(const QList<Document*>& documents)
{
    const bool before = std::exchange(m_restoring, true);
    for (Document* document : documents) {
        if (!m_window.editors->editorOf(document))
            continue;
        m_window.editors->remove(document);
        m_documents.close(document);
    }
    m_restoring = before;
    keepSession();
}

/// Unsaved text stays in the recovery folder: leaving asks nothing and loses nothing.
void FileController::onCloseAsked(QCloseEvent* event)
{
    m_documents.finishSaves();
    keepSession();
    m_documents.flush();
    m_leaving = true;
    event->accept();
}

void FileController::onDiskChanged(Document* document, DiskState state)
{
    m_diskUntold.remove(document->id());
    if (state == DiskState::Same)
        return;
    if (state == DiskState::Changed && !document->modified()) {
        // Nothing of the user's is lost; undo brings the old text back.
        if (!document->reload())
            return;
    }
    // One question at a time, of what is looked at: a whole folder may have changed.
    m_diskUntold.insert(document->id());
    tellCurrent();
}

void FileController::tellCurrent()
{
    Document* document = m_window.editors->current();
    if (document && !m_restoring && m_diskUntold.remove(document->id()))
        tellDisk(document);
}

void FileController::tellDisk(Document* document)
{
    const auto pointer = QPointer(document);
    if (document->diskState() == DiskState::Vanished)
        m_prompts.confirm(
            tr("%1 is no longer on the disk.").arg(document->title()),
            tr("Another program deleted, moved or renamed %1. The text is kept here, unsaved.")
                .arg(QDir::toNativeSeparators(document->path())),
            tr("Save again"), [this, pointer] {
                if (pointer)
                    save(pointer);
            });
    else
        m_prompts.confirm(
            tr("%1 was changed by another program.").arg(document->title()),
            tr("Your changes here are kept unless you load the file. Undo brings them back."),
            tr("Load the file"), [this, pointer] {
                if (pointer)
                    reload(pointer);
            });
}

void FileController::keepSession()
{
    if (m_restoring || m_leaving)
        return;
    SessionState session;
    for (Document* document : m_window.editors->inOrder()) {
        if (document == m_window.editors->current())
            session.current = static_cast<int>(session.tabs.size());
        session.tabs.append(
            {document->id(), document->path(), m_window.editors->editorOf(document)->viewState()});
    }
    static_cast<void>(m_documents.saveSession(session));
}

void FileController::fillRecentMenu(QMenu* menu)
{
    menu->clear();
    for (const QString& path : m_recent.paths()) {
        QAction* action = menu->addAction(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] { open({path}); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("No files yet"))->setEnabled(false);
    menu->addSeparator();
    QAction* clear = menu->addAction(tr("Clear the list"));
    connect(clear, &QAction::triggered, &m_recent, &RecentFiles::clear);
}

}  // namespace omv::ide
