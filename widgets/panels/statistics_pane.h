// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/link_quality.h"
#include "widgets/panels/statistics_model.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace omv::ui {

class EmptyState;
class LinkBars;

/// How good the link is in a line, and every counter below. A bad word is said when two
/// readings in a row give one: a busy moment is no fault of the link.
class StatisticsPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit StatisticsPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// A new reading; `time` in milliseconds of any clock that goes forward.
    void setStatistics(const omv::LinkStatistics& statistics, qint64 time);
    void clear();

    StatisticsModel* model() const { return m_model; }
    const LinkQuality& quality() const { return m_quality; }

signals:
    /// After each reading; for the status bar.
    void qualityChanged(const omv::ui::LinkQuality& quality);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();
    LinkQuality judged() const;
    void judge();
    void showQuality();

    Theme m_theme;
    StatisticsModel* m_model;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_page;
    QWidget* m_line;
    LinkBars* m_bars;
    QLabel* m_detail;
    QLabel* m_hint;
    QTableView* m_table;
    LinkQuality m_quality;
    omv::LinkStatistics m_before;
    omv::LinkStatistics m_last;
    qint64 m_lastTime = 0;
    bool m_hasLast = false;
    int m_badInARow = 0;  ///< readings
};

}  // namespace omv::ui
