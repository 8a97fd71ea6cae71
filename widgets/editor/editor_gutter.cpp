// SPDX-License-Identifier: MIT
#include "widgets/editor/editor_gutter.h"

#include "widgets/editor/code_editor.h"
#include "widgets/editor/folding.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

/// Line numbers are a little smaller than the code.
QFont numberFont(const QFont& code)
{
    QFont font = code;
    font.setPointSizeF(std::max(5.0, code.pointSizeF() * 12 / 13));
    return font;
}

}  // namespace

EditorGutter::EditorGutter(CodeEditor* editor)
    : QWidget(editor)
    , m_editor(editor)
{
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setObjectName(u"editorGutter"_s);
}

int EditorGutter::foldWidth() const
{
    return m_editor->options().folding ? m_editor->m_theme.px(14) : m_editor->m_theme.px(6);
}

int EditorGutter::wantedWidth() const
{
    const Theme& theme = m_editor->m_theme;
    if (!m_editor->options().lineNumbers)
        return theme.px(6) + foldWidth();
    const int digits = static_cast<int>(QString::number(m_editor->blockCount()).size());
    const QFontMetrics metrics(numberFont(m_editor->font()));
    const int numbers = metrics.horizontalAdvance(QString(std::max(2, digits), u'0'));
    return std::max(theme.px(38), theme.px(12) + numbers) + foldWidth();
}

void EditorGutter::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const Colors& colors = m_editor->m_theme.colors();
    painter.fillRect(event->rect(), colors.editor);
    painter.setFont(numberFont(m_editor->font()));
    const int current = m_editor->textCursor().blockNumber();
    const int error = m_editor->errorLine() - 1;
    const int right = width() - foldWidth();
    const int row = m_editor->rowHeight();
    const int icon = m_editor->m_theme.px(12);
    const EditorOptions& options = m_editor->options();
    m_editor->eachLineInSight([&](const QTextBlock& block, qreal y) {
        const int number = block.blockNumber();
        const int top = qRound(y);
        if (top > event->rect().bottom() || top + row < event->rect().top())
            return;
        if (number == error)
            painter.fillRect(0, top, width(), row, colors.errorSoft);
        else if (number == current && options.currentLine && !m_editor->textCursor().hasSelection())
            painter.fillRect(0, top, width(), row, colors.editorLine);
        if (options.lineNumbers) {
            painter.setPen(number == current || number == error ? colors.gutterNow : colors.gutter);
            painter.drawText(QRect(0, top, right, row), Qt::AlignRight | Qt::AlignVCenter,
                             QString::number(number + 1));
        }
        if (!options.folding || !canFold(block, options.indentWidth))
            return;
        const bool folded = isFolded(block);
        const QColor color = folded ? colors.accent
            : number == m_hovered   ? colors.text
                                    : colors.gutter;
        painter.drawPixmap(right + (foldWidth() - icon) / 2, top + (row - icon) / 2,
                           m_editor->m_theme.pixmap(folded ? u"chevron-right"_s : u"chevron-down"_s,
                                                    color, icon, devicePixelRatioF()));
    });
}

int EditorGutter::lineAt(int y) const
{
    int line = -1;
    m_editor->eachLineInSight([&](const QTextBlock& block, qreal top) {
        if (top <= y)
            line = block.blockNumber();
    });
    return line;
}

void EditorGutter::mousePressEvent(QMouseEvent* event)
{
    const int line = lineAt(event->pos().y());
    if (event->button() != Qt::LeftButton || line < 0)
        return;
    const QTextBlock block = m_editor->document()->findBlockByNumber(line);
    m_anchorLine = -1;
    if (event->pos().x() >= width() - foldWidth()) {
        if (m_editor->options().folding && canFold(block, m_editor->options().indentWidth))
            m_editor->foldLine(line, !isFolded(block));
        return;
    }
    m_anchorLine = line;
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::NextBlock, QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
    m_editor->setFocus();
}

void EditorGutter::mouseMoveEvent(QMouseEvent* event)
{
    const int line = lineAt(event->pos().y());
    if ((event->buttons() & Qt::LeftButton) && m_anchorLine >= 0 && line >= 0) {
        const QTextDocument* document = m_editor->document();
        const bool down = line >= m_anchorLine;
        QTextCursor cursor(document->findBlockByNumber(m_anchorLine));
        if (!down)
            cursor.movePosition(QTextCursor::NextBlock);
        QTextCursor end(document->findBlockByNumber(line));
        if (down)
            end.movePosition(QTextCursor::NextBlock);
        cursor.setPosition(end.position(), QTextCursor::KeepAnchor);
        m_editor->setTextCursor(cursor);
    }
    if (line != m_hovered) {
        m_hovered = line;
        update();
    }
}

void EditorGutter::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void EditorGutter::wheelEvent(QWheelEvent* event)
{
    QCoreApplication::sendEvent(m_editor->viewport(), event);
}

}  // namespace omv::ui
