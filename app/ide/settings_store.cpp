// SPDX-License-Identifier: MIT
#include "app/ide/settings_store.h"

#include <utility>

namespace omv::ide {

namespace {
constexpr int kDelay = 500;  // ms
}

SettingsStore::SettingsStore(const QString& file, const Settings& settings, QObject* parent)
    : QObject(parent)
    , m_file(file)
    , m_settings(settings)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelay);
    connect(&m_timer, &QTimer::timeout, this, &SettingsStore::flush);
}

SettingsStore::~SettingsStore()
{
    flush();
}

void SettingsStore::overrideTheme(const QString& theme)
{
    m_storedTheme = std::exchange(m_settings.appearance.theme, theme);
}

void SettingsStore::overrideScale(double scale)
{
    m_storedScale = std::exchange(m_settings.appearance.scale, scale);
}

void SettingsStore::change(const std::function<void(Settings&)>& edit)
{
    note(edit);
    emit changed(m_settings);
}

void SettingsStore::note(const std::function<void(Settings&)>& edit)
{
    const Settings::Appearance before = m_settings.appearance;
    edit(m_settings);
    // What the user chooses now is no override any more.
    if (m_settings.appearance.theme != before.theme)
        m_storedTheme.clear();
    if (m_settings.appearance.scale != before.scale)
        m_storedScale = 0;
    m_timer.start();
}

void SettingsStore::flush()
{
    if (m_file.isEmpty() || (!m_timer.isActive() && sender() != &m_timer))
        return;
    m_timer.stop();
    Settings stored = m_settings;
    if (!m_storedTheme.isEmpty())
        stored.appearance.theme = m_storedTheme;
    if (m_storedScale > 0)
        stored.appearance.scale = m_storedScale;
    const auto problem = storeSettings(m_file, stored);
    if (problem && !m_failing)
        emit failed(*problem);
    m_failing = problem.has_value();
}

}  // namespace omv::ide
