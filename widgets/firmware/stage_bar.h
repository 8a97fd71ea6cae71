// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace omv::ui {

/// The way up: Recovery > Bootloader > Running, with where the board is now. Custom paint.
class StageBar final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit StageBar(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setStage(BoardStage stage, const std::array<QString, 3>& details, bool hasRecovery);
    BoardStage stage() const { return m_stage; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    static QString nameOf(int index);
    void describe();
    void paintStage(QPainter& painter, const QRect& box, int index) const;

    Theme m_theme;
    BoardStage m_stage = BoardStage::Absent;
    std::array<QString, 3> m_details;
    bool m_hasRecovery = true;
};

}  // namespace omv::ui
