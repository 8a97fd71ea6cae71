// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QTableView>

namespace omv::ui {

class HistogramModel;

/// The numbers of a histogram, with figures that stand still. As high as its rows.
class HistogramTable final : public QTableView, public Themed {
    Q_OBJECT
public:
    /// `model` must outlive the table.
    HistogramTable(HistogramModel* model, QWidget* parent);
    void setTheme(const Theme& theme) override;

    /// Mean, median, deviation and the ends only.
    void setNarrow(bool narrow);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();

    Theme m_theme;
};

}  // namespace omv::ui
