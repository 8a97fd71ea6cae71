// SPDX-License-Identifier: MIT
#include "app/ide/translation.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

const auto kFolder = u":/omv/translations"_s;

/// Texts of Qt that are in sight all day, for where its own translation is not installed: keys,
/// buttons of dialogs, the menu of text fields. In Qt's contexts, whose names they must have.
[[maybe_unused]] constexpr const char* kTextsOfQt[] = {
    QT_TRANSLATE_NOOP("QShortcut", "Ctrl"),
    QT_TRANSLATE_NOOP("QShortcut", "Shift"),
    QT_TRANSLATE_NOOP("QShortcut", "Alt"),
    QT_TRANSLATE_NOOP("QShortcut", "Space"),
    QT_TRANSLATE_NOOP("QShortcut", "Esc"),
    QT_TRANSLATE_NOOP("QShortcut", "Tab"),
    QT_TRANSLATE_NOOP("QShortcut", "Return"),
    QT_TRANSLATE_NOOP("QShortcut", "Enter"),
    QT_TRANSLATE_NOOP("QShortcut", "Ins"),
    QT_TRANSLATE_NOOP("QShortcut", "Del"),
    QT_TRANSLATE_NOOP("QShortcut", "Home"),
    QT_TRANSLATE_NOOP("QShortcut", "End"),
    QT_TRANSLATE_NOOP("QShortcut", "Left"),
    QT_TRANSLATE_NOOP("QShortcut", "Up"),
    QT_TRANSLATE_NOOP("QShortcut", "Right"),
    QT_TRANSLATE_NOOP("QShortcut", "Down"),
    QT_TRANSLATE_NOOP("QShortcut", "PgUp"),
    QT_TRANSLATE_NOOP("QShortcut", "PgDown"),
    QT_TRANSLATE_NOOP("QKeySequenceEdit", "Press shortcut"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "OK"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Cancel"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Open"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Save"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Close"),
    QT_TRANSLATE_NOOP("QLineEdit", "&Undo"),
    QT_TRANSLATE_NOOP("QLineEdit", "&Redo"),
    QT_TRANSLATE_NOOP("QLineEdit", "Cu&t"),
    QT_TRANSLATE_NOOP("QLineEdit", "&Copy"),
    QT_TRANSLATE_NOOP("QLineEdit", "&Paste"),
    QT_TRANSLATE_NOOP("QLineEdit", "Delete"),
    QT_TRANSLATE_NOOP("QLineEdit", "Select All"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "&Undo"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "&Redo"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "Cu&t"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "&Copy"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "&Paste"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "Delete"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "Select All"),
    QT_TRANSLATE_NOOP("QTabBar", "Scroll Left"),
    QT_TRANSLATE_NOOP("QTabBar", "Scroll Right"),
};

QString resolved(const QString& wanted)
{
    const QStringList known = Translation::languages();
    if (known.contains(wanted))
        return wanted;
    for (const QString& name : QLocale::system().uiLanguages()) {
        const QString language = name.section(u'-', 0, 0);
        if (known.contains(language))
            return language;
    }
    return u"en"_s;
}

}  // namespace

Translation::~Translation()
{
    remove();
}

/// English is in the source texts; its file has the plurals only.
QStringList Translation::languages()
{
    QStringList found{u"en"_s};
    for (const QString& file : QDir(kFolder).entryList({u"omv_*.qm"_s})) {
        const QString language = file.section(u'_', 1).section(u'.', 0, 0);
        if (!found.contains(language))
            found.append(language);
    }
    return found;
}

bool Translation::setLanguage(const QString& wanted)
{
    const QString language = resolved(wanted);
    if (language == m_language && wanted == m_wanted)
        return false;
    m_wanted = wanted;
    m_language = language;
    // Numbers as the language writes them; the system knows best what its user is used to.
    QLocale::setDefault(wanted.isEmpty() ? QLocale::system() : QLocale(language));
    remove();
    // Not everywhere installed; the file dialog is English then.
    if (m_qt.load(QLocale(language), u"qtbase"_s, u"_"_s,
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(u"omv_"_s + language, kFolder))
        QCoreApplication::installTranslator(&m_own);
    return true;
}

void Translation::remove()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

}  // namespace omv::ide
