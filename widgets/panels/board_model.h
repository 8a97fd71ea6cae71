// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <QAbstractTableModel>
#include <QColor>
#include <QFont>

#include <vector>

namespace omv::ui {

struct BoardRow {
    QString name;
    QString value;
    bool known = true;  ///< false: the value says that the firmware does not tell
    bool code = false;  ///< an id, a path: fixed width

    friend bool operator==(const BoardRow&, const BoardRow&) = default;
};

/// Everything of SYS_INFO and VERSION, in words, in a fixed order.
std::vector<BoardRow> boardRows(const omv::DeviceInfo& info);

/// Two columns: name, value.
class BoardModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Role { KnownRole = Qt::UserRole, CodeRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<BoardRow> rows);
    /// For names and for ids.
    void setLook(const QColor& secondary, const QFont& code);
    const std::vector<BoardRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<BoardRow> m_rows;
    QColor m_secondary;
    QFont m_code;
};

}  // namespace omv::ui
