// SPDX-License-Identifier: MIT
#include "widgets/panels/task_state.h"

#include <QCoreApplication>
#include <QLocale>

namespace omv::ui {

QString durationText(qint64 milliseconds)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("omv::ui", text); };
    constexpr qint64 kSecond = 1000;
    constexpr qint64 kMinute = 60 * kSecond;
    constexpr qint64 kHour = 60 * kMinute;
    if (milliseconds < 10 * kSecond) {
        const double seconds = static_cast<double>(milliseconds / 100) / 10;
        return tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    }
    if (milliseconds < kMinute)
        return tr("%1 s").arg(milliseconds / kSecond);
    if (milliseconds < kHour)
        return tr("%1 min %2 s").arg(milliseconds / kMinute).arg(milliseconds % kMinute / kSecond);
    return tr("%1 h %2 min").arg(milliseconds / kHour).arg(milliseconds % kHour / kMinute);
}

}  // namespace omv::ui
