// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QFrame>

class QButtonGroup;
class QToolButton;

namespace omv::ui {

/// One choice of a few, all in view ("Off | JPEG | Raw"). One focus stop; arrow keys choose.
class SegmentedControl final : public QFrame, public Themed {
    Q_OBJECT
public:
    struct Item {
        QString text;
        QString toolTip;
        bool enabled = true;
    };

    explicit SegmentedControl(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// Replaces all segments; the current index stays when it still exists.
    void setItems(const QList<Item>& items);
    void setTexts(const QStringList& texts);
    int count() const;
    /// -1: none.
    int currentIndex() const;
    /// Does not emit activated().
    void setCurrentIndex(int index);
    void setItemEnabled(int index, bool enabled, const QString& why = {});
    /// The button of a segment; its objectName is "segmentN".
    QToolButton* button(int index) const;

signals:
    /// The user chose a segment.
    void activated(int index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void step(int direction);

    Theme m_theme;
    QButtonGroup* m_group;
};

}  // namespace omv::ui
