// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/histogram_data.h"
#include "widgets/theme/theme.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace omv::ui {

/// The curves of a histogram. Painted column by column into an image of its own, which is much
/// faster than stroking paths (docs/adr).
class HistogramPlot final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit HistogramPlot(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;

    void setData(const HistogramData& data);
    const HistogramData& data() const { return m_data; }
    void setLogarithmic(bool on);
    /// One channel below the other.
    void setLanes(bool on);
    /// The value that the read-out card tells of; none: no card. The pointer moves it.
    void setCursor(std::optional<int> value);
    std::optional<int> cursorValue() const { return m_cursor; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void cursorChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Lane;
    QRectF plotArea() const;
    std::vector<Lane> lanes() const;
    int valueAt(double x) const;
    void paintAxes(QPainter& painter, const Lane& lane) const;
    void paintCurves(QPainter& painter, const Lane& lane);
    void paintCursor(QPainter& painter) const;

    Theme m_theme;
    HistogramData m_data;
    bool m_logarithmic = false;
    bool m_lanes = false;
    std::optional<int> m_cursor;
    QImage m_curves;
};

}  // namespace omv::ui
