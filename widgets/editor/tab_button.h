// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QAbstractButton>

namespace omv::ui {

/// What closes a tab: a cross, or a dot in its place as long as the text is not saved and the
/// mouse is elsewhere.
class TabButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit TabButton(QWidget* parent);

    void setTheme(const Theme& theme);
    void setModified(bool modified);
    bool modified() const { return m_modified; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Theme m_theme;
    bool m_modified = false;
};

}  // namespace omv::ui
