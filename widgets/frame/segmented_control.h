// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QList>
#include <QString>
#include <QWidget>

class QHBoxLayout;

namespace omv::ui {

class Segment;

/// A few exclusive choices side by side, one of them chosen. One stop of the tab key, arrows
/// inside. Segments are buttons with the object name "NAME.0", "NAME.1".
class SegmentedControl final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit SegmentedControl(const QString& name, QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;

    void setTexts(const QStringList& texts);
    QStringList texts() const;
    int count() const { return static_cast<int>(m_segments.size()); }
    int current() const;
    /// Emits nothing.
    void setCurrent(int index);
    /// `reason`: the tool tip of one that cannot be chosen.
    void setSegmentEnabled(int index, bool enabled, const QString& reason = {});

signals:
    /// By the person.
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuild(const QStringList& texts);

    Theme m_theme;
    QHBoxLayout* m_layout;
    QList<Segment*> m_segments;
};

}  // namespace omv::ui
