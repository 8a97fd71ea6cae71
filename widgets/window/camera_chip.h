// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QAbstractButton>

namespace omv::ui {

/// What the chip says of the camera. A value.
struct CameraChipState {
    enum class Dot { None, Connected, Busy, Attention };

    Dot dot = Dot::None;
    QString icon;  ///< "usb", "virtual-camera"; empty: none
    QString name;  ///< "OpenMV AE3", or what to do: "Choose a camera"
    QString detail;  ///< alias or serial number, in grey

    friend bool operator==(const CameraChipState&, const CameraChipState&) = default;
};

/// The camera's place in the header: state, transport, name. A click opens the camera list.
class CameraChip final : public QAbstractButton, public Themed {
    Q_OBJECT
public:
    explicit CameraChip(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setState(const CameraChipState& state);
    const CameraChipState& state() const { return m_state; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QColor dotColor() const;
    void showName();

    Theme m_theme;
    CameraChipState m_state;
    QString m_name;  ///< or what to do, when there is none
};

}  // namespace omv::ui
