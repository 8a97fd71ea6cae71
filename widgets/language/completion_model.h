// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/completion_item.h"

#include <QAbstractListModel>

namespace omv::ui {

/// The proposals that fit what was typed: beginnings first, then beginnings in another case, then
/// names that contain it. Names with a leading underscore and host-only names come last.
class CompletionModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ItemKindRole = Qt::UserRole, SignatureRole, SummaryRole, HostOnlyRole };

    using QAbstractListModel::QAbstractListModel;

    void setItems(const QList<CompletionItem>& items);
    void setTyped(const QString& typed);
    const QString& typed() const { return m_typed; }
    /// Signature and summary of a name that came later. Unknown names are ignored.
    void setDetail(const CompletionItem& item);

    const CompletionItem& item(int row) const { return m_items[m_shown[row]]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<int> fitting() const;

    QList<CompletionItem> m_items;
    QList<int> m_shown;  ///< indexes of m_items, in order
    QString m_typed;
};

}  // namespace omv::ui
