// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QList>
#include <QWidget>

namespace omv::ui {

/// One line of the LED legend: lamps as they look, what one sees, what it means.
struct LedRow {
    QList<QColor> lamps;  ///< in the order of a blink; an invalid colour is off
    QString title;  ///< "Fast blink"
    QString meaning;  ///< "bootloader waits for the computer"

    friend bool operator==(const LedRow&, const LedRow&) = default;
};

/// "What the LED says". Custom paint.
class LedLegend final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit LedLegend(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setRows(const QList<LedRow>& rows);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int textLeft() const;
    int belowHeight(const LedRow& row) const;
    void fit();

    Theme m_theme;
    bool m_below = false;
    QList<LedRow> m_rows;
};

}  // namespace omv::ui
