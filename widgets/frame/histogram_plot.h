// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/fixed_digits.h"
#include "widgets/frame/histogram_data.h"
#include "widgets/theme/theme.h"

#include <QImage>
#include <QRect>
#include <QWidget>

#include <array>
#include <optional>
#include <vector>

namespace omv::ui {

/// The curves of a histogram. Painted column by column into an image of its own, which is much
/// faster than stroking paths (docs/adr/0005).
///
/// A point of a curve is a bin's share of all pixels. Where channels have bins of different
/// widths (RGB565), the shares of the narrower ones are scaled to the widest, so that the curves
/// compare; the read-out card tells the plain share.
///
/// The pointer or the arrow keys move the read-out.
class HistogramPlot final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit HistogramPlot(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;

    void setData(const HistogramData& data);
    const HistogramData& data() const { return m_data; }
    /// What to say while there is nothing to plot.
    void setEmptyText(const QString& text);
    void setLogarithmic(bool on);
    /// One channel below the other.
    void setLanes(bool on);
    bool lanes() const { return m_lanes; }
    /// The value that the read-out card tells of; none: no card.
    void setCursor(std::optional<int> value);
    std::optional<int> cursorValue() const { return m_cursor; }
    /// Of the plot in the widget, without the axes' labels.
    QRect plotArea() const;

    /// Of the pixels, at the upper edge: at most 1.
    double topShare() const { return m_top; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void cursorChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// A part of the plot with an axis of its own: all channels, or one of them.
    struct Lane {
        QRect rect;
        int firstChannel = 0;
        int channels = 0;
    };
    struct Tick {
        double share;  ///< of the height, from the bottom
        QString text;
    };

    std::vector<Lane> laneList() const;
    int firstValue() const;
    int lastValue() const;
    double xOf(double value) const;
    void countShares();
    /// 0..1 of the height of a plot.
    double heightOf(double share) const;
    void updateTop();
    QList<Tick> ticks() const;
    QList<int> valueTicks() const;
    QColor colorOf(int channel) const;
    void renderCurves(double ratio);
    std::vector<float> curve(int channel, const Lane& lane, double ratio) const;
    void paintLabels(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;

    Theme m_theme;
    FixedDigits m_label;
    HistogramData m_data;
    /// Of the pixels, in steps that are as wide in each channel: curves are compared by height.
    std::array<std::vector<double>, 3> m_shares;
    QString m_emptyText;
    bool m_logarithmic = false;
    bool m_lanes = false;
    std::optional<int> m_cursor;
    double m_top = 0;  ///< share at the upper edge
    QImage m_image;  ///< grid and curves of plotArea(); null: to be made
    bool m_keyboardFocus = false;
};

}  // namespace omv::ui
