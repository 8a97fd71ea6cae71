// SPDX-License-Identifier: MIT
#include "app/ide/menus.h"

#include "app/ide/action_set.h"

#include <QCoreApplication>
#include <QMenuBar>

#include <algorithm>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide", text);
}

/// Ids; "-" is a line, "/" the sub-menu of recent files.
struct MenuSpec {
    const char* prefix;  ///< of the ids of its actions
    const char* title;
    std::initializer_list<const char*> items;
};

const MenuSpec kMenus[] = {
    {"file",
     QT_TRANSLATE_NOOP("omv::ide", "&File"),
     {"file.new", "file.open", "/", "file.examples", "-", "file.save", "file.saveAs",
      "file.saveAll", "file.reload", "-", "file.encoding", "file.lineEnds", "-", "file.close",
      "file.closeAll", "-", "file.quit"}},
    {"edit",
     QT_TRANSLATE_NOOP("omv::ide", "&Edit"),
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
      "edit.trim",
      "-",
      "edit.moveUp",
      "edit.moveDown",
      "edit.duplicate",
      "edit.deleteLines",
      "edit.joinLines",
      "-",
      "edit.bracket",
      "edit.complete",
      "-",
      "edit.indentation",
      "edit.language",
      "-",
      "edit.preferences"}},
    {"view",
     QT_TRANSLATE_NOOP("omv::ide", "&View"),
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
      "-",
      "view.wrap",
      "view.whitespace",
      "-",
      "view.fold",
      "view.foldAll",
      "view.unfoldAll",
      "-",
      "view.themeSystem",
      "view.themeDark",
      "view.themeLight",
      "view.switchTheme"}},
    {"tools",
     QT_TRANSLATE_NOOP("omv::ide", "&Tools"),
     {"tools.firmware", "-", "tools.explainError", "-", "tools.findTerminal", "tools.clearTerminal",
      "tools.saveTerminal", "-", "frame.*"}},
    {"device",
     QT_TRANSLATE_NOOP("omv::ide", "&Device"),
     {"device.run", "-", "device.cameras", "device.connect", "device.cancel", "device.rename", "-",
      "device.autoConnect", "device.stopOnConnect", "-", "device.reset", "device.bootloader"}},
    {"window",
     QT_TRANSLATE_NOOP("omv::ide", "&Window"),
     {"window.histogram", "window.board", "window.memory", "window.statistics", "-",
      "window.nextTab", "window.previousTab", "window.nextPane", "window.previousPane"}},
    {"help", QT_TRANSLATE_NOOP("omv::ide", "&Help"), {"help.shortcuts", "help.about"}},
};

/// In the place of a switch's icon is its check mark.
void addTo(QMenu* menu, QAction* action)
{
    if (action->isCheckable())
        action->setIconVisibleInMenu(false);
    menu->addAction(action);
}

void addAllOf(QMenu* menu, const ActionSet& actions, const QString& prefix)
{
    const QStringList firstOfSections{u"frame.crosshair"_s, u"frame.copy"_s, u"frame.rotateLeft"_s};
    menu->setToolTipsVisible(true);
    for (const QString& id : actions.ids()) {
        if (firstOfSections.contains(id))
            menu->addSeparator();
        if (id.startsWith(prefix))
            addTo(menu, actions.action(id));
    }
}

}  // namespace

QMenu* buildMenus(QMenuBar* bar, const ActionSet& actions)
{
    QMenu* recent = nullptr;
    for (const MenuSpec& spec : kMenus) {
        QMenu* menu = bar->addMenu(QString());
        menu->setToolTipsVisible(true);
        for (const char* item : spec.items) {
            const QLatin1StringView id(item);
            if (id == "-"_L1)
                menu->addSeparator();
            else if (id == "/"_L1)
                recent = menu->addMenu(QString());
            else if (id.endsWith(u'*'))
                addAllOf(menu->addMenu(QString()), actions, QString(id.chopped(1)));
            else
                addTo(menu, actions.action(QString(id)));
        }
    }
    retranslateMenus(bar);
    return recent;
}

void retranslateMenus(QMenuBar* bar)
{
    const QList<QAction*> menus = bar->actions();
    for (qsizetype i = 0; i < menus.size(); ++i) {
        const MenuSpec& spec = kMenus[i];
        menus[i]->setText(tr(spec.title));
        for (const QAction* item : menus[i]->menu()->actions()) {
            if (item->menu())
                item->menu()->setTitle(QLatin1StringView(spec.prefix) == "file"_L1
                                           ? tr("Open &recent")
                                           : tr("&Frame view"));
        }
    }
}

QString menuTitle(const QString& actionId)
{
    const QString prefix = actionId.section(u'.', 0, 0);
    const auto* spec =
        std::find_if(std::begin(kMenus), std::end(kMenus), [&](const MenuSpec& each) {
            return prefix == QLatin1StringView(each.prefix);
        });
    return spec == std::end(kMenus) ? tr("Frame") : tr(spec->title).remove(u'&');
}

}  // namespace omv::ide
