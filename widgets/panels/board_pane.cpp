// SPDX-License-Identifier: MIT
#include "widgets/panels/board_pane.h"

#include "widgets/panels/empty_state.h"
#include "widgets/panels/led_legend.h"
#include "widgets/panels/pane_table.h"
#include "widgets/theme/language.h"

#include <QAction>
#include <QHeaderView>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

BoardPane::BoardPane(QWidget* parent)
    : QWidget(parent)
    , m_model(new BoardModel(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_page(new QWidget(this))
    , m_table(new QTableView(m_page))
    , m_legend(new LedLegend(m_page))
{
    setObjectName(u"boardPane"_s);
    m_empty->setIcon(u"board"_s);
    m_table->setObjectName(u"boardTable"_s);
    setUpTable(m_table);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto* const copy = new QAction(m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &BoardPane::copyRows);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* const rows = new QVBoxLayout(m_page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_legend);
    m_legend->hide();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_page);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    setTheme(m_theme);
    followLanguage(this, [this, copy] {
        m_empty->setText(tr("Connect a camera to see what it is."));
        m_table->setAccessibleName(tr("Board"));
        copy->setText(tr("Copy"));
        if (m_stack->currentWidget() == m_page)
            setInfo(m_info);
    });
}

void BoardPane::setTheme(const Theme& theme)
{
    m_theme = theme;
    QPalette colors = palette();
    colors.setColor(QPalette::Window, theme.colors().panel);
    setPalette(colors);
    setAutoFillBackground(true);
    m_model->setLook(theme.colors().text2, theme.font(TextSize::Code));
    themeTable(m_table, theme);
    sizeColumns();
}

void BoardPane::sizeColumns()
{
    int widest = m_theme.px(140);
    const QFontMetrics metrics(m_table->font());
    for (const BoardRow& row : m_model->rows())
        widest = std::max(widest, metrics.horizontalAdvance(row.name) + m_theme.px(32));
    m_table->setColumnWidth(BoardModel::NameColumn, widest);
}

void BoardPane::setInfo(const omv::DeviceInfo& info)
{
    if (&info != &m_info)
        m_info = info;
    m_model->setRows(boardRows(m_info));
    sizeColumns();
    m_stack->setCurrentWidget(m_page);
}

void BoardPane::clear()
{
    m_model->setRows({});
    m_stack->setCurrentWidget(m_empty);
}

void BoardPane::setLeds(const QList<LedRow>& rows)
{
    m_legend->setRows(rows);
    m_legend->setVisible(!rows.isEmpty());
}

/// The chosen rows, or all, as "name<tab>value".
void BoardPane::copyRows()
{
    QString text;
    const QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const bool wanted = chosen.isEmpty() ||
            std::any_of(chosen.begin(), chosen.end(),
                        [i](const QModelIndex& index) { return index.row() == i; });
        const BoardRow& row = m_model->rows()[static_cast<std::size_t>(i)];
        if (wanted)
            text += row.name + u'\t' + row.value + u'\n';
    }
    emit copyWanted(text);
}

}  // namespace omv::ui
