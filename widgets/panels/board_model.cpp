// SPDX-License-Identifier: MIT
#include "widgets/panels/board_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace omv::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ui", text);
}

QString hex(std::uint32_t value, int digits)
{
    return QStringLiteral("0x%1").arg(value, digits, 16, QLatin1Char('0'));
}

QString version(const omv::FirmwareVersion& version)
{
    return QString::fromStdString(omv::toString(version));
}

QString sensors(const omv::DeviceInfo& info)
{
    QStringList names;
    for (std::size_t i = 0; i < info.sensorIds.size(); ++i) {
        const QString id = hex(info.sensorIds[i], 4);
        const QString name =
            i < info.sensorNames.size() ? QString::fromStdString(info.sensorNames[i]) : QString();
        names.append(name.isEmpty() || name.startsWith(u"0x") ? id : tr("%1 (%2)").arg(name, id));
    }
    return names.isEmpty() ? tr("none") : names.join(QStringLiteral(", "));
}

QString usb(const omv::DeviceInfo& info)
{
    if (info.usbVendor == 0 && info.usbProduct == 0)
        return {};
    return QStringLiteral("%1:%2")
        .arg(info.usbVendor, 4, 16, QLatin1Char('0'))
        .arg(info.usbProduct, 4, 16, QLatin1Char('0'))
        .toUpper();
}

QString kilobytes(std::uint32_t count)
{
    return count == 0 ? QString() : tr("%1 KB").arg(QLocale().toString(count));
}

/// A value that may be missing: the firmware leaves some at zero.
BoardRow row(const char* name, const QString& value, bool code = false)
{
    if (value.isEmpty())
        return {tr(name), tr("not reported"), false, false};
    return {tr(name), value, true, code};
}

struct Cap {
    const char* id;
    const char* name;
};
constexpr Cap kCaps[] = {
    {"gpu", QT_TRANSLATE_NOOP("omv::ui", "GPU")},
    {"npu", QT_TRANSLATE_NOOP("omv::ui", "NPU")},
    {"isp", QT_TRANSLATE_NOOP("omv::ui", "ISP")},
    {"venc", QT_TRANSLATE_NOOP("omv::ui", "Video encoder")},
    {"jpeg", QT_TRANSLATE_NOOP("omv::ui", "JPEG encoder")},
    {"dram", QT_TRANSLATE_NOOP("omv::ui", "DRAM")},
    {"crc", QT_TRANSLATE_NOOP("omv::ui", "CRC unit")},
    {"pmu", QT_TRANSLATE_NOOP("omv::ui", "PMU")},
    {"wifi", QT_TRANSLATE_NOOP("omv::ui", "WiFi")},
    {"bluetooth", QT_TRANSLATE_NOOP("omv::ui", "Bluetooth")},
    {"sd", QT_TRANSLATE_NOOP("omv::ui", "SD card")},
    {"ethernet", QT_TRANSLATE_NOOP("omv::ui", "Ethernet")},
    {"usb_hs", QT_TRANSLATE_NOOP("omv::ui", "USB high speed")},
    {"multicore", QT_TRANSLATE_NOOP("omv::ui", "Several cores")},
};

void addCaps(std::vector<BoardRow>& rows, const omv::DeviceInfo& info)
{
    const auto& names = info.hardwareCapNames;
    for (const Cap& cap : kCaps) {
        const bool has = std::find(names.begin(), names.end(), cap.id) != names.end();
        rows.push_back({tr(cap.name), has ? tr("yes") : tr("no"), true, false});
    }
    // What a newer firmware names and we do not know is shown as it is.
    for (const std::string& name : names) {
        const bool known = std::any_of(std::begin(kCaps), std::end(kCaps),
                                       [&](const Cap& cap) { return name == cap.id; });
        if (!known)
            rows.push_back({QString::fromStdString(name), tr("yes"), true, false});
    }
    rows.push_back({tr("Hardware word"), hex(info.hardwareCaps, 8), true, true});
}

}  // namespace

std::vector<BoardRow> boardRows(const omv::DeviceInfo& info)
{
    std::vector<BoardRow> rows{
        row(QT_TRANSLATE_NOOP("omv::ui", "Board"),
            QString::fromStdString(info.boardName.empty() ? info.boardId : info.boardName)),
        row(QT_TRANSLATE_NOOP("omv::ui", "Sensors"), sensors(info)),
        row(QT_TRANSLATE_NOOP("omv::ui", "Port"), QString::fromStdString(info.port), true),
        row(QT_TRANSLATE_NOOP("omv::ui", "Firmware"), version(info.firmware)),
        row(QT_TRANSLATE_NOOP("omv::ui", "Protocol"), version(info.protocol)),
        row(QT_TRANSLATE_NOOP("omv::ui", "Bootloader"),
            info.bootloader == omv::FirmwareVersion{} ? QString() : version(info.bootloader)),
        row(QT_TRANSLATE_NOOP("omv::ui", "CPU ID"), hex(info.cpuId, 8), true),
        row(QT_TRANSLATE_NOOP("omv::ui", "Device ID"), QString::fromStdString(info.serial), true),
        row(QT_TRANSLATE_NOOP("omv::ui", "USB ID"), usb(info), true),
        row(QT_TRANSLATE_NOOP("omv::ui", "Stream buffer"), kilobytes(info.streamBufferKb)),
        row(QT_TRANSLATE_NOOP("omv::ui", "Frame buffer"), kilobytes(info.frameBufferKb)),
        row(QT_TRANSLATE_NOOP("omv::ui", "Packet payload"),
            info.maxPayload == 0 ? QString()
                                 : tr("%1 bytes").arg(QLocale().toString(info.maxPayload))),
    };
    addCaps(rows, info);
    return rows;
}

void BoardModel::setRows(std::vector<BoardRow> rows)
{
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int BoardModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BoardModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BoardModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BoardRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return index.column() == NameColumn ? row.name : row.value;
    case KnownRole: return row.known;
    case CodeRole: return row.code && index.column() == ValueColumn;
    case Qt::ForegroundRole:
        return index.column() == NameColumn || !row.known ? QVariant(m_secondary) : QVariant();
    case Qt::FontRole:
        return row.code && index.column() == ValueColumn ? QVariant(m_code) : QVariant();
    default: return {};
    }
}

void BoardModel::setLook(const QColor& secondary, const QFont& code)
{
    m_secondary = secondary;
    m_code = code;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QVariant BoardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? BoardModel::tr("Property") : BoardModel::tr("Value");
}

}  // namespace omv::ui
