// SPDX-License-Identifier: MIT
#include "widgets/frame/histogram_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace omv::ui {

namespace {

QString toQString(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QVariant number(const ChannelStatistics& s, int column)
{
    switch (column) {
    case HistogramModel::Mean: return s.mean;
    case HistogramModel::Median: return s.median;
    case HistogramModel::Mode: return s.mode;
    case HistogramModel::StdDev: return s.standardDeviation;
    case HistogramModel::Min: return s.min;
    case HistogramModel::LowerQuartile: return s.lowerQuartile;
    case HistogramModel::UpperQuartile: return s.upperQuartile;
    case HistogramModel::Max: return s.max;
    default: return {};
    }
}

QString shown(const QVariant& value)
{
    if (value.typeId() == QMetaType::Double) {
        // Rounded first: what is shown as nothing has no sign.
        const double tenths = std::round(value.toDouble() * 10) / 10;
        return QLocale().toString(tenths == 0 ? 0.0 : tenths, 'f', 1);
    }
    return value.toString();
}

}  // namespace

QString channelText(ColorSpace space, int channel)
{
    const QString key = toQString(channelKey(space, channel));
    // The others are letters, which stay.
    return space == ColorSpace::Gray ? QCoreApplication::translate("omv::ui::HistogramPane", "Gray")
                                     : key.section(u'*', 0, 0);
}

void HistogramModel::setData(const HistogramData& data)
{
    if (data.channels != m_data.channels || data.space != m_data.space) {
        beginResetModel();
        m_data = data;
        endResetModel();
        return;
    }
    m_data = data;
    if (data.channels > 0)
        emit dataChanged(index(0, Mean), index(data.channels - 1, kColumns - 1));
}

int HistogramModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_data.channels;
}

int HistogramModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant HistogramModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString key = toQString(channelKey(m_data.space, index.row()));
    if (role == kChannelKeyRole)
        return key;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == Channel ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    if (index.column() == Channel)
        return channelText(m_data.space, index.row());
    const auto row = static_cast<std::size_t>(index.row());
    const QVariant value = number(m_data.channel[row].statistics, index.column());
    return role == Qt::EditRole ? value : QVariant(shown(value));
}

QVariant HistogramModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Channel ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Mean: return tr("Mean");
    case Median: return tr("Median");
    case Mode: return tr("Mode");
    case StdDev: return tr("Std. dev.");
    case Min: return tr("Min");
    case LowerQuartile: return tr("Lower q.");
    case UpperQuartile: return tr("Upper q.");
    case Max: return tr("Max");
    default: return QString();
    }
}

QString HistogramModel::toText() const
{
    QString text;
    for (int column = 0; column < kColumns; ++column)
        text += headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() +
            (column + 1 < kColumns ? u'\t' : u'\n');
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < kColumns; ++column)
            text += data(index(row, column)).toString() + (column + 1 < kColumns ? u'\t' : u'\n');
    }
    return text;
}

}  // namespace omv::ui
