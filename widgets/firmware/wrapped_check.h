// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace omv::ui {

/// A check box whose text may need several lines.
class WrappedCheck final : public QWidget, public Themed {
    Q_OBJECT
public:
    /// `name`: object name of the box.
    explicit WrappedCheck(const QString& name, QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setText(const QString& text);
    /// Emits nothing.
    void setChecked(bool on);
    bool isChecked() const;
    QCheckBox* box() const { return m_box; }

signals:
    /// By the person.
    void chosen(bool on);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    Theme m_theme;
    QCheckBox* m_box;
    QLabel* m_label;
};

}  // namespace omv::ui
