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

    void setLine(const QColor& line) { m_line = line; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, m_line);
    }

private:
    QColor m_line;
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
    static_cast<LinedDelegate*>(table->itemDelegate())->setLine(theme.colors().line);
    table->viewport()->update();
}

}  // namespace omv::ui
