// SPDX-License-Identifier: MIT
#include "app/ide/firmware_boards.h"

#include "app/ide/led_signals.h"

#include <openmv/board.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide", text);
}

QString usbText(const UsbId& id)
{
    return u"%1:%2"_s.arg(id.vendor, 4, 16, QChar(u'0'))
        .arg(id.product, 4, 16, QChar(u'0'))
        .toUpper();
}

QString kindText(flasher::LoaderKind kind)
{
    using Kind = flasher::LoaderKind;
    switch (kind) {
    case Kind::OpenMvDfu: return u"DFU"_s;
    case Kind::DfuSe: return u"ROM DFU"_s;
    case Kind::Kboot: return u"HID"_s;
    case Kind::Sdp: return u"ROM"_s;
    case Kind::AlifIsp: return u"SE-UART"_s;
    case Kind::LegacyCdc: return tr("Serial");
    case Kind::Bossa:
    case Kind::Picoboot: break;
    }
    return u"ROM"_s;
}

QString loaderText(const flasher::Loader& loader)
{
    const QString kind = kindText(loader.kind);
    return loader.usbIds.empty() ? kind : u"%1 %2"_s.arg(kind, usbText(loader.usbIds.front()));
}

QString noRecovery()
{
    return tr("None by this program");
}

QString answersAs(const UsbId& id)
{
    return tr("Answers as %1").arg(usbText(id));
}

}  // namespace

FirmwareBoards::FirmwareBoards()
{
    if (auto boards = flasher::flashBoards())
        m_boards = std::move(*boards);
    const auto database = BoardDatabase::load();
    if (!database)
        return;
    for (const Board& each : database->boards()) {
        m_json[each.id] = each.json;
        if (!each.usbIds.empty())
            m_running[each.id] = each.usbIds.front();
    }
}

const flasher::FlashBoard* FirmwareBoards::byId(const std::string& id) const
{
    const auto found = std::find_if(m_boards.begin(), m_boards.end(),
                                    [&](const auto& each) { return each.id == id; });
    return found == m_boards.end() ? nullptr : &*found;
}

const flasher::Loader* FirmwareBoards::recoveryLoader(const flasher::FlashBoard& board)
{
    const auto found =
        std::find_if(board.loaders.begin(), board.loaders.end(),
                     [](const flasher::Loader& each) { return !each.enter.empty(); });
    return found == board.loaders.end() ? nullptr : &*found;
}

ui::BoardDrawingData FirmwareBoards::drawing(const std::string& id) const
{
    ui::BoardDrawingData data;
    const auto found = m_json.find(id);
    if (found == m_json.end())
        return data;
    const QJsonDocument entry = QJsonDocument::fromJson(QByteArray::fromStdString(found->second));
    int lenses = 0;
    for (const QJsonValue sensor : entry[u"sensors"_s].toArray())
        lenses += sensor[u"fitted"_s].toBool() ? 1 : 0;
    data.lenses = std::clamp(lenses, 1, 2);
    data.button = !entry[u"buttons"_s].toArray().isEmpty();
    data.led = !entry[u"leds"_s].toArray().isEmpty();
    const QJsonValue control = entry[u"recovery_control"_s];
    if (control[u"kind"_s].toString() == "switch"_L1)
        data.control = ui::BoardDrawingData::Control::Switch;
    if (control[u"kind"_s].toString() == "jumper"_L1)
        data.control = ui::BoardDrawingData::Control::Jumper;
    for (const QJsonValue pin : control[u"pins"_s].toArray())
        data.pins.append(pin.toString());
    return data;
}

QList<ui::LedRow> FirmwareBoards::leds(const std::string& id, const QColor& any) const
{
    const auto found = m_json.find(id);
    return found == m_json.end() ? QList<ui::LedRow>() : ledSignals(found->second, any);
}

std::array<QString, 3> FirmwareBoards::stageDetails(const std::string& id) const
{
    std::array<QString, 3> details;
    const flasher::FlashBoard* board = byId(id);
    if (!board || board->loaders.empty())
        return details;
    const flasher::Loader* recovery = recoveryLoader(*board);
    details[0] = recovery ? loaderText(*recovery) : noRecovery();
    details[1] = loaderText(board->loaders.front());
    if (const auto running = m_running.find(id); running != m_running.end())
        details[2] = answersAs(running->second);
    return details;
}

}  // namespace omv::ide
