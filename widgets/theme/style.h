// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

namespace omv::ui {

/// Fusion with the sizes and habits of the look that a style sheet cannot say.
class Style final : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    void setScale(double scale) { m_scale = scale; }

    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;

private:
    double m_scale = 1;
};

}  // namespace omv::ui
