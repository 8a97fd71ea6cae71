// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QSplitter>

namespace omv::ui {

/// A splitter with a hairline that is easy to grab. A double click on the line gives the first
/// sizes back.
class PaneSplitter final : public QSplitter, public Themed {
    Q_OBJECT
public:
    explicit PaneSplitter(Qt::Orientation orientation, QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    const Theme& theme() const { return m_theme; }

signals:
    void resetWanted();

protected:
    QSplitterHandle* createHandle() override;

private:
    Theme m_theme;
};

}  // namespace omv::ui
