// SPDX-License-Identifier: MIT
#include "app/ide/system_scheme.h"

#include <QGuiApplication>
#include <QPalette>

#include <utility>

#ifdef OMV_HAVE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

ui::Scheme schemeOfPalette()
{
    // Once: later the palette is ours.
    static const bool light = QGuiApplication::palette().color(QPalette::Window).lightness() >= 128;
    return light ? ui::Scheme::Light : ui::Scheme::Dark;
}

#ifdef OMV_HAVE_DBUS
constexpr int kAnswerIn = 2000;  // ms

const auto kService = u"org.freedesktop.portal.Desktop"_s;
const auto kPath = u"/org/freedesktop/portal/desktop"_s;
const auto kInterface = u"org.freedesktop.portal.Settings"_s;
const auto kSpace = u"org.freedesktop.appearance"_s;
const auto kKey = u"color-scheme"_s;
#endif

}  // namespace

SystemScheme::SystemScheme(QObject* parent)
    : QObject(parent)
    , m_palette(schemeOfPalette())
    , m_scheme(m_palette)
{
    ask();
}

void SystemScheme::ask()
{
#ifdef OMV_HAVE_DBUS
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    read << kSpace << kKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(read, kAnswerIn), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this](QDBusPendingCallWatcher* call) {
                const QDBusPendingReply<QDBusVariant> reply = *call;
                if (!reply.isError())
                    take(QVariant::fromValue(reply.value()));
                call->deleteLater();
            });
#endif
}

void SystemScheme::onSettingChanged([[maybe_unused]] const QString& space,
                                    [[maybe_unused]] const QString& key,
                                    [[maybe_unused]] const QDBusVariant& value)
{
#ifdef OMV_HAVE_DBUS
    if (space == kSpace && key == kKey)
        take(QVariant::fromValue(value));
#endif
}

void SystemScheme::take([[maybe_unused]] const QVariant& value)
{
#ifdef OMV_HAVE_DBUS
    // The answer to Read() is a variant in a variant, the signal's is not.
    QVariant inner = value;
    while (inner.canConvert<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
    // 1: dark is preferred, 2: light, 0 and what is not known: nothing is.
    const unsigned wish = inner.toUInt();
    const auto scheme = wish == 1 ? ui::Scheme::Dark : wish == 2 ? ui::Scheme::Light : m_palette;
    if (std::exchange(m_scheme, scheme) != scheme)
        emit changed(scheme);
#endif
}

}  // namespace omv::ide
