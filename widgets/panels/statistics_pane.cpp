// SPDX-License-Identifier: MIT
#include "widgets/panels/statistics_pane.h"

#include "widgets/panels/empty_state.h"
#include "widgets/panels/link_bars.h"
#include "widgets/panels/pane_table.h"
#include "widgets/theme/language.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kBadFrom = 2;  // readings in a row
constexpr int kRatesFrom = 310;  // pixels at 100 %
}  // namespace

StatisticsPane::StatisticsPane(QWidget* parent)
    : QWidget(parent)
    , m_model(new StatisticsModel(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_page(new QWidget(this))
    , m_line(new QWidget(m_page))
    , m_bars(new LinkBars(m_line))
    , m_detail(new QLabel(m_line))
    , m_hint(new QLabel(m_page))
    , m_table(new QTableView(m_page))
{
    setObjectName(u"statisticsPane"_s);
    m_empty->setIcon(u"statistics"_s);
    m_bars->setObjectName(u"statisticsLink"_s);
    m_bars->setFocusPolicy(Qt::NoFocus);
    m_detail->setObjectName(u"statisticsDetail"_s);
    m_detail->setProperty("role", u"secondary"_s);
    m_hint->setObjectName(u"statisticsHint"_s);
    m_hint->setWordWrap(true);
    m_table->setObjectName(u"statisticsTable"_s);
    setUpTable(m_table);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(StatisticsModel::NameColumn,
                                                      QHeaderView::Stretch);

    auto* const line = new QHBoxLayout(m_line);
    line->addWidget(m_bars);
    line->addWidget(m_detail, 1);
    auto* const rows = new QVBoxLayout(m_page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_line);
    rows->addWidget(m_hint);
    rows->addWidget(m_table, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_page);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    setTheme(m_theme);
    followLanguage(this, [this] {
        m_empty->setText(tr("Connect a camera to see how its link works."));
        m_table->setAccessibleName(tr("Statistics"));
        judge();
    });
}

void StatisticsPane::setTheme(const Theme& theme)
{
    m_theme = theme;
    QPalette colors = palette();
    colors.setColor(QPalette::Window, theme.colors().panel);
    setPalette(colors);
    setAutoFillBackground(true);
    m_bars->setTheme(theme);
    m_line->setFixedHeight(theme.px(42));
    m_line->layout()->setContentsMargins(theme.px(6), 0, theme.px(12), 0);
    m_line->layout()->setSpacing(theme.px(12));
    m_detail->setFont(theme.font(TextSize::Caption));
    m_hint->setFont(theme.font(TextSize::Body));
    m_hint->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    QPalette hint = m_hint->palette();
    hint.setColor(QPalette::Window, theme.colors().warningSoft);
    m_hint->setPalette(hint);
    m_hint->setAutoFillBackground(true);
    m_model->setLook(theme.colors().text2, theme.colors().warning,
                     theme.font(TextSize::Body, QFont::DemiBold));
    themeTable(m_table, theme);
    fitColumns();
}

/// Names come first: beside large type the rates go.
void StatisticsPane::fitColumns()
{
    const bool narrow = width() < m_theme.px(kRatesFrom);
    const int number = m_theme.px(narrow ? 84 : 110);
    m_table->setColumnWidth(StatisticsModel::ValueColumn, number);
    m_table->setColumnWidth(StatisticsModel::RateColumn, number);
    m_table->setColumnHidden(StatisticsModel::RateColumn, narrow);
}

void StatisticsPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void StatisticsPane::setStatistics(const omv::LinkStatistics& statistics, qint64 time)
{
    const double seconds = m_hasLast ? static_cast<double>(time - m_lastTime) / 1000 : 0;
    m_model->setStatistics(statistics, seconds);
    m_before = m_hasLast ? m_last : statistics;
    m_last = statistics;
    m_lastTime = time;
    m_hasLast = true;
    const bool good = judgeLink(m_before, m_last).level <= LinkQuality::Level::Good;
    m_badInARow = good ? 0 : m_badInARow + 1;
    m_stack->setCurrentWidget(m_page);
    judge();
}

LinkQuality StatisticsPane::judged() const
{
    if (!m_hasLast)
        return {};
    return m_badInARow > 0 && m_badInARow < kBadFrom ? judgeLink({}, {})
                                                     : judgeLink(m_before, m_last);
}

void StatisticsPane::judge()
{
    m_quality = judged();
    showQuality();
    emit qualityChanged(m_quality);
}

void StatisticsPane::clear()
{
    m_model->clear();
    m_hasLast = false;
    m_badInARow = 0;
    m_stack->setCurrentWidget(m_empty);
    judge();
}

void StatisticsPane::showQuality()
{
    m_bars->setQuality(m_quality);
    m_detail->setText(m_quality.detail);
    m_hint->setText(m_quality.hint);
    m_hint->setVisible(!m_quality.hint.isEmpty());
}

}  // namespace omv::ui
