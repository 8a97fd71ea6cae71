// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/examples_index.h"

#include <QAbstractItemModel>

namespace omv::ui {

/// The examples as a tree of two levels: categories, and the examples that pass the filter.
/// Categories without examples are not there.
class ExamplesModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role { FileRole = Qt::UserRole, DescriptionRole, IsCategoryRole };

    struct Filter {
        QString text;  ///< every word must be found in title, category, description or modules
        QString board;  ///< empty: any
        QStringList sensors;  ///< one that fits any of these; empty: any

        friend bool operator==(const Filter&, const Filter&) = default;
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setExamples(const QList<Example>& examples);
    void setFilter(const Filter& filter);
    const Filter& filter() const { return m_filter; }
    int shownCount() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Category {
        QString name;
        QList<int> examples;  ///< indexes of m_examples
    };

    void rebuild();
    bool passes(const Example& example) const;

    QList<Example> m_examples;
    QList<Category> m_categories;
    Filter m_filter;
};

}  // namespace omv::ui
