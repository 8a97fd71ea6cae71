// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QScrollBar>

namespace omv::ui {

/// A vertical scroll bar with small marks where something is.
class MarkedScrollBar final : public QScrollBar, public Themed {
    Q_OBJECT
public:
    struct Mark {
        int line = 0;  ///< in the scroll bar's units
        QColor color;

        friend bool operator==(const Mark&, const Mark&) = default;
    };

    explicit MarkedScrollBar(QWidget* parent);

    void setTheme(const Theme& theme) override;
    void setMarks(const QList<Mark>& marks);
    const QList<Mark>& marks() const { return m_marks; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme m_theme;
    QList<Mark> m_marks;
};

}  // namespace omv::ui
