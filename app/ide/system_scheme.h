// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QObject>

#ifdef OMV_HAVE_DBUS
#include <QDBusVariant>
#else
class QDBusVariant;
#endif

namespace omv::ide {

/// Whether the desktop wants dark or light programs, now and whenever it changes its mind: by the
/// desktop portal on the session's D-Bus (Qt tells it from 6.5 on only). Until that answers, or
/// where it has no wish, by the palette that the platform gave the program.
class SystemScheme final : public QObject {
    Q_OBJECT
public:
    /// Make the first one before the application's palette is changed.
    explicit SystemScheme(QObject* parent = nullptr);

    ui::Scheme scheme() const { return m_scheme; }

signals:
    void changed(omv::ui::Scheme scheme);

private slots:
    /// The portal's signal.
    void onSettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void take(const QVariant& value);

    ui::Scheme m_palette;  ///< what the platform's palette looks like
    ui::Scheme m_scheme;
};

}  // namespace omv::ide
