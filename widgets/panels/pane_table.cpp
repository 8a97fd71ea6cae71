// SPDX-License-Identifier: MIT
#include "widgets/panels/pane_table.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>

namespace omv::ui {

namespace {

constexpr int kRow = 26;

/// Draws the line below each row.
class LinedDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setLook(const QColor& line, int padding)
    {
        m_line = line;
        m_padding = padding;
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, option.palette.highlight());
        QStyleOptionViewItem inner = option;
        inner.rect.adjust(m_padding, 0, -m_padding, 0);
        QStyledItemDelegate::paint(painter, inner, index);
        painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, m_line);
    }

private:
    QColor m_line;
    int m_padding = 0;
};

}  // namespace

void setUpTable(QTableView* table)
{
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setItemDelegate(new LinedDelegate(table));
}

void themeTable(QTableView* table, const Theme& theme)
{
    table->setFont(theme.font(TextSize::Body));
    table->horizontalHeader()->setFont(theme.font(TextSize::Caption, QFont::Medium));
    table->verticalHeader()->setMinimumSectionSize(theme.px(kRow));
    table->verticalHeader()->setDefaultSectionSize(theme.px(kRow));
    static_cast<LinedDelegate*>(table->itemDelegate())->setLook(theme.colors().line, theme.px(5));
    table->viewport()->update();
}

}  // namespace omv::ui
