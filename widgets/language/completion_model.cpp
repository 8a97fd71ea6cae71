// SPDX-License-Identifier: MIT
#include "widgets/language/completion_model.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace omv::ui {
namespace {

/// How well a name fits what was typed; the least is best. Empty: not at all.
std::optional<int> distance(const QString& name, const QString& typed)
{
    if (name.startsWith(typed))
        return 0;
    if (name.startsWith(typed, Qt::CaseInsensitive))
        return 1;
    // One letter is in too many names to mean anything inside of them.
    if (typed.size() > 1 && name.contains(typed, Qt::CaseInsensitive))
        return 2;
    return {};
}

}  // namespace

void CompletionModel::setItems(const QList<CompletionItem>& items)
{
    beginResetModel();
    m_items = items;
    m_shown = fitting();
    endResetModel();
}

void CompletionModel::setTyped(const QString& typed)
{
    beginResetModel();
    m_typed = typed;
    m_shown = fitting();
    endResetModel();
}

void CompletionModel::setDetail(const CompletionItem& item)
{
    for (int row = 0; row < m_shown.size(); ++row) {
        CompletionItem& mine = m_items[m_shown[row]];
        if (mine.name != item.name)
            continue;
        mine.signature = item.signature;
        mine.summary = item.summary;
        mine.hostOnly = item.hostOnly;
        emit dataChanged(index(row), index(row));
    }
}

QList<int> CompletionModel::fitting() const
{
    using Rank = std::tuple<bool, bool, int>;
    QList<std::pair<Rank, int>> ranked;
    for (int i = 0; i < m_items.size(); ++i) {
        const CompletionItem& item = m_items[i];
        const auto far = distance(item.name, m_typed);
        if (!far)
            continue;
        const bool hidden =
            item.name.startsWith(QLatin1Char('_')) && !m_typed.startsWith(QLatin1Char('_'));
        ranked.append({Rank(item.hostOnly, hidden, *far), i});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    QList<int> rows;
    rows.reserve(ranked.size());
    for (const auto& entry : ranked)
        rows.append(entry.second);
    return rows;
}

int CompletionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant CompletionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CompletionItem& shown = item(index.row());
    switch (role) {
    case Qt::DisplayRole: return shown.name;
    case Qt::AccessibleTextRole:
        return shown.hostOnly ? tr("%1, not in MicroPython").arg(shown.name) : shown.name;
    case ItemKindRole: return int(shown.kind);
    case SignatureRole: return shown.signature;
    case SummaryRole: return shown.summary;
    case HostOnlyRole: return shown.hostOnly;
    default: return {};
    }
}

}  // namespace omv::ui
