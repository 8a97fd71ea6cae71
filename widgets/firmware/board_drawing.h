// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace omv::ui {

/// A board from above, lens towards you, with what recovery needs: a sketch from the board's
/// data, not to scale. The control is drawn in accent when it is to be used. Custom paint.
class BoardDrawing final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit BoardDrawing(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setData(const BoardDrawingData& data);
    const BoardDrawingData& data() const { return m_data; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintBoard(QPainter& painter) const;
    void paintLenses(QPainter& painter) const;
    void paintParts(QPainter& painter) const;
    void paintControl(QPainter& painter) const;
    void paintSwitch(QPainter& painter, const QColor& ink) const;
    void paintJumper(QPainter& painter, const QColor& ink) const;
    void label(QPainter& painter, const QPointF& from, const QString& text) const;
    double unit() const { return m_theme.px(1000) / 1000.0; }

    Theme m_theme;
    BoardDrawingData m_data;
};

}  // namespace omv::ui
