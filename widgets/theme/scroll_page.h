// SPDX-License-Identifier: MIT
#pragma once

class QScrollArea;
class QWidget;

namespace omv::ui {

/// `content` fills `page`, up and down where it has no room. Makes the page's layout; the area
/// is the page's.
QScrollArea* makeScrollPage(QWidget* page, QWidget* content);

}  // namespace omv::ui
