// SPDX-License-Identifier: MIT
#include "app/ide/action_set.h"

#include <QCoreApplication>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

struct Spec {
    const char* id;
    const char* text;  ///< in the context "Action"
    const char* keys;  ///< separated by "; "
    const char* icon;
    bool checkable = false;
};

constexpr Spec kSpecs[] = {
    {"file.new", QT_TRANSLATE_NOOP("Action", "&New script"), "Ctrl+N", "new"},
    {"file.open", QT_TRANSLATE_NOOP("Action", "&Open…"), "Ctrl+O", "open"},
    {"file.examples", QT_TRANSLATE_NOOP("Action", "&Examples"), "Ctrl+Shift+O", "examples"},
    {"file.save", QT_TRANSLATE_NOOP("Action", "&Save"), "Ctrl+S", "save"},
    {"file.saveAs", QT_TRANSLATE_NOOP("Action", "Save &as…"), "Ctrl+Shift+S", ""},
    {"file.saveAll", QT_TRANSLATE_NOOP("Action", "Save a&ll"), "Ctrl+Alt+S", ""},
    {"file.encoding", QT_TRANSLATE_NOOP("Action", "Enco&ding…"), "", ""},
    {"file.lineEnds", QT_TRANSLATE_NOOP("Action", "L&ine ends…"), "", ""},
    {"file.reload", QT_TRANSLATE_NOOP("Action", "&Reload from disk"), "", "reset"},
    {"file.close", QT_TRANSLATE_NOOP("Action", "&Close"), "Ctrl+W", "close"},
    {"file.closeAll", QT_TRANSLATE_NOOP("Action", "Close all"), "Ctrl+Shift+W", ""},
    {"file.quit", QT_TRANSLATE_NOOP("Action", "&Quit"), "Ctrl+Q", ""},

    {"edit.undo", QT_TRANSLATE_NOOP("Action", "&Undo"), "Ctrl+Z", "undo"},
    {"edit.redo", QT_TRANSLATE_NOOP("Action", "&Redo"), "Ctrl+Shift+Z; Ctrl+Y", "redo"},
    {"edit.cut", QT_TRANSLATE_NOOP("Action", "Cu&t"), "Ctrl+X", "cut"},
    {"edit.copy", QT_TRANSLATE_NOOP("Action", "&Copy"), "Ctrl+C", "copy"},
    {"edit.paste", QT_TRANSLATE_NOOP("Action", "&Paste"), "Ctrl+V", "paste"},
    {"edit.selectAll", QT_TRANSLATE_NOOP("Action", "Select &all"), "Ctrl+A", ""},
    {"edit.find", QT_TRANSLATE_NOOP("Action", "&Find"), "Ctrl+F", "find"},
    {"edit.replace", QT_TRANSLATE_NOOP("Action", "R&eplace"), "Ctrl+H", "replace"},
    {"edit.findNext", QT_TRANSLATE_NOOP("Action", "Find &next"), "F3", ""},
    {"edit.findPrevious", QT_TRANSLATE_NOOP("Action", "Find previous"), "Shift+F3", ""},
    {"edit.findInFiles", QT_TRANSLATE_NOOP("Action", "Find in open files"), "Ctrl+Shift+F",
     "search"},
    {"edit.goToLine", QT_TRANSLATE_NOOP("Action", "&Go to line…"), "Ctrl+G", ""},
    {"edit.comment", QT_TRANSLATE_NOOP("Action", "Toggle co&mment"), "Ctrl+/", ""},
    {"edit.indent", QT_TRANSLATE_NOOP("Action", "Indent lines"), "Ctrl+]", ""},
    {"edit.unindent", QT_TRANSLATE_NOOP("Action", "Unindent lines"), "Ctrl+[", ""},
    {"edit.moveUp", QT_TRANSLATE_NOOP("Action", "Move lines up"), "Alt+Up", ""},
    {"edit.moveDown", QT_TRANSLATE_NOOP("Action", "Move lines down"), "Alt+Down", ""},
    {"edit.duplicate", QT_TRANSLATE_NOOP("Action", "&Duplicate lines"), "Ctrl+Shift+D", ""},
    {"edit.deleteLines", QT_TRANSLATE_NOOP("Action", "Delete lines"), "Ctrl+Shift+K", ""},
    {"edit.joinLines", QT_TRANSLATE_NOOP("Action", "Join lines"), "Ctrl+J", ""},
    {"edit.selectLine", QT_TRANSLATE_NOOP("Action", "Select line"), "Ctrl+L", ""},
    {"edit.bracket", QT_TRANSLATE_NOOP("Action", "Jump to bracket"), "Ctrl+Shift+\\", ""},
    {"edit.trim", QT_TRANSLATE_NOOP("Action", "Trim trailing space"), "", ""},
    {"edit.indentation", QT_TRANSLATE_NOOP("Action", "Indentation…"), "", ""},
    {"edit.language", QT_TRANSLATE_NOOP("Action", "Language of the text…"), "", ""},
    {"edit.complete", QT_TRANSLATE_NOOP("Action", "Complete"), "Ctrl+Space", ""},
    {"edit.preferences", QT_TRANSLATE_NOOP("Action", "Pre&ferences"), "Ctrl+,", "settings"},

    {"view.palette", QT_TRANSLATE_NOOP("Action", "&Command palette"), "Ctrl+Shift+P", "command"},
    {"view.editor", QT_TRANSLATE_NOOP("Action", "&Editor"), "Ctrl+1", "edit", true},
    {"view.terminal", QT_TRANSLATE_NOOP("Action", "&Terminal"), "Ctrl+2", "terminal", true},
    {"view.frame", QT_TRANSLATE_NOOP("Action", "&Frame"), "Ctrl+3", "image", true},
    {"view.instruments", QT_TRANSLATE_NOOP("Action", "&Instruments"), "Ctrl+4", "histogram", true},
    {"view.rail", QT_TRANSLATE_NOOP("Action", "&Rail"), "", "sidebar", true},
    {"view.railLabels", QT_TRANSLATE_NOOP("Action", "Rail &labels"), "", "", true},
    {"view.viewer", QT_TRANSLATE_NOOP("Action", "&Viewer mode"), "Ctrl+Shift+V", "eye", true},
    {"view.fullScreen", QT_TRANSLATE_NOOP("Action", "F&ull screen"), "F11", "", true},
    {"view.zoomIn", QT_TRANSLATE_NOOP("Action", "Larger text"), "Ctrl++; Ctrl+=", "zoom-in"},
    {"view.zoomOut", QT_TRANSLATE_NOOP("Action", "Smaller text"), "Ctrl+-", "zoom-out"},
    {"view.zoomReset", QT_TRANSLATE_NOOP("Action", "Normal text size"), "Ctrl+0", ""},
    {"view.wrap", QT_TRANSLATE_NOOP("Action", "&Wrap lines"), "Alt+Z", "wrap", true},
    {"view.whitespace", QT_TRANSLATE_NOOP("Action", "Show white&space"), "", "", true},
    {"view.fold", QT_TRANSLATE_NOOP("Action", "Fold or unfold"), "Ctrl+Shift+[", ""},
    {"view.foldAll", QT_TRANSLATE_NOOP("Action", "Fold all"), "", ""},
    {"view.unfoldAll", QT_TRANSLATE_NOOP("Action", "Unfold all"), "", ""},
    {"view.themeSystem", QT_TRANSLATE_NOOP("Action", "Theme of the system"), "", "", true},
    {"view.themeDark", QT_TRANSLATE_NOOP("Action", "Dark theme"), "", "", true},
    {"view.themeLight", QT_TRANSLATE_NOOP("Action", "Light theme"), "", "", true},
    {"view.switchTheme", QT_TRANSLATE_NOOP("Action", "Switch between dark and light"), "", "theme"},
    {"view.resetLayout", QT_TRANSLATE_NOOP("Action", "Reset the &layout"), "", "panes"},

    {"device.cameras", QT_TRANSLATE_NOOP("Action", "C&hoose a camera"), "Ctrl+Shift+C", "camera"},
    {"device.connect", QT_TRANSLATE_NOOP("Action", "&Connect"), "Ctrl+E", "connect"},
    {"device.run", QT_TRANSLATE_NOOP("Action", "&Run the script"), "F5; Ctrl+R", "run"},
    {"device.cancel", QT_TRANSLATE_NOOP("Action", "Cancel what is waited for"), "", ""},
    {"device.autoConnect", QT_TRANSLATE_NOOP("Action", "Connect by &itself"), "", "", true},
    {"device.stopOnConnect",
     QT_TRANSLATE_NOOP("Action", "&Stop scripts when connecting and disconnecting"), "", "", true},
    {"device.rename", QT_TRANSLATE_NOOP("Action", "Re&name the camera…"), "", ""},
    {"device.reset", QT_TRANSLATE_NOOP("Action", "Re&set the camera"), "", "reset"},
    {"device.bootloader", QT_TRANSLATE_NOOP("Action", "Enter the &bootloader"), "", "bootloader"},

    {"tools.firmware", QT_TRANSLATE_NOOP("Action", "Firm&ware"), "Ctrl+Shift+U", "firmware"},
    {"tools.clearTerminal", QT_TRANSLATE_NOOP("Action", "&Clear the terminal"), "Ctrl+Shift+L",
     "clear"},
    {"tools.saveTerminal", QT_TRANSLATE_NOOP("Action", "&Save the terminal's text…"), "", ""},
    {"tools.findTerminal", QT_TRANSLATE_NOOP("Action", "&Find in the terminal"), "", ""},
    {"tools.explainError", QT_TRANSLATE_NOOP("Action", "&Go to the script's error"), "F8", "error"},

    {"window.histogram", QT_TRANSLATE_NOOP("Action", "&Histogram"), "Alt+1", "histogram"},
    {"window.board", QT_TRANSLATE_NOOP("Action", "&Board"), "Alt+2", "board"},
    {"window.memory", QT_TRANSLATE_NOOP("Action", "&Memory"), "Alt+3", "memory"},
    {"window.statistics", QT_TRANSLATE_NOOP("Action", "&Statistics"), "Alt+4", "statistics"},
    {"window.nextTab", QT_TRANSLATE_NOOP("Action", "&Next document"), "Ctrl+Tab", ""},
    {"window.previousTab", QT_TRANSLATE_NOOP("Action", "&Previous document"), "Ctrl+Shift+Tab", ""},
    {"window.nextPane", QT_TRANSLATE_NOOP("Action", "Next p&ane"), "F6", ""},
    {"window.previousPane", QT_TRANSLATE_NOOP("Action", "Previous pane"), "Shift+F6", ""},

    {"help.shortcuts", QT_TRANSLATE_NOOP("Action", "&Keyboard shortcuts"), "", "command"},
    {"help.about", QT_TRANSLATE_NOOP("Action", "&About OMV IDE"), "", "help"},
};

QString textOf(const Spec& spec)
{
    return QCoreApplication::translate("Action", spec.text);
}

}  // namespace

ActionSet::ActionSet(QObject* parent)
    : QObject(parent)
{
    for (const Spec& spec : kSpecs) {
        auto* action = new QAction(textOf(spec), this);
        const QString id = QString::fromLatin1(spec.id);
        action->setObjectName(id);
        action->setCheckable(spec.checkable);
        const QString keys = QString::fromLatin1(spec.keys);
        QList<QKeySequence> sequences;
        for (const QString& key : keys.split(u"; "_s, Qt::SkipEmptyParts))
            sequences.append(QKeySequence(key, QKeySequence::PortableText));
        action->setShortcuts(sequences);
        m_first.insert(id, sequences);
        m_icons.insert(id, QString::fromLatin1(spec.icon));
        m_actions.insert(id, action);
        m_ids.push_back(id);
    }
}

QAction* ActionSet::action(const QString& id) const
{
    QAction* found = m_actions.value(id);
    Q_ASSERT_X(found, "ActionSet", qPrintable(id));
    return found;
}

void ActionSet::adopt(const QString& id, QAction* action)
{
    m_first.insert(id, action->shortcuts());
    m_actions.insert(id, action);
    m_ids.push_back(id);
}

void ActionSet::setShortcuts(const QHash<QString, QStringList>& changed)
{
    for (const QString& id : m_ids) {
        QList<QKeySequence> keys = m_first.value(id);
        if (const auto own = changed.constFind(id); own != changed.constEnd()) {
            keys.clear();
            for (const QString& key : *own)
                keys.append(QKeySequence(key, QKeySequence::PortableText));
        }
        m_actions.value(id)->setShortcuts(keys);
    }
}

void ActionSet::setEnabled(const QString& id, bool enabled, const QString& reason)
{
    QAction* wanted = action(id);
    wanted->setEnabled(enabled);
    const QString why = enabled ? QString() : reason;
    wanted->setToolTip(why);
    wanted->setStatusTip(why);
    wanted->setData(why);
}

void ActionSet::setTheme(const ui::Theme& theme)
{
    for (auto it = m_icons.begin(); it != m_icons.end(); ++it) {
        if (!it.value().isEmpty())
            m_actions.value(it.key())->setIcon(theme.icon(it.value()));
    }
}

void ActionSet::retranslate()
{
    for (const Spec& spec : kSpecs)
        m_actions.value(QString::fromLatin1(spec.id))->setText(textOf(spec));
}

}  // namespace omv::ide
