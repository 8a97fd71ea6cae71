// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/link_quality.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>

namespace omv::ui {

/// Four bars and a word, for the status bar. A button: clicked() wants the detail.
class LinkBars final : public QAbstractButton, public Themed {
    Q_OBJECT
public:
    explicit LinkBars(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setQuality(const LinkQuality& quality);
    const LinkQuality& quality() const { return m_quality; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor color() const;
    QString shown() const;

    Theme m_theme;
    LinkQuality m_quality;
};

}  // namespace omv::ui
