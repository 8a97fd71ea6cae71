// SPDX-License-Identifier: MIT
#include "widgets/theme/scroll_page.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace omv::ui {

QScrollArea* makeScrollPage(QWidget* page, QWidget* content)
{
    auto* area = new QScrollArea(page);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(area);
    return area;
}

}  // namespace omv::ui
