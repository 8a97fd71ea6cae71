// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextDocumentLayout>
#include <QTextBlock>

namespace omv::ui {

/// QPlainTextDocumentLayout with rows of one height, and room below one block for a box.
class EditorLayout final : public QPlainTextDocumentLayout {
    Q_OBJECT
public:
    explicit EditorLayout(QTextDocument* document);

    /// Pixels from row to row; at least the height of the font.
    void setRowHeight(qreal height);
    qreal rowHeight() const { return m_rowHeight; }

    /// Leaves `height` pixels free below the rows of `block`; an invalid block: nowhere.
    void setRoom(const QTextBlock& block, qreal height);

    QRectF blockBoundingRect(const QTextBlock& block) const override;

    /// The formats of a block that is out of sight changed, nothing else. It is laid out when it
    /// comes into sight.
    void formatsChanged(QTextBlock block);

    /// Blocks were shown or hidden, or heights changed.
    void announceSize();

protected:
    void documentChanged(int from, int charsRemoved, int charsAdded) override;

private:
    qreal m_rowHeight = 0;
    bool m_onlyFormats = false;
    QTextBlock m_roomBelow;
    qreal m_room = 0;
};

}  // namespace omv::ui
