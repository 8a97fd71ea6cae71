// SPDX-License-Identifier: MIT
#include "app/ide/edit_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/documents/document.h"
#include "app/ide/documents/documents.h"
#include "app/ide/documents/text_file.h"
#include "app/ide/editor_area.h"
#include "app/ide/prompts.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/search_pane.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/window/status_line.h"

#include <QApplication>
#include <QHash>
#include <QLineEdit>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<const char*, ui::EditCommand> kCommands[] = {
    {"edit.comment", ui::EditCommand::ToggleComment},
    {"edit.indent", ui::EditCommand::Indent},
    {"edit.unindent", ui::EditCommand::Unindent},
    {"edit.moveUp", ui::EditCommand::MoveLinesUp},
    {"edit.moveDown", ui::EditCommand::MoveLinesDown},
    {"edit.duplicate", ui::EditCommand::DuplicateLines},
    {"edit.deleteLines", ui::EditCommand::DeleteLines},
    {"edit.joinLines", ui::EditCommand::JoinLines},
    {"edit.selectLine", ui::EditCommand::SelectLine},
    {"edit.bracket", ui::EditCommand::JumpToBracket},
    {"edit.trim", ui::EditCommand::TrimTrailingSpace},
    {"view.fold", ui::EditCommand::ToggleFold},
    {"view.foldAll", ui::EditCommand::FoldAll},
    {"view.unfoldAll", ui::EditCommand::UnfoldAll},
};

/// Calls a slot by name: text fields of every kind have them.
void sendTo(const char* slot, QWidget* otherwise)
{
    QWidget* target = QApplication::focusWidget();
    const bool text =
        target && (target->inherits("QLineEdit") || target->inherits("QPlainTextEdit"));
    const bool has = target && target->metaObject()->indexOfSlot(slot) >= 0;
    if (!text && !has)
        target = otherwise;
    if (target)
        QMetaObject::invokeMethod(target, QByteArray(slot).chopped(2).constData());
}

}  // namespace

EditController::EditController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                               Documents& documents, Prompts& prompts)
    : m_window(window)
    , m_actions(actions)
    , m_settings(settings)
    , m_documents(documents)
    , m_prompts(prompts)
{
    connectCommands();
    connectClipboard();
    connectSearch();
    connect(window.editors, &EditorArea::currentChanged, this, &EditController::showDocument);
    connect(window.editors, &EditorArea::caretMoved, this, &EditController::showCaret);
    connect(&settings, &SettingsStore::changed, this, &EditController::applySettings);
    connect(window.status, &ui::StatusLine::clicked, this, [this](ui::StatusLine::Item item) {
        if (item == ui::StatusLine::Item::Caret)
            goToLine();
        else if (item == ui::StatusLine::Item::Camera || item == ui::StatusLine::Item::Port)
            m_actions["device.cameras"]->trigger();
        else if (item == ui::StatusLine::Item::Fps)
            m_actions["window.statistics"]->trigger();
        else if (item == ui::StatusLine::Item::Firmware || item == ui::StatusLine::Item::Sensor)
            m_actions["window.board"]->trigger();
    });
    applySettings();
}

void EditController::connectCommands()
{
    for (const auto& [id, command] : kCommands) {
        connect(m_actions[id], &QAction::triggered, this, [this, command = command] {
            if (ui::CodeEditor* editor = m_window.editors->editor())
                editor->perform(command);
        });
    }
    connect(m_actions["edit.goToLine"], &QAction::triggered, this, &EditController::goToLine);
    connect(m_actions["edit.complete"], &QAction::triggered, this, [this] {
        if (ui::CodeEditor* editor = m_window.editors->editor())
            emit editor->completionWanted(true);
    });
    connect(m_actions["view.zoomIn"], &QAction::triggered, this, [this] { zoom(1); });
    connect(m_actions["view.zoomOut"], &QAction::triggered, this, [this] { zoom(-1); });
    connect(m_actions["view.zoomReset"], &QAction::triggered, this,
            [this] { zoom(-m_window.editors->zoom()); });
    connect(m_actions["view.wrap"], &QAction::triggered, this,
            [this](bool on) { m_settings.change([on](Settings& s) { s.editor.wordWrap = on; }); });
    connect(m_actions["view.whitespace"], &QAction::triggered, this, [this](bool on) {
        m_settings.change([on](Settings& s) { s.editor.whitespace = on; });
    });
    connect(m_actions["window.nextTab"], &QAction::triggered, this,
            [this] { m_window.editors->step(1); });
    connect(m_actions["window.previousTab"], &QAction::triggered, this,
            [this] { m_window.editors->step(-1); });
}

void EditController::connectClipboard()
{
    const std::pair<const char*, const char*> slotOf[] = {
        {"edit.undo", "undo()"}, {"edit.redo", "redo()"},   {"edit.cut", "cut()"},
        {"edit.copy", "copy()"}, {"edit.paste", "paste()"}, {"edit.selectAll", "selectAll()"},
    };
    for (const auto& [id, slot] : slotOf) {
        connect(m_actions[id], &QAction::triggered, this,
                [this, slot = slot] { sendTo(slot, m_window.editors->editor()); });
    }
}

void EditController::connectSearch()
{
    ui::FindBar* bar = m_window.editors->findBar();
    connect(m_actions["edit.find"], &QAction::triggered, this, [this, bar] {
        // The terminal has a search of its own.
        if (m_window.terminal->isAncestorOf(QApplication::focusWidget()))
            m_window.terminal->showFind();
        else
            bar->openFind();
    });
    connect(m_actions["edit.replace"], &QAction::triggered, bar, &ui::FindBar::openReplace);
    connect(m_actions["edit.findNext"], &QAction::triggered, bar, &ui::FindBar::findNext);
    connect(m_actions["edit.findPrevious"], &QAction::triggered, bar, &ui::FindBar::findPrevious);
    connect(bar, &ui::FindBar::findInOpenFilesWanted, this, [this](const ui::SearchQuery& query) {
        m_window.search->setQuery(query);
        m_window.setPaneShown(Pane::Search, true);
        m_window.search->focusQuery();
        searchOpenFiles(query);
    });
    connect(m_window.search, &ui::SearchPane::searchWanted, this, &EditController::searchOpenFiles);
    connect(m_window.search, &ui::SearchPane::replaceWanted, this,
            &EditController::replaceInOpenFiles);
    connect(m_window.search, &ui::SearchPane::activated, this,
            [this](const QString& id, ui::TextRange range) {
                Document* document = m_documents.byId(id);
                if (!document)
                    return;
                m_window.editors->show(document);
                m_window.editors->editor()->select(range);
                m_window.editors->editor()->setFocus();
            });
}

/// In the order of the tabs.
void EditController::searchOpenFiles(const ui::SearchQuery& query)
{
    QHash<const Document*, QList<ui::SearchLine>> found;
    for (const DocumentHits& each : m_documents.find(query))
        found.insert(each.document, each.lines);
    QList<ui::SearchHits> hits;
    for (const Document* document : m_window.editors->inOrder()) {
        if (found.contains(document))
            hits.append({document->id(), document->title(), found.value(document)});
    }
    m_window.search->setHits(hits);
}

/// One undo step in each file.
void EditController::replaceInOpenFiles(const ui::SearchQuery& query, const QString& replacement)
{
    int hits = 0;
    int files = 0;
    for (Document* document : m_window.editors->inOrder()) {
        const int here = ui::replaceAll(document->text(), query, replacement);
        hits += here;
        files += here > 0 ? 1 : 0;
    }
    searchOpenFiles(query);
    m_window.search->setReplaced(hits, files);
}

void EditController::goToLine()
{
    ui::CodeEditor* editor = m_window.editors->editor();
    if (!editor)
        return;
    m_prompts.number(tr("Go to line"), tr("Line, 1 to %1").arg(editor->blockCount()),
                     editor->caret().line, editor->blockCount(),
                     [editor = QPointer(editor)](int line) {
                         if (editor)
                             editor->goTo({line, 1});
                     });
}

void EditController::zoom(int steps)
{
    m_window.editors->setZoom(m_window.editors->zoom() + steps);
}

void EditController::showCaret(ui::TextPosition at)
{
    m_window.status->set(ui::StatusLine::Item::Caret,
                         tr("Ln %1, Col %2").arg(at.line).arg(at.column), tr("Go to line"));
}

void EditController::retranslate()
{
    showDocument();
    if (const ui::CodeEditor* editor = m_window.editors->editor())
        showCaret(editor->caret());
}

void EditController::showDocument()
{
    const bool editor = m_window.editors->editor() != nullptr;
    for (const auto& [id, command] : kCommands)
        m_actions.setEnabled(QString::fromLatin1(id), editor, tr("No file is open"));
    for (const char* id : {"edit.find", "edit.replace", "edit.findNext", "edit.findPrevious",
                           "edit.goToLine", "edit.complete"})
        m_actions.setEnabled(QString::fromLatin1(id), editor, tr("No file is open"));
    if (!editor)
        m_window.status->set(ui::StatusLine::Item::Caret, {});
}

void EditController::applySettings()
{
    const ui::EditorOptions& options = m_settings.value().editor;
    m_window.editors->setOptions(options);
    m_actions["view.wrap"]->setChecked(options.wordWrap);
    m_actions["view.whitespace"]->setChecked(options.whitespace);
    showDocument();
}

}  // namespace omv::ide
