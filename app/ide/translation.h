// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>
#include <QTranslator>

namespace omv::ide {

/// The language of all texts. While it lives the application has its translators; widgets hear
/// of a change by QEvent::LanguageChange.
class Translation final {
public:
    Translation() = default;
    ~Translation();
    Translation(const Translation&) = delete;
    Translation& operator=(const Translation&) = delete;

    /// `wanted`: as the settings have it, "en", "de"; empty: the system's, English when that is
    /// none of ours. False when nothing changed.
    bool setLanguage(const QString& wanted);
    /// What is shown: "en", "de".
    const QString& language() const { return m_language; }

    static QStringList languages();

private:
    void remove();

    QTranslator m_own;
    QTranslator m_qt;
    QString m_language;
    QString m_wanted;
};

}  // namespace omv::ide
