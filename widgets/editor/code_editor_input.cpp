// SPDX-License-Identifier: MIT
#include "widgets/editor/code_editor.h"

#include "widgets/editor/block_data.h"
#include "widgets/editor/code_editor_state.h"
#include "widgets/editor/edit_commands.h"
#include "widgets/editor/folding.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QWheelEvent>

namespace omv::ui {

namespace {

bool isName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// A key that types its text, not a command.
bool types(const QKeyEvent& event)
{
    const auto modifiers = event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    const bool altGr = modifiers == (Qt::ControlModifier | Qt::AltModifier) ||
        modifiers == Qt::GroupSwitchModifier;
    return (modifiers == Qt::NoModifier || altGr) && event.text().size() == 1 &&
        event.text()[0].isPrint();
}

}  // namespace

bool CodeEditor::event(QEvent* event)
{
    // Shortcuts belong to the window's actions, which users can change; the base class would
    // keep undo, copy and their like for itself. Keys that no action wants come here anyway.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto modifiers = static_cast<QKeyEvent*>(event)->modifiers();
        const bool altGr =
            modifiers.testFlag(Qt::ControlModifier) && modifiers.testFlag(Qt::AltModifier);
        if (!altGr && (modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
            event->ignore();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    if (handleKey(event)) {
        event->accept();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    if (types(*event) && !isReadOnly())
        afterTyping(event->text());
}

bool CodeEditor::handleKey(QKeyEvent* event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier;
    const bool shift = modifiers == Qt::ShiftModifier;
    QTextCursor cursor = textCursor();
    if (event->key() == Qt::Key_Escape && plain && errorLine() > 0) {
        clearError();
        return true;
    }
    if (event->key() == Qt::Key_Home && (plain || shift)) {
        smartHome(cursor, shift ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor);
        setTextCursor(cursor);
        return true;
    }
    if (isReadOnly())
        return false;
    if (event->key() == Qt::Key_Space && modifiers == Qt::ControlModifier) {
        emit completionWanted(true);
        return true;
    }
    const auto overLines = [&] { return document()->findBlock(cursor.anchor()) != cursor.block(); };
    if (event->key() == Qt::Key_Tab && plain && overLines())
        indentLines(cursor, m_options);
    else if (event->key() == Qt::Key_Tab && plain)
        insertIndent(cursor, m_options);
    else if (event->key() == Qt::Key_Backtab)
        unindentLines(cursor, m_options);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && (plain || shift))
        insertNewLine(cursor, m_options, stringStateBefore(cursor.block()), python());
    else if (event->key() == Qt::Key_Backspace && (plain || shift))
        backspace(cursor, m_options);
    else
        return types(*event) && typeText(event->text());
    setTextCursor(cursor);
    return true;
}

/// Brackets and quotes come in pairs. False: to be typed as it is.
bool CodeEditor::typeText(const QString& text)
{
    if (!m_options.closeBrackets || overwriteMode())
        return false;
    QTextCursor cursor = textCursor();
    if (!typePair(cursor, text[0], caretInText()))
        return false;
    setTextCursor(cursor);
    afterTyping(text);
    return true;
}

void CodeEditor::afterTyping(const QString& text)
{
    const QChar c = text[0];
    if (c == u':' && python()) {
        QTextCursor cursor = textCursor();
        unindentClosing(cursor, m_options);
    }
    if (caretInText())
        return;
    if (isName(c) || c == u'.')
        emit completionWanted(false);
    else if (c == u'(' || c == u',' || c == u')')
        emit signatureWanted();
}

void CodeEditor::caretChanged()
{
    if (unfoldTo(textCursor().block(), m_options.indentWidth))
        layoutChanged();
    updateBrackets();
    m_state->gutter->update();
    viewport()->update();
    emit caretMoved(caret());
}

void CodeEditor::updateBrackets()
{
    m_state->brackets = bracketsAt(document(), textCursor().position());
}

void CodeEditor::documentChanged(int position, int removed, int added)
{
    Q_UNUSED(removed)
    // Lines typed into a folded body show it.
    const QTextBlock block = document()->findBlock(position);
    if (block.isValid() && !block.isVisible())
        unfoldTo(block, m_options.indentWidth);
    if (m_state->errorAt.isNull())
        return;
    const QTextBlock marked = m_state->errorAt.block();
    const int end = marked.position() + marked.length();
    const bool touched = position < end && position + added >= marked.position();
    // An edit that ends where the marked line begins is one of the line before.
    const bool before = position < marked.position() && position + added == marked.position();
    if (touched && !before)
        clearError();
    else if (m_state->layout)
        m_state->layout->setRoom(marked, m_state->errorBox->height() + m_theme.px(6));
}

// The space between the lines belongs to the rows: the base class would take a click there for
// one beside the text.
QMouseEvent CodeEditor::snapped(const QMouseEvent* event) const
{
    QPointF point = event->position();
    const int row = rowHeight();
    eachLineInSight([&](const QTextBlock& block, qreal top) {
        const int rows = block.layout()->lineCount();
        if (row > 0 && point.y() >= top && point.y() < top + rows * row) {
            const int index = static_cast<int>((point.y() - top) / row);
            point.setY(top + index * row + row / 2.0);
        }
    });
    return QMouseEvent(event->type(), point, event->globalPosition(), event->button(),
                       event->buttons(), event->modifiers(), event->pointingDevice());
}

void CodeEditor::mousePressEvent(QMouseEvent* event)
{
    QMouseEvent moved = snapped(event);
    QPlainTextEdit::mousePressEvent(&moved);
    event->setAccepted(moved.isAccepted());
}

void CodeEditor::mouseMoveEvent(QMouseEvent* event)
{
    QMouseEvent moved = snapped(event);
    QPlainTextEdit::mouseMoveEvent(&moved);
    event->setAccepted(moved.isAccepted());
}

void CodeEditor::mouseReleaseEvent(QMouseEvent* event)
{
    QMouseEvent moved = snapped(event);
    QPlainTextEdit::mouseReleaseEvent(&moved);
    event->setAccepted(moved.isAccepted());
}

void CodeEditor::mouseDoubleClickEvent(QMouseEvent* event)
{
    QMouseEvent moved = snapped(event);
    QPlainTextEdit::mouseDoubleClickEvent(&moved);
    event->setAccepted(moved.isAccepted());
}

void CodeEditor::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        const int delta = event->angleDelta().y();
        if (delta != 0)
            zoomBy(delta > 0 ? 1 : -1);
        event->accept();
        return;
    }
    QPlainTextEdit::wheelEvent(event);
}

bool CodeEditor::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto position = positionAt(help->pos()))
            emit hoverWanted(*position, help->globalPos());
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

bool CodeEditor::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasText() && !source->hasUrls();
}

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    if (m_state->layout && m_options.wordWrap)
        m_state->layout->setWrapWidth(viewport()->width());
    QPlainTextEdit::resizeEvent(event);
    updateMargins();
    placeErrorBox();
}

void CodeEditor::showEvent(QShowEvent* event)
{
    QPlainTextEdit::showEvent(event);
    if (m_state->pendingTop < 0)
        return;
    const QTextBlock top = document()->findBlockByNumber(m_state->pendingTop);
    m_state->pendingTop = -1;
    verticalScrollBar()->setValue(top.firstLineNumber());
}

void CodeEditor::scrollContentsBy(int dx, int dy)
{
    QPlainTextEdit::scrollContentsBy(dx, dy);
    placeErrorBox();
    m_state->gutter->update();
}

void CodeEditor::updateMargins()
{
    const int width = m_state->gutter->wantedWidth();
    if (viewportMargins().left() != width)
        setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_state->gutter->setGeometry(inside.left(), inside.top(), width, inside.height());
}

}  // namespace omv::ui
