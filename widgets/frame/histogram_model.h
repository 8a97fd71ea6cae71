// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/histogram_data.h"

#include <QAbstractTableModel>

namespace omv::ui {

/// A channel in the user's language.
QString channelText(ColorSpace space, int channel);

/// A row for each channel, a column for each statistic. DisplayRole is text, EditRole the
/// number.
class HistogramModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Channel, Mean, Median, Mode, StdDev, Min, LowerQuartile, UpperQuartile, Max };
    static constexpr int kColumns = Max + 1;
    static constexpr int kChannelKeyRole = Qt::UserRole;  ///< key of Colors::histogram

    using QAbstractTableModel::QAbstractTableModel;

    void setData(const HistogramData& data);
    using QAbstractTableModel::setData;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Header and rows with tabs between, for the clipboard.
    QString toText() const;

private:
    HistogramData m_data;
};

}  // namespace omv::ui
