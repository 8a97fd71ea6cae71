// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QList>
#include <QScrollBar>

namespace omv::ui {

/// A scroll bar with ticks where something was found.
class TerminalScrollBar final : public QScrollBar {
    Q_OBJECT
public:
    explicit TerminalScrollBar(QWidget* parent = nullptr);

    /// `places`: 0 (top) to 1 (end).
    void setMarks(const QList<double>& places, const QColor& color);
    const QList<double>& marks() const { return m_places; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<double> m_places;
    QColor m_color;
};

}  // namespace omv::ui
