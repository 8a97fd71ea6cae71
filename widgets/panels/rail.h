// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QList>
#include <QWidget>

namespace omv::ui {

/// One place of the rail.
struct RailItem {
    QString id;  ///< for programs: "edit"
    QString icon;
    QString text;
    QString toolTip{};  ///< with the shortcut; a disabled item says why
    bool bottom = false;  ///< in the group at the lower end
    bool enabled = true;

    friend bool operator==(const RailItem&, const RailItem&) = default;
};

/// The places of the window, at its left edge. One focus stop; arrow keys, Home and End move,
/// Enter or Space open. 76 px wide with labels, else 48.
class Rail final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setItems(const QList<RailItem>& items);
    const QList<RailItem>& items() const { return m_items; }
    void setCurrent(const QString& id);
    QString current() const { return m_current; }
    void setLabelsShown(bool on);
    /// Of an item, in the widget; empty when there is none or no room for it.
    QRect itemRect(const QString& id) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void activated(const QString& id);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int itemHeight() const;
    QRect rectOf(int index) const;
    int indexAt(const QPoint& position) const;
    void moveFocus(int step);
    void activate(int index);
    void paintItem(QPainter& painter, int index) const;

    Theme m_theme;
    QList<RailItem> m_items;
    QString m_current;
    bool m_labels = true;
    int m_hover = -1;
    int m_pressed = -1;
    int m_focus = 0;
};

}  // namespace omv::ui
