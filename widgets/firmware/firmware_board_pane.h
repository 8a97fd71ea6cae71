// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace omv::ui {

class BoardDrawing;
class LedLegend;

/// The left column of the firmware page: which board, where its recovery is, what its LED says,
/// and what it would be like to stop now.
class FirmwareBoardPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit FirmwareBoardPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setState(const FirmwareState& state);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showTexts();
    void showPill();

    Theme m_theme;
    FirmwareState m_state;
    QVBoxLayout* m_column;
    QLabel* m_name;
    QLabel* m_pill;
    BoardDrawing* m_drawing;
    QLabel* m_sketch;
    LedLegend* m_leds;
    QWidget* m_stopBox;
    QLabel* m_stopTitle;
    QLabel* m_stop;
};

}  // namespace omv::ui
