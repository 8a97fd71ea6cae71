// SPDX-License-Identifier: MIT
#pragma once

class QMenu;
class QMenuBar;
class QString;

namespace omv::ide {

class ActionSet;

/// Fills the menu bar; every action is in a menu. Returns the sub-menu of recent files, which
/// its owner fills when it is about to be shown.
QMenu* buildMenus(QMenuBar* bar, const ActionSet& actions);
/// After a change of language, for what buildMenus() filled.
void retranslateMenus(QMenuBar* bar);
/// Of the menu that an action belongs to, without its mnemonic.
QString menuTitle(const QString& actionId);

}  // namespace omv::ide
