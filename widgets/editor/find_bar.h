// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"
#include "widgets/theme/theme.h"

#include <QFrame>
#include <QPointer>

namespace omv::ui {

class CodeEditor;

/// The row under the tabs that finds and replaces in one editor. Told which editor by
/// setEditor() whenever the tab changes; hidden until openFind() or openReplace().
/// Object names: findText, replaceText, findNext, findPrevious, replaceOne, replaceAll,
/// findCase, findWord, findRegex, findCount, findClose.
class FindBar final : public QFrame, public Themed {
    Q_OBJECT
public:
    explicit FindBar(QWidget* parent = nullptr);
    ~FindBar() override;

    void setTheme(const Theme& theme) override;
    void setEditor(CodeEditor* editor);
    SearchQuery query() const;
    void setQuery(const SearchQuery& query);

public slots:
    /// Shows the bar with the selected text (one line) in it, and gives it the focus.
    void openFind();
    void openReplace();
    void findNext();
    void findPrevious();
    void replaceOne();
    void replaceAll();
    /// Hides the bar, takes the marks away and gives the focus back to the editor.
    void closeBar();

signals:
    /// The user wants this in all open files.
    void findInOpenFilesWanted(const omv::ui::SearchQuery& query);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct State;

    void build();
    void setTexts();
    void connectParts();
    void open(bool replacing);
    void showReplace(bool shown);
    void textChanged();
    void refresh();
    void searchTyped();
    void showCount();
    QString countText() const;
    int currentHit() const;
    void step(bool forward);

    Theme m_theme;
    std::unique_ptr<State> m_state;
};

}  // namespace omv::ui
