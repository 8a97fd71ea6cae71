// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/board_model.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QFrame;
class QLabel;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace omv::ui {

class EmptyState;

/// One line of the LED legend: lamps as they look, what one sees, what it means.
struct LedRow {
    QList<QColor> lamps;  ///< in the order of a blink; an invalid colour is off
    QString title;  ///< "Fast blink"
    QString meaning;  ///< "bootloader waits for the computer"

    friend bool operator==(const LedRow&, const LedRow&) = default;
};

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
    void copyWanted(const QString& text);

private:
    void copyRows();
    void buildLegend();
    void fitTable();

    Theme m_theme;
    BoardModel* m_model;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QTableView* m_table;
    QLabel* m_legendTitle;
    QWidget* m_legend;
    QVBoxLayout* m_legendRows;
    QList<LedRow> m_leds;
};

}  // namespace omv::ui
