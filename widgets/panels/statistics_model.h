// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <QAbstractTableModel>
#include <QColor>
#include <QFont>

#include <optional>
#include <vector>

namespace omv::ui {

/// The counters of a connection, of the computer and of the camera, with what each does in a
/// second, and how long answers take.
class StatisticsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, RateColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole,  ///< raw numbers
        HeadingRole,  ///< bool: the row is a heading of a group
        TroubleRole,  ///< bool: counts something bad, and has counted some
    };

    explicit StatisticsModel(QObject* parent = nullptr);

    /// A new reading, `seconds` after the last one. Counters that went back (another
    /// connection) give no rate.
    void setStatistics(const omv::LinkStatistics& now, double seconds);
    void clear();
    void setLook(const QColor& secondary, const QColor& trouble, const QFont& heading);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        std::optional<quint64> value;
        std::optional<double> rate;
    };
    QVariant display(int row, int column) const;
    QVariant sortValue(int row, int column) const;

    std::vector<Row> m_rows;
    QColor m_secondary;
    QColor m_trouble;
    QFont m_heading;
};

}  // namespace omv::ui
