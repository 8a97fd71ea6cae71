// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"
#include "widgets/theme/theme.h"

#include <QPlainTextEdit>
#include <QTextBlock>

#include <memory>
#include <optional>

namespace omv::ui {

class EditorGutter;
class EditorLayout;
class ErrorBox;
class Highlighter;
class MarkedScrollBar;

/// The text editor of one document: a QPlainTextEdit with highlighting, gutter, folding, block
/// editing, and a box for a script's error under its line.
///
/// Ownership: shows a text of its own until showDocument() gives it another one, which stays
/// the giver's and must live until the editor is gone or shows another.
/// Shortcuts are the window's: its actions call perform(), undo(), zoomBy() and so on. Only
/// Tab, Backtab, Enter, Backspace, Home, Esc and Ctrl+wheel are the editor's own.
/// A completion pop-up attaches by completionWanted(), wordBeforeCaret(), caretBox() and
/// replaceWordBeforeCaret(); it sees the keys first by installEventFilter() on this object.
class CodeEditor final : public QPlainTextEdit, public Themed {
    Q_OBJECT
public:
    explicit CodeEditor(QWidget* parent = nullptr);
    ~CodeEditor() override;

    void setTheme(const Theme& theme) override;
    void setOptions(const EditorOptions& options);
    const EditorOptions& options() const { return m_options; }

    void showDocument(QTextDocument* document);
    /// Chooses the language of highlighting by the name's ending; "" and ".py": Python.
    void setLanguageByName(const QString& fileName);
    QString language() const;  ///< "Python", for the status bar; "Plain text" when there is none
    static QString languageOf(const QString& fileName);

    TextPosition caret() const;
    /// Puts the caret there, or as near as the text allows, and scrolls it into the middle when
    /// it is out of sight.
    void goTo(TextPosition position);
    void select(TextRange range);
    ViewState viewState() const;
    void setViewState(const ViewState& state);

    void perform(EditCommand command);

    /// Steps of a point, from the theme's size of code; the result is at least 6 points.
    int zoom() const { return m_zoom; }
    void setZoom(int steps);
    void zoomBy(int steps) { setZoom(m_zoom + steps); }

    /// Marks the line and shows the message under it, until the next edit of that line, Esc, the
    /// box's cross, or clearError() (call it at the next run).
    void showError(const ErrorNote& note);
    void clearError();
    /// The line that is marked now, from 1: it moves with edits above. 0: none.
    int errorLine() const;

    /// Marks every hit of a search; at most a few thousand make sense. Empty: none.
    void setSearchHits(const QList<TextRange>& hits);

    /// The name or dotted name (with `dotted`) that ends at the caret; may be empty.
    QString wordBeforeCaret(bool dotted = false) const;
    /// One undo step; the caret ends behind `text`.
    void replaceWordBeforeCaret(const QString& text);
    /// Where the caret is, in coordinates of viewport(): what a pop-up goes below.
    QRect caretBox() const { return cursorRect(); }
    /// The character under a point of viewport(); nothing when there is no text.
    std::optional<int> positionAt(const QPoint& point) const;
    /// True when the caret is in a string or a comment, where completion has no say.
    bool caretInText() const;

signals:
    void caretMoved(omv::ui::TextPosition position);
    /// `explicitly`: by Ctrl+Space; else a name or a dot was typed.
    void completionWanted(bool explicitly);
    /// After "(" or "," was typed, and when the caret moved inside brackets.
    void signatureWanted();
    /// The mouse rests over a character.
    void hoverWanted(int position, const QPoint& globalPoint);
    void zoomChanged(int steps);
    void errorCleared();
    void errorLinkClicked(const QString& id);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    /// Files that are dropped are for the window.
    bool canInsertFromMimeData(const QMimeData* source) const override;

private:
    friend class EditorGutter;
    struct State;

    template<class Visit>
    void eachLineInSight(Visit visit) const;
    int rowHeight() const;
    bool python() const;

    void connectDocument();
    void applyFont();
    void applyDocumentOptions();
    void documentChanged(int position, int removed, int added);
    void caretChanged();
    void updateMargins();
    void updateMarks();
    void updateBrackets();
    void placeErrorBox();
    void foldLine(int line, bool folded);
    void foldAll(bool folded);
    void layoutChanged();
    void jumpToBracket();
    void takeFolded(QTextCursor& cursor);

    bool handleKey(QKeyEvent* event);
    bool typeText(const QString& text);
    void afterTyping(const QString& text);
    QMouseEvent snapped(const QMouseEvent* event) const;

    void paintBackground(QPainter& painter, const QRect& clip) const;
    TextRange columnsInSight(const QTextBlock& block, qreal top) const;
    void paintRows(QPainter& painter, const QTextBlock& block, qreal top) const;
    void paintRange(QPainter& painter, const QTextBlock& block, qreal top, TextRange range,
                    const QColor& color, bool rounded = false) const;
    void paintGuides(QPainter& painter, const QTextBlock& block, qreal top) const;
    void paintWhitespace(QPainter& painter, const QTextBlock& block, qreal top) const;
    void paintFoldMark(QPainter& painter, const QTextBlock& block, qreal top) const;

    Theme m_theme;
    EditorOptions m_options;
    int m_zoom = 0;
    std::unique_ptr<State> m_state;
};

/// Calls `visit(block, top)` for each line in sight; `top` in coordinates of the viewport.
template<class Visit>
void CodeEditor::eachLineInSight(Visit visit) const
{
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    for (; block.isValid() && top <= viewport()->height(); block = block.next()) {
        if (!block.isVisible())
            continue;
        visit(block, top);
        top += blockBoundingRect(block).height();
    }
}

}  // namespace omv::ui
