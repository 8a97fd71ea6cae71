// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/board_model.h"
#include "widgets/panels/led_legend.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QStackedWidget;
class QTableView;

namespace omv::ui {

class EmptyState;

/// All that a camera says of itself, and what its LED says.
class BoardPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit BoardPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setInfo(const omv::DeviceInfo& info);
    /// Shows the empty state.
    void clear();
    /// No rows: no legend.
    void setLeds(const QList<LedRow>& rows);

    BoardModel* model() const { return m_model; }

signals:
    /// The chosen rows, or all, for the clipboard.
    void copyWanted(const QString& text);

private:
    void copyRows();
    void sizeColumns();

    Theme m_theme;
    omv::DeviceInfo m_info;
    BoardModel* m_model;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_page;
    QTableView* m_table;
    LedLegend* m_legend;
};

}  // namespace omv::ui
