// SPDX-License-Identifier: MIT
#include "app/ide/editor_area.h"

#include "app/ide/documents/document.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/editor_tabs.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/indent.h"
#include "widgets/theme/language.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTextBlock>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

/// What the text already uses, when that is clear and another one than the options say.
std::optional<EditorArea::Indentation> indentationIn(const QTextDocument& text,
                                                     const ui::EditorOptions& options)
{
    constexpr int kLines = 2000;
    int tabs = 0;
    int spaces = 0;
    QString start;
    QTextBlock block = text.begin();
    for (int i = 0; i < kLines && block.isValid(); ++i, block = block.next()) {
        if (block.length() > kLines)
            continue;
        const QString line = block.text();
        tabs += line.startsWith(u'\t') ? 1 : 0;
        spaces += line.startsWith(u"  "_s) ? 1 : 0;
        start += line + u'\n';
    }
    if (tabs == 0 && spaces == 0)
        return std::nullopt;
    const EditorArea::Indentation found{
        spaces >= tabs,
        spaces >= tabs ? ui::guessIndentWidth(start, options.indentWidth) : options.indentWidth};
    if (found.spaces == options.insertSpaces && found.width == options.indentWidth)
        return std::nullopt;
    return found;
}

}  // namespace

EditorArea::EditorArea(QWidget* parent)
    : QWidget(parent)
    , m_row(new QFrame(this))
    , m_tools(new QHBoxLayout)
    , m_tabs(new ui::EditorTabs(m_row))
    , m_find(new ui::FindBar(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new QLabel(this))
{
    m_row->setProperty("role", u"header"_s);
    m_tabs->setObjectName(u"editorTabs"_s);
    static_cast<QLabel*>(m_empty)->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("role", u"secondary"_s);
    m_stack->addWidget(m_empty);

    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_tabs, 1);
    row->addLayout(m_tools);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_row);
    column->addWidget(m_find);
    column->addWidget(m_stack, 1);
    m_find->hide();

    connect(m_tabs, &ui::EditorTabs::documentChosen, this, &EditorArea::choose);
    connect(m_tabs, &ui::EditorTabs::closeWanted, this,
            [this](int id) { emit closeWanted(m_entries.value(id).document); });
    connect(m_tabs, &ui::EditorTabs::closeOthersWanted, this,
            [this](int id) { closeBeside(id, false); });
    connect(m_tabs, &ui::EditorTabs::closeRightWanted, this,
            [this](int id) { closeBeside(id, true); });
    connect(m_tabs, &ui::EditorTabs::closeAllWanted, this,
            [this] { emit closeManyWanted(inOrder()); });
    connect(m_tabs, &ui::EditorTabs::newWanted, this, &EditorArea::newWanted);
    setTheme(m_theme);
    ui::followLanguage(this, [this] {
        static_cast<QLabel*>(m_empty)->setText(
            tr("No file is open. New script: Ctrl+N. Open: Ctrl+O."));
    });
}

EditorArea::~EditorArea()
{
    m_tabs->disconnect(this);
}

void EditorArea::setTheme(const ui::Theme& theme)
{
    m_theme = theme;
    m_row->setFixedHeight(theme.px(36));
    m_tools->setContentsMargins(theme.px(8), 0, theme.px(8), 0);
    m_tools->setSpacing(theme.px(2));
    for (QToolButton* button : m_row->findChildren<QToolButton*>(u"tool"_s)) {
        button->setIconSize(QSize(theme.px(20), theme.px(20)));
        button->setFixedSize(theme.px(28), theme.px(28));
    }
}

void EditorArea::addTool(QAction* action)
{
    auto* button = new QToolButton(m_row);
    button->setObjectName(u"tool"_s);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_tools->addWidget(button);
    setTheme(m_theme);
}

void EditorArea::setOptions(const ui::EditorOptions& options)
{
    m_options = options;
    for (const Entry& each : m_entries)
        each.editor->setOptions(optionsOf(each));
    emit optionsChanged();
}

EditorArea::Entry* EditorArea::entryOf(const Document* document)
{
    for (Entry& each : m_entries) {
        if (each.document == document)
            return &each;
    }
    return nullptr;
}

ui::EditorOptions EditorArea::optionsOf(const Entry& entry) const
{
    ui::EditorOptions options = m_options;
    if (entry.indentation) {
        options.insertSpaces = entry.indentation->spaces;
        options.indentWidth = entry.indentation->width;
    }
    return options;
}

void EditorArea::setIndentation(const Document* document, Indentation indentation)
{
    Entry* entry = entryOf(document);
    if (!entry)
        return;
    entry->indentation = indentation;
    entry->editor->setOptions(optionsOf(*entry));
    emit optionsChanged();
}

void EditorArea::showLanguage(const Entry& entry)
{
    entry.editor->setLanguageByName(entry.languageName.isEmpty() ? entry.document->path()
                                                                 : entry.languageName);
}

void EditorArea::setLanguage(const Document* document, const QString& fileName)
{
    Entry* entry = entryOf(document);
    if (!entry)
        return;
    entry->languageName = fileName;
    showLanguage(*entry);
    emit optionsChanged();
}

void EditorArea::setZoom(int steps)
{
    m_zoom = steps;
    for (const Entry& each : m_entries)
        each.editor->setZoom(steps);
}

void EditorArea::add(Document* document)
{
    const int id = ++m_lastId;
    auto* editor = new ui::CodeEditor(this);
    const Entry entry{document, editor, indentationIn(*document->text(), m_options), {}};
    editor->setTheme(m_theme);
    editor->setOptions(optionsOf(entry));
    editor->setZoom(m_zoom);
    editor->showDocument(document->text());
    showLanguage(entry);
    m_entries.insert(id, entry);
    m_stack->addWidget(editor);
    m_tabs->addDocument(id, document->title(), document->path());

    connect(document, &Document::titleChanged, this, [this, id] { showTitle(id); });
    connect(document, &Document::modifiedChanged, this,
            [this, id](bool modified) { m_tabs->setModified(id, modified); });
    connect(editor, &ui::CodeEditor::caretMoved, this, &EditorArea::caretMoved);
    connect(editor, &ui::CodeEditor::zoomChanged, this, [this](int steps) {
        if (steps == m_zoom)
            return;
        setZoom(steps);
        emit zoomChanged(steps);
    });
    m_tabs->setModified(id, document->modified());
    emit editorAdded(editor, document);
}

void EditorArea::remove(Document* document)
{
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (it->document != document)
            continue;
        const int id = it.key();
        ui::CodeEditor* gone = it->editor;
        document->disconnect(this);
        gone->disconnect(this);
        m_entries.erase(it);
        m_tabs->removeDocument(id);
        choose(m_tabs->currentDocument());
        m_stack->removeWidget(gone);
        // The document goes away before a deferred deletion would come.
        delete gone;
        return;
    }
}

void EditorArea::show(Document* document)
{
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (it->document == document) {
            m_tabs->setCurrentDocument(it.key());
            choose(it.key());
        }
    }
}

Document* EditorArea::current() const
{
    return m_entries.value(m_tabs->currentDocument()).document;
}

ui::CodeEditor* EditorArea::editor() const
{
    return m_entries.value(m_tabs->currentDocument()).editor;
}

ui::CodeEditor* EditorArea::editorOf(const Document* document) const
{
    for (const Entry& each : m_entries) {
        if (each.document == document)
            return each.editor;
    }
    return nullptr;
}

QList<Document*> EditorArea::inOrder() const
{
    QList<Document*> documents;
    for (const int id : m_tabs->documents())
        documents.append(m_entries.value(id).document);
    return documents;
}

void EditorArea::step(int steps)
{
    const QList<int> ids = m_tabs->documents();
    if (ids.isEmpty())
        return;
    const auto now = ids.indexOf(m_tabs->currentDocument());
    const auto next = ((now + steps) % ids.size() + ids.size()) % ids.size();
    m_tabs->setCurrentDocument(ids[next]);
    choose(ids[next]);
}

void EditorArea::showTitle(int id)
{
    const Entry entry = m_entries.value(id);
    m_tabs->setTitle(id, entry.document->title(), entry.document->path());
    showLanguage(entry);
    emit optionsChanged();
}

void EditorArea::choose(int id)
{
    const Entry entry = m_entries.value(id);
    m_stack->setCurrentWidget(entry.editor ? static_cast<QWidget*>(entry.editor) : m_empty);
    m_find->setEditor(entry.editor);
    if (entry.editor) {
        if (isVisible())
            entry.editor->setFocus();
        emit caretMoved(entry.editor->caret());
    }
    emit currentChanged(entry.document);
}

void EditorArea::closeBeside(int id, bool rightOnly)
{
    const QList<int> ids = m_tabs->documents();
    QList<Document*> wanted;
    for (qsizetype i = rightOnly ? ids.indexOf(id) + 1 : 0; i < ids.size(); ++i) {
        if (ids[i] != id)
            wanted.append(m_entries.value(ids[i]).document);
    }
    emit closeManyWanted(wanted);
}

}  // namespace omv::ide
