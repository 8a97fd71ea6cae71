// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"
#include "widgets/theme/theme.h"

#include <QHash>
#include <QWidget>

#include <optional>

class QFrame;
class QHBoxLayout;
class QStackedWidget;

namespace omv::ui {
class CodeEditor;
class EditorTabs;
class FindBar;
}  // namespace omv::ui

namespace omv::ide {

class Document;

/// Tabs, find bar and one editor for each open document. Told which documents there are.
class EditorArea final : public QWidget, public ui::Themed {
    Q_OBJECT
public:
    explicit EditorArea(QWidget* parent = nullptr);
    ~EditorArea() override;

    void setTheme(const ui::Theme& theme) override;
    void setOptions(const ui::EditorOptions& options);
    void setZoom(int steps);
    int zoom() const { return m_zoom; }
    /// Tools at the right of the tabs.
    void addTool(class QAction* action);

    void add(Document* document);
    /// Before the document is deleted.
    void remove(Document* document);
    void show(Document* document);
    Document* current() const;  ///< null: none
    ui::CodeEditor* editor() const;  ///< the current one's; null: none
    ui::CodeEditor* editorOf(const Document* document) const;
    QList<Document*> inOrder() const;  ///< of the tabs
    /// Of one document; the others are as the options say.
    struct Indentation {
        bool spaces = true;
        int width = 4;
    };
    void setIndentation(const Document* document, Indentation indentation);
    /// By the name of a file of that language; empty: by the document's own.
    void setLanguage(const Document* document, const QString& fileName);
    ui::FindBar* findBar() const { return m_find; }
    ui::EditorTabs* tabs() const { return m_tabs; }
    /// The tab `steps` to the right, round the end.
    void step(int steps);

signals:
    void currentChanged(omv::ide::Document* document);
    void editorAdded(omv::ui::CodeEditor* editor, omv::ide::Document* document);
    void closeWanted(omv::ide::Document* document);
    void closeManyWanted(const QList<omv::ide::Document*>& documents);
    void newWanted();
    void caretMoved(omv::ui::TextPosition position);
    void zoomChanged(int steps);
    /// Of the current editor, its language included.
    void optionsChanged();

private:
    struct Entry {
        Document* document = nullptr;
        ui::CodeEditor* editor = nullptr;
        std::optional<Indentation> indentation;
        QString languageName;  ///< empty: by the document's file
    };
    Entry* entryOf(const Document* document);
    ui::EditorOptions optionsOf(const Entry& entry) const;
    void showLanguage(const Entry& entry);
    void showTitle(int id);
    void choose(int id);
    void closeBeside(int id, bool rightOnly);

    ui::Theme m_theme;
    ui::EditorOptions m_options;
    int m_zoom = 0;
    QFrame* m_row;
    QHBoxLayout* m_tools;
    ui::EditorTabs* m_tabs;
    ui::FindBar* m_find;
    QStackedWidget* m_stack;
    QWidget* m_empty;
    QHash<int, Entry> m_entries;
    int m_lastId = 0;
};

}  // namespace omv::ide
