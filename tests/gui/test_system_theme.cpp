// SPDX-License-Identifier: MIT
// The theme follows the desktop: a session bus of our own with a portal of our own on it.
#include "tests/gui/ide_fixture.h"

#include "app/ide/view_controller.h"

#ifdef OMV_HAVE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#endif
#include <QProcess>

using namespace Qt::StringLiterals;
using omv::test::IdeFixture;

#ifdef OMV_HAVE_DBUS

namespace {

const auto kSpace = u"org.freedesktop.appearance"_s;
const auto kKey = u"color-scheme"_s;
const auto kPath = u"/org/freedesktop/portal/desktop"_s;
const auto kInterface = u"org.freedesktop.portal.Settings"_s;

/// Answers Read() as portals do, and says when the setting changes.
class FakePortal final : public QDBusVirtualObject {
public:
    explicit FakePortal(const QDBusConnection& bus)
        : m_bus(bus)
    {
    }

    bool start()
    {
        return m_bus.registerVirtualObject(kPath, this) &&
            m_bus.registerService(u"org.freedesktop.portal.Desktop"_s);
    }
    void stop()
    {
        m_bus.unregisterService(u"org.freedesktop.portal.Desktop"_s);
        m_bus.unregisterObject(kPath);
    }

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override
    {
        if (message.member() != "Read"_L1 || message.arguments() != QVariantList{kSpace, kKey})
            return false;
        ++asked;
        const QVariant value = QVariant::fromValue(QDBusVariant(wish));
        return bus.send(message.createReply(QVariant::fromValue(QDBusVariant(value))));
    }

    void change(quint32 now, bool nested = false, const QString& key = kKey)
    {
        wish = now;
        QVariant value = now;
        if (nested)
            value = QVariant::fromValue(QDBusVariant(value));
        QDBusMessage signal = QDBusMessage::createSignal(kPath, kInterface, u"SettingChanged"_s);
        signal << kSpace << key << QVariant::fromValue(QDBusVariant(value));
        m_bus.send(signal);
    }

    quint32 wish = 0;
    int asked = 0;

private:
    QDBusConnection m_bus;
};

}  // namespace

#endif

class TestSystemTheme final : public QObject {
    Q_OBJECT
private:
    QProcess m_daemon;
#ifdef OMV_HAVE_DBUS
    std::unique_ptr<FakePortal> m_portal;
#endif
    static bool dark(IdeFixture& f)
    {
        return f.window().theme().dark();
    }

private slots:
    void initTestCase()
    {
#ifndef OMV_HAVE_DBUS
        QSKIP("built without Qt's D-Bus module");
#else
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        if (!m_daemon.waitForStarted())
            QSKIP("dbus-daemon is not installed");
        QVERIFY(m_daemon.waitForReadyRead(10000));
        const QByteArray address = m_daemon.readLine().trimmed();
        // Before anything asks for the session's bus.
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        auto bus = QDBusConnection::connectToBus(QString::fromLatin1(address), u"portal"_s);
        QVERIFY(bus.isConnected());
        m_portal = std::make_unique<FakePortal>(bus);
        QVERIFY(m_portal->start());
#endif
    }

    void cleanupTestCase()
    {
#ifdef OMV_HAVE_DBUS
        m_portal.reset();
        QDBusConnection::disconnectFromBus(u"portal"_s);
#endif
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

#ifdef OMV_HAVE_DBUS
    void startsAsTheDesktopWants()
    {
        // The platform's palette is light here: dark can come from the portal only.
        m_portal->wish = 1;
        IdeFixture f;
        QTRY_VERIFY(dark(f));
        QVERIFY(m_portal->asked > 0);
    }

    void followsWhileItRuns()
    {
        m_portal->wish = 2;
        const int before = m_portal->asked;
        IdeFixture f;
        QTRY_VERIFY(m_portal->asked > before);
        QTRY_VERIFY(!dark(f));
        m_portal->change(1);
        QTRY_VERIFY(dark(f));
        m_portal->change(2);
        QTRY_VERIFY(!dark(f));
        m_portal->change(1, true);
        QTRY_VERIFY(dark(f));
        // No wish: as the platform's palette is.
        m_portal->change(0);
        QTRY_VERIFY(!dark(f));
    }

    void anotherSettingOfTheDesktopChangesNothing()
    {
        m_portal->wish = 2;
        IdeFixture f;
        m_portal->change(1, false, u"contrast"_s);
        m_portal->change(1);
        QTRY_VERIFY(dark(f));
        m_portal->change(2, false, u"contrast"_s);
        m_portal->change(1);
        // Signals come in order: one more round trip, and the first was seen.
        const int before = m_portal->asked;
        IdeFixture other;
        QTRY_VERIFY(m_portal->asked > before);
        QVERIFY(dark(f));
    }

    void aChosenThemeStays()
    {
        m_portal->wish = 2;
        const int before = m_portal->asked;
        IdeFixture f;
        QTRY_VERIFY(m_portal->asked > before);
        QTRY_VERIFY(!dark(f));
        f.action("view.themeLight")->trigger();
        m_portal->change(1);
        const int then = m_portal->asked;
        IdeFixture other;
        QTRY_VERIFY(m_portal->asked > then);
        QVERIFY(!dark(f));
        // Back to the system's, which has been dark since.
        f.action("view.themeSystem")->trigger();
        QTRY_VERIFY(dark(f));
    }

    void withoutAPortalThePaletteDecides()
    {
        m_portal->stop();
        IdeFixture f;
        QVERIFY(!dark(f));
    }
#endif
};

QTEST_MAIN(TestSystemTheme)

#include "test_system_theme.moc"
