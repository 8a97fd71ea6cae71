// SPDX-License-Identifier: MIT
#include "app/ide/format_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/documents/document.h"
#include "app/ide/editor_area.h"
#include "app/ide/prompts.h"
#include "app/ide/workbench.h"
#include "widgets/editor/code_editor.h"

#include <QMenu>
#include <QPointer>
#include <QToolButton>

#include <algorithm>

namespace omv::ide {

using namespace Qt::StringLiterals;
using Item = ui::StatusLine::Item;

namespace {

constexpr Encoding kEncodings[] = {Encoding::Utf8,       Encoding::Utf8Bom, Encoding::Utf16LeBom,
                                   Encoding::Utf16BeBom, Encoding::Utf16Le, Encoding::Utf16Be,
                                   Encoding::Latin1};

/// Languages by a name of a file of theirs.
constexpr const char* kLanguages[] = {"a.py",  "a.txt", "a.json", "a.md", "a.csv", "a.ini",
                                      "a.yml", "a.xml", "a.html", "a.c",  "a.cpp", "a.sh"};

QAction* choice(QMenu* menu, const QString& text, bool chosen)
{
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setChecked(chosen);
    return action;
}

}  // namespace

FormatController::FormatController(Workbench& window, ActionSet& actions, Prompts& prompts)
    : m_window(window)
    , m_actions(actions)
    , m_prompts(prompts)
{
    const auto on = [&](const char* id, auto slot) {
        connect(actions[id], &QAction::triggered, this, slot);
    };
    on("file.encoding", [this] { openEncodings(false); });
    on("file.lineEnds", [this] { openEncodings(true); });
    on("edit.indentation", [this] { openIndentation(); });
    on("edit.language", [this] { openLanguages(); });
    connect(window.status, &ui::StatusLine::clicked, this, [this](Item item) {
        if (item == Item::Encoding)
            openEncodings(false);
        else if (item == Item::Indent)
            openIndentation();
        else if (item == Item::Language)
            openLanguages();
    });
    connect(window.editors, &EditorArea::currentChanged, this, &FormatController::show);
    connect(window.editors, &EditorArea::optionsChanged, this, &FormatController::showDocument);
    show();
}

void FormatController::show()
{
    disconnect(m_followed);
    const Document* document = m_window.editors->current();
    if (document)
        m_followed =
            connect(document, &Document::formatChanged, this, &FormatController::showDocument);
    for (const char* id : {"file.encoding", "file.lineEnds", "edit.indentation", "edit.language"})
        m_actions.setEnabled(QString::fromLatin1(id), document != nullptr, tr("No file is open"));
    showDocument();
}

void FormatController::showDocument()
{
    const Document* document = m_window.editors->current();
    const ui::CodeEditor* editor = m_window.editors->editor();
    ui::StatusLine& line = *m_window.status;
    if (!document || !editor) {
        for (const Item item : {Item::Indent, Item::Encoding, Item::Language})
            line.set(item, {});
        return;
    }
    const ui::EditorOptions& options = editor->options();
    const FileFormat& format = document->format();
    const QString ends = document->mixedLineEnds() ? tr("%1 and others").arg(nameOf(format.lineEnd))
                                                   : nameOf(format.lineEnd);
    line.set(Item::Indent,
             options.insertSpaces ? tr("Spaces: %1").arg(options.indentWidth)
                                  : tr("Tabs: %1").arg(options.indentWidth),
             tr("Indentation of this document"));
    line.set(Item::Encoding, u"%1, %2"_s.arg(nameOf(format.encoding), ends),
             tr("Encoding and line ends of this document"));
    line.set(Item::Language, editor->language(), tr("Language of this document"));
}

QMenu* FormatController::menu(const QString& title)
{
    auto* made = new QMenu(m_window.status);
    made->setObjectName(u"formatMenu"_s);
    made->setAttribute(Qt::WA_DeleteOnClose);
    made->addAction(title)->setEnabled(false);
    return made;
}

/// Above its item of the status line, or at that end of the window when there was no room for it.
void FormatController::popUp(QMenu* menu, Item item, QAction* active)
{
    const QToolButton* button = m_window.status->button(item);
    const QSize size = menu->sizeHint();
    const QWidget* status = m_window.status;
    const QPoint at = button->isVisible()
        ? button->mapToGlobal(QPoint(0, -size.height()))
        : status->mapToGlobal(QPoint(status->width() - size.width(), -size.height()));
    menu->popup(at);
    menu->setActiveAction(active);
}

void FormatController::openEncodings(bool atLineEnds)
{
    const QPointer document = m_window.editors->current();
    if (!document)
        return;
    QMenu* made = menu(tr("Save with encoding"));
    QAction* active = nullptr;
    const FileFormat now = document->format();
    for (const Encoding encoding : kEncodings) {
        QAction* action = choice(made, nameOf(encoding), encoding == now.encoding);
        active = encoding == now.encoding ? action : active;
        connect(action, &QAction::triggered, this, [this, document, encoding] {
            const auto problem = document ? document->setEncoding(encoding) : std::nullopt;
            if (problem)
                m_prompts.problem(*problem);
        });
    }
    made->addSeparator();
    made->addAction(tr("Line ends"))->setEnabled(false);
    for (const LineEnd end : {LineEnd::Lf, LineEnd::CrLf, LineEnd::Cr}) {
        const bool chosen = end == now.lineEnd && !document->mixedLineEnds();
        QAction* action = choice(made, nameOf(end), chosen);
        if (atLineEnds && end == now.lineEnd)
            active = action;
        connect(action, &QAction::triggered, this, [document, end] {
            if (document)
                document->setLineEnd(end);
        });
    }
    popUp(made, Item::Encoding, active);
}

void FormatController::openIndentation()
{
    const QPointer document = m_window.editors->current();
    const ui::CodeEditor* editor = m_window.editors->editor();
    if (!document || !editor)
        return;
    QMenu* made = menu(tr("Indentation"));
    QAction* active = nullptr;
    const auto add = [&](const QString& text, bool spaces, int width) {
        const ui::EditorOptions& now = editor->options();
        const bool chosen = spaces == now.insertSpaces && width == now.indentWidth;
        QAction* action = choice(made, text, chosen);
        active = chosen || !active ? action : active;
        connect(action, &QAction::triggered, this, [this, document, spaces, width] {
            if (document)
                m_window.editors->setIndentation(document, {spaces, width});
        });
    };
    for (const int width : {2, 4, 8})
        add(tr("Spaces: %1").arg(width), true, width);
    made->addSeparator();
    for (const int width : {2, 4, 8})
        add(tr("Tabs: %1").arg(width), false, width);
    popUp(made, Item::Indent, active);
}

void FormatController::openLanguages()
{
    const QPointer document = m_window.editors->current();
    const ui::CodeEditor* editor = m_window.editors->editor();
    if (!document || !editor)
        return;
    QMenu* made = menu(tr("Language"));
    QAction* active = nullptr;
    QStringList seen;
    for (const char* each : kLanguages) {
        const QString name = QString::fromLatin1(each);
        const QString language = ui::CodeEditor::languageOf(name);
        if (seen.contains(language))
            continue;
        seen.append(language);
        QAction* action = choice(made, language, language == editor->language());
        active = action->isChecked() || !active ? action : active;
        connect(action, &QAction::triggered, this, [this, document, name] {
            if (document)
                m_window.editors->setLanguage(document, name);
        });
    }
    made->addSeparator();
    connect(made->addAction(tr("As the file's name says")), &QAction::triggered, this,
            [this, document] {
                if (document)
                    m_window.editors->setLanguage(document, {});
            });
    popUp(made, Item::Language, active);
}

}  // namespace omv::ide
