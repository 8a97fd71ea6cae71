// SPDX-License-Identifier: MIT
#include "app/ide/led_signals.h"

#include "app/ide/firmware_texts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace omv::ide {

using namespace Qt::StringLiterals;

QList<ui::LedRow> ledSignals(const std::string& boardJson, const QColor& any)
{
    QList<ui::LedRow> rows;
    const QJsonDocument entry = QJsonDocument::fromJson(QByteArray::fromStdString(boardJson));
    for (const QJsonValue each : entry[u"led_signals"_s].toArray()) {
        ui::LedRow row;
        row.title = windowText(each[u"title"_s].toString().toStdString());
        row.meaning = windowText(each[u"meaning"_s].toString().toStdString());
        for (const QJsonValue lamp : each[u"lamps"_s].toArray()) {
            const QString name = lamp.toString();
            row.lamps.append(name == "off"_L1 ? QColor() : name == "any"_L1 ? any : QColor(name));
        }
        rows.append(row);
    }
    return rows;
}

}  // namespace omv::ide
