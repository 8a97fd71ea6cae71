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
    // Qt's own texts are not everywhere installed: then its dialogs stay English.
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
