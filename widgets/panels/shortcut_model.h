// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QFont>
#include <QKeySequence>
#include <QList>
#include <QString>

namespace omv::ui {

/// An action and its keys.
struct ShortcutEntry {
    QString id;
    QString text;  ///< "Run script"
    QString group;  ///< "Device"
    QKeySequence standard;  ///< as delivered
    QKeySequence keys;  ///< now; empty: none

    friend bool operator==(const ShortcutEntry&, const ShortcutEntry&) = default;
};

/// The table of all actions. A key sequence that several actions have, or that begins the
/// sequence of another one, is a conflict.
class ShortcutModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { GroupColumn, TextColumn, KeysColumn, ConflictColumn, ColumnCount };
    enum Role { IdRole = Qt::UserRole, ChangedRole, ConflictRole, KeysRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(const QList<ShortcutEntry>& entries);
    const QList<ShortcutEntry>& entries() const { return m_entries; }
    void setKeys(int row, const QKeySequence& keys);
    void setLook(const QColor& conflict, const QFont& changed);
    /// Texts of the other actions that have the keys of `row`.
    QStringList conflicts(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void keysChanged(const QString& id, const QKeySequence& keys);

private:
    QVariant display(int row, int column) const;

    QList<ShortcutEntry> m_entries;
    QColor m_conflict;
    QFont m_changed;
};

}  // namespace omv::ui
