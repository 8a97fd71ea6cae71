// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace omv::ui {

/// The steps of a plan below each other: what is done, what is done now with its bar, what is
/// the person's to do, what comes later. Custom paint, as tall as it must be. Arrow keys walk
/// through the steps, for those who have them read out.
class StepRows final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit StepRows(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setSteps(const QList<FirmwareStep>& steps);
    const QList<FirmwareStep>& steps() const { return m_steps; }
    /// Of a step, in the widget.
    QRect rowRect(int index) const;
    /// The step that is done now, or waits for the person; -1: none.
    int current() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;
    /// "12,288 of 65,536 bytes · 18 % · 142 KB/s"
    static QString progressText(const FirmwareStep& step);
    static QString leftText(const FirmwareStep& step);

signals:
    /// Another step is the one of now.
    void currentMoved(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void fit();
    int textWidth(int width) const;
    int detailHeight(const FirmwareStep& step, int width) const;
    int rowHeight(const FirmwareStep& step, int width) const;
    void paintRow(QPainter& painter, const QRect& box, int index) const;
    void paintMark(QPainter& painter, const QRect& box, int index) const;
    void paintBar(QPainter& painter, const QRect& box, const FirmwareStep& step) const;
    void describe();

    Theme m_theme;
    QList<FirmwareStep> m_steps;
    int m_focus = 0;
    int m_lastCurrent = -1;
};

}  // namespace omv::ui
