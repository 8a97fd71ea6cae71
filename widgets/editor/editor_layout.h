// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextDocumentLayout>
#include <QTextBlock>

namespace omv::ui {

/// QPlainTextDocumentLayout with rows of one height, and room below one block for a box. Long
/// lines (isLong()) always have rows, broken anywhere: the base class would draw all of a line of
/// megabytes for the few letters in sight, and look for the end of a word of megabytes anew for
/// each row.
class EditorLayout final : public QPlainTextDocumentLayout {
    Q_OBJECT
public:
    explicit EditorLayout(QTextDocument* document);

    /// Pixels from row to row; at least the height of the font.
    void setRowHeight(qreal height);
    qreal rowHeight() const { return m_rowHeight; }

    /// At which width lines are wrapped; 0: they are not. QPlainTextEdit hears of it afterwards.
    void setWrapWidth(int width) { m_wrapWidth = width; }

    /// Leaves `height` pixels free below the rows of `block`; an invalid block: nowhere.
    void setRoom(const QTextBlock& block, qreal height);

    QRectF blockBoundingRect(const QTextBlock& block) const override;
    QSizeF documentSize() const override;

    /// The formats of a block that is out of sight changed, nothing else. It is laid out when it
    /// comes into sight.
    void formatsChanged(QTextBlock block);

    /// Blocks were shown or hidden, or heights changed.
    void announceSize();

protected:
    void documentChanged(int from, int charsRemoved, int charsAdded) override;

private:
    bool inRows(const QTextBlock& block) const;
    void layoutRows(QTextBlock block);

    int m_wrapWidth = 0;
    int m_blocks = 1;
    qreal m_rowWidth = 0;  // of long lines, as wide as any was
    qreal m_rowHeight = 0;
    bool m_onlyFormats = false;
    QTextBlock m_roomBelow;
    qreal m_room = 0;
};

}  // namespace omv::ui
