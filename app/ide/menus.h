// SPDX-License-Identifier: MIT
#pragma once

class QMenu;
class QMenuBar;

namespace omv::ide {

class ActionSet;

/// Fills the menu bar; every action is in a menu. Returns the sub-menu of recent files, which
/// its owner fills when it is about to be shown.
QMenu* buildMenus(QMenuBar* bar, const ActionSet& actions);

}  // namespace omv::ide
