// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/memory_history.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace omv::ui {

/// One pool: name, flags, bar with peak, figures, graph of 60 s. Custom paint.
class MemoryCard final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit MemoryCard(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// `history` is copied from at once; `index` counts the pools of its kind.
    void show(const MemoryHistory& history, int index);
    void setAlert(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintTitle(QPainter& painter, const QRect& row) const;
    void paintBar(QPainter& painter, const QRect& bar) const;
    void paintFigures(QPainter& painter, const QRect& row) const;
    void paintGraph(QPainter& painter, const QRect& graph) const;
    int paintPill(QPainter& painter, int x, const QRect& row, const QString& text,
                  const QColor& fill, const QColor& color) const;

    Theme m_theme;
    MemoryHistory m_history;
    QString m_name;
    QStringList m_flags;
    QString m_alert;
};

}  // namespace omv::ui
