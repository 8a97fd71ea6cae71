// SPDX-License-Identifier: MIT
#include "widgets/panels/shortcut_model.h"

namespace omv::ui {

namespace {

/// Equal, or one begins the other: then the longer can never be typed.
bool collide(const QKeySequence& a, const QKeySequence& b)
{
    if (a.isEmpty() || b.isEmpty())
        return false;
    return a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch;
}

}  // namespace

void ShortcutModel::setEntries(const QList<ShortcutEntry>& entries)
{
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

void ShortcutModel::setKeys(int row, const QKeySequence& keys)
{
    if (row < 0 || row >= m_entries.size() || m_entries[row].keys == keys)
        return;
    m_entries[row].keys = keys;
    // Conflicts of other rows come and go with it.
    emit dataChanged(index(0, KeysColumn), index(rowCount() - 1, ConflictColumn));
    emit keysChanged(m_entries[row].id, keys);
}

void ShortcutModel::setLook(const QColor& conflict, const QFont& changed)
{
    m_conflict = conflict;
    m_changed = changed;
    if (!m_entries.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QStringList ShortcutModel::conflicts(int row) const
{
    QStringList others;
    for (int i = 0; i < m_entries.size(); ++i) {
        if (i != row && collide(m_entries[row].keys, m_entries[i].keys))
            others.append(m_entries[i].text);
    }
    return others;
}

int ShortcutModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ShortcutModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ShortcutModel::display(int row, int column) const
{
    const ShortcutEntry& entry = m_entries[row];
    switch (column) {
    case GroupColumn: return entry.group;
    case TextColumn: return entry.text;
    case KeysColumn: return entry.keys.toString(QKeySequence::NativeText);
    case ConflictColumn: {
        const QStringList others = conflicts(row);
        return others.isEmpty() ? QString() : tr("Also: %1").arg(others.join(QStringLiteral(", ")));
    }
    default: return {};
    }
}

QVariant ShortcutModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ShortcutEntry& entry = m_entries[index.row()];
    const bool changed = entry.keys != entry.standard;
    switch (role) {
    case Qt::DisplayRole: return display(index.row(), index.column());
    case Qt::EditRole:
    case KeysRole: return entry.keys;
    case Qt::ForegroundRole:
        return index.column() == ConflictColumn ? QVariant(m_conflict) : QVariant();
    case Qt::FontRole:
        return changed && index.column() == KeysColumn ? QVariant(m_changed) : QVariant();
    case IdRole: return entry.id;
    case ChangedRole: return changed;
    case ConflictRole: return !conflicts(index.row()).isEmpty();
    default: return {};
    }
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case GroupColumn: return tr("Menu");
    case TextColumn: return tr("Action");
    case KeysColumn: return tr("Keys");
    case ConflictColumn: return tr("Conflict");
    default: return {};
    }
}

bool ShortcutModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        index.column() != KeysColumn)
        return false;
    setKeys(index.row(), value.value<QKeySequence>());
    return true;
}

Qt::ItemFlags ShortcutModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == KeysColumn ? flags | Qt::ItemIsEditable : flags;
}

}  // namespace omv::ui
