// SPDX-License-Identifier: MIT
#include "widgets/panels/statistics_model.h"

#include <QLocale>

namespace omv::ui {

namespace {

enum class Kind { Heading, Count, Trouble, Bytes, LostBytes, Time };

struct Line {
    Kind kind;
    const char* name;
    quint64 (*value)(const omv::LinkStatistics&);
    quint64 usual = 0;  ///< so many of a Trouble are none
};

template<auto Member>
quint64 field(const omv::LinkStatistics& s)
{
    return s.*Member;
}

template<auto Latency, auto Member>
quint64 micros(const omv::LinkStatistics& s)
{
    return static_cast<quint64>((s.*Latency.*Member).count());
}

using S = omv::LinkStatistics;
using L = omv::LatencyStatistics;

constexpr Line kLines[] = {
    {Kind::Heading, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Computer"), nullptr},
    {Kind::Count, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Packets sent"),
     field<&S::packetsSent>},
    {Kind::Count, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Packets received"),
     field<&S::packetsReceived>},
    {Kind::Bytes, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Sent"), field<&S::bytesSent>},
    {Kind::Bytes, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Received"),
     field<&S::bytesReceived>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Damaged packets"),
     field<&S::damagedPackets>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Packets out of order"),
     field<&S::sequenceErrors>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Sent again"),
     field<&S::retransmissions>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Answers that did not come"),
     field<&S::timeouts>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Fresh starts of the link"),
     field<&S::resyncs>, 1},
    {Kind::Count, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Events"), field<&S::events>},
    {Kind::Heading, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Frames and text"), nullptr},
    {Kind::Count, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Frames"), field<&S::frames>},
    {Kind::Count, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Frames dropped here"),
     field<&S::framesDropped>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Frames that failed"),
     field<&S::framesFailed>},
    {Kind::Bytes, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Text"), field<&S::textBytes>},
    {Kind::LostBytes, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Text lost"),
     field<&S::textLost>},
    {Kind::Heading, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Times"), nullptr},
    {Kind::Time, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Answer, median"),
     micros<&S::roundTrip, &L::median>},
    {Kind::Time, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Answer, 99 of 100"),
     micros<&S::roundTrip, &L::p99>},
    {Kind::Time, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Answer, longest"),
     micros<&S::roundTrip, &L::longest>},
    {Kind::Time, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Frame locked, median"),
     micros<&S::frameLock, &L::median>},
    {Kind::Time, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Frame locked, 99 of 100"),
     micros<&S::frameLock, &L::p99>},
    {Kind::Time, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Frame locked, longest"),
     micros<&S::frameLock, &L::longest>},
    {Kind::Heading, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Camera"), nullptr},
    {Kind::Count, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Packets sent"),
     field<&S::deviceSent>},
    {Kind::Count, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Packets received"),
     field<&S::deviceReceived>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Damaged packets"),
     field<&S::deviceChecksumErrors>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Packets out of order"),
     field<&S::deviceSequenceErrors>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Sent again"),
     field<&S::deviceRetransmissions>},
    {Kind::Trouble, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Errors of the port"),
     field<&S::deviceTransportErrors>},
    {Kind::Count, QT_TRANSLATE_NOOP("omv::ui::StatisticsModel", "Events"), field<&S::deviceEvents>},
};
constexpr int kLineCount = static_cast<int>(std::size(kLines));

QString bytesText(double bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1,
                                       QLocale::DataSizeTraditionalFormat);
}

QString timeText(quint64 microseconds)
{
    const double milliseconds = static_cast<double>(microseconds) / 1000;
    return StatisticsModel::tr("%1 ms").arg(
        QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 2 : 1));
}

const Line& lineOf(int row)
{
    return kLines[row];
}

bool isBytes(Kind kind)
{
    return kind == Kind::Bytes || kind == Kind::LostBytes;
}

}  // namespace

StatisticsModel::StatisticsModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_rows(kLineCount)
{
}

void StatisticsModel::setStatistics(const omv::LinkStatistics& now, double seconds)
{
    for (int i = 0; i < kLineCount; ++i) {
        const Line& line = lineOf(i);
        if (!line.value)
            continue;
        const quint64 value = line.value(now);
        Row& row = m_rows[static_cast<std::size_t>(i)];
        row.rate.reset();
        if (line.kind != Kind::Time && row.value && value >= *row.value && seconds > 0)
            row.rate = static_cast<double>(value - *row.value) / seconds;
        row.value = value;
    }
    emit dataChanged(index(0, ValueColumn), index(kLineCount - 1, RateColumn));
}

void StatisticsModel::clear()
{
    m_rows.assign(kLineCount, {});
    emit dataChanged(index(0, ValueColumn), index(kLineCount - 1, RateColumn));
}

void StatisticsModel::setLook(const QColor& secondary, const QColor& trouble, const QFont& heading)
{
    m_secondary = secondary;
    m_trouble = trouble;
    m_heading = heading;
    emit dataChanged(index(0, 0), index(kLineCount - 1, ColumnCount - 1));
}

int StatisticsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kLineCount;
}

int StatisticsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StatisticsModel::display(int row, int column) const
{
    const Line& line = lineOf(row);
    const Row& values = m_rows[static_cast<std::size_t>(row)];
    if (column == NameColumn)
        return tr(line.name);
    if (line.kind == Kind::Heading)
        return {};
    const QLocale locale;
    if (column == ValueColumn) {
        if (!values.value)
            return QStringLiteral("–");
        if (line.kind == Kind::Time)
            return timeText(*values.value);
        return isBytes(line.kind) ? bytesText(static_cast<double>(*values.value))
                                  : locale.toString(*values.value);
    }
    if (!values.rate)
        return {};
    return isBytes(line.kind) ? tr("%1/s").arg(bytesText(*values.rate))
                              : locale.toString(*values.rate, 'f', 1);
}

QVariant StatisticsModel::sortValue(int row, int column) const
{
    const Row& values = m_rows[static_cast<std::size_t>(row)];
    if (column == ValueColumn && values.value)
        return *values.value;
    if (column == RateColumn && values.rate)
        return *values.rate;
    return column == NameColumn ? display(row, column) : QVariant();
}

QVariant StatisticsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line& line = lineOf(index.row());
    const bool heading = line.kind == Kind::Heading;
    const auto& value = m_rows[static_cast<std::size_t>(index.row())].value;
    const bool trouble = (line.kind == Kind::Trouble || line.kind == Kind::LostBytes) &&
        value.value_or(0) > line.usual;
    switch (role) {
    case Qt::DisplayRole: return display(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((index.column() == NameColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (trouble)
            return m_trouble;
        return index.column() == NameColumn && !heading ? QVariant(m_secondary) : QVariant();
    case Qt::FontRole: return heading ? QVariant(m_heading) : QVariant();
    case SortRole: return sortValue(index.row(), index.column());
    case HeadingRole: return heading;
    case TroubleRole: return trouble;
    default: return {};
    }
}

QVariant StatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == NameColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Counter");
    case ValueColumn: return tr("Total");
    case RateColumn: return tr("Per second");
    default: return {};
    }
}

Qt::ItemFlags StatisticsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return lineOf(index.row()).kind == Kind::Heading ? Qt::ItemIsEnabled
                                                     : QAbstractTableModel::flags(index);
}

}  // namespace omv::ui
