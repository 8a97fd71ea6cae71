// SPDX-License-Identifier: MIT
#include "app/ide/menus.h"

#include "app/ide/action_set.h"

#include <QCoreApplication>
#include <QMenuBar>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Menus", text);
}

/// Ids; "-" is a line, "/" the sub-menu of recent files.
struct MenuSpec {
    const char* title;
    std::initializer_list<const char*> items;
};

const MenuSpec kMenus[] = {
    {QT_TRANSLATE_NOOP("Menus", "&File"),
     {"file.new", "file.open", "/", "file.examples", "-", "file.save", "file.saveAs",
      "file.saveAll", "file.reload", "-", "file.close", "file.closeAll", "-", "file.quit"}},
    {QT_TRANSLATE_NOOP("Menus", "&Edit"),
     {"edit.undo",
      "edit.redo",
      "-",
      "edit.cut",
      "edit.copy",
      "edit.paste",
      "edit.selectAll",
      "edit.selectLine",
      "-",
      "edit.find",
      "edit.replace",
      "edit.findNext",
      "edit.findPrevious",
      "edit.findInFiles",
      "edit.goToLine",
      "-",
      "edit.comment",
      "edit.indent",
      "edit.unindent",
      "edit.moveUp",
      "edit.moveDown",
      "edit.duplicate",
      "edit.deleteLines",
      "edit.joinLines",
      "edit.bracket",
      "edit.trim",
      "edit.complete",
      "-",
      "edit.preferences"}},
    {QT_TRANSLATE_NOOP("Menus", "&View"),
     {"view.palette",
      "-",
      "view.editor",
      "view.terminal",
      "view.frame",
      "view.instruments",
      "view.rail",
      "view.railLabels",
      "view.resetLayout",
      "-",
      "view.viewer",
      "view.fullScreen",
      "-",
      "view.zoomIn",
      "view.zoomOut",
      "view.zoomReset",
      "view.wrap",
      "view.whitespace",
      "view.fold",
      "view.foldAll",
      "view.unfoldAll",
      "-",
      "view.themeSystem",
      "view.themeDark",
      "view.themeLight",
      "view.switchTheme"}},
    {QT_TRANSLATE_NOOP("Menus", "&Tools"),
     {"tools.explainError", "-", "tools.findTerminal", "tools.clearTerminal", "tools.saveTerminal",
      "-", "frame.*"}},
    {QT_TRANSLATE_NOOP("Menus", "&Device"),
     {"device.run", "-", "device.cameras", "device.connect", "device.cancel", "device.rename", "-",
      "device.autoConnect", "device.stopOnConnect", "-", "device.reset", "device.bootloader"}},
    {QT_TRANSLATE_NOOP("Menus", "&Window"),
     {"window.histogram", "window.board", "window.memory", "window.statistics", "-",
      "window.nextTab", "window.previousTab", "window.nextPane", "window.previousPane"}},
    {QT_TRANSLATE_NOOP("Menus", "&Help"), {"help.shortcuts", "help.about"}},
};

void addAllOf(QMenu* menu, const ActionSet& actions, const QString& prefix)
{
    for (const QString& id : actions.ids()) {
        if (id.startsWith(prefix))
            menu->addAction(actions.action(id));
    }
}

}  // namespace

QMenu* buildMenus(QMenuBar* bar, const ActionSet& actions)
{
    QMenu* recent = nullptr;
    for (const MenuSpec& spec : kMenus) {
        QMenu* menu = bar->addMenu(tr(spec.title));
        menu->setToolTipsVisible(true);
        for (const char* item : spec.items) {
            const QLatin1StringView id(item);
            if (id == "-"_L1)
                menu->addSeparator();
            else if (id == "/"_L1)
                recent = menu->addMenu(tr("Open &recent"));
            else if (id.endsWith(u'*'))
                addAllOf(menu->addMenu(tr("&Frame view")), actions, QString(id.chopped(1)));
            else
                menu->addAction(actions.action(QString(id)));
        }
    }
    return recent;
}

}  // namespace omv::ide
