// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/settings.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace omv::ide {

/// The settings in use. A change is told at once and stored a moment later.
class SettingsStore final : public QObject {
    Q_OBJECT
public:
    /// `file` empty: nothing is stored.
    SettingsStore(const QString& file, const Settings& settings, QObject* parent = nullptr);
    ~SettingsStore() override;

    const Settings& value() const { return m_settings; }
    void change(const std::function<void(Settings&)>& edit);
    /// Without telling anybody: where things were left.
    void note(const std::function<void(Settings&)>& edit);
    void flush();
    /// For this run only: seen in value(), never stored.
    void overrideTheme(const QString& theme);
    void overrideScale(double scale);

signals:
    void changed(const omv::ide::Settings& settings);
    void failed(const omv::ide::Problem& problem);

private:
    QString m_file;
    Settings m_settings;
    QString m_storedTheme;  // while overridden
    double m_storedScale = 0;
    QTimer m_timer;
    bool m_failing = false;  ///< said once until it works again
};

}  // namespace omv::ide
