// SPDX-License-Identifier: MIT
#include "widgets/language/examples_model.h"

#include <algorithm>

namespace omv::ui {
namespace {

// The internal id of a category; an example carries its category's row plus one.
constexpr quintptr kCategory = 0;

}  // namespace

void ExamplesModel::setExamples(const QList<Example>& examples)
{
    m_examples = examples;
    rebuild();
}

void ExamplesModel::setFilter(const Filter& filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    rebuild();
}

int ExamplesModel::shownCount() const
{
    qsizetype count = 0;
    for (const Category& category : m_categories)
        count += category.examples.size();
    return int(count);
}

void ExamplesModel::rebuild()
{
    beginResetModel();
    m_categories.clear();
    for (int i = 0; i < m_examples.size(); ++i) {
        const Example& example = m_examples[i];
        if (!passes(example))
            continue;
        const auto same = [&](const Category& category) {
            return category.name == example.category;
        };
        const auto found = std::find_if(m_categories.begin(), m_categories.end(), same);
        if (found == m_categories.end())
            m_categories.append({example.category, {i}});
        else
            found->examples.append(i);
    }
    endResetModel();
}

bool ExamplesModel::passes(const Example& example) const
{
    if (!m_filter.board.isEmpty() && !example.fitsBoard(m_filter.board))
        return false;
    const auto fits = [&](const QString& sensor) { return example.fitsSensor(sensor); };
    if (!m_filter.sensors.isEmpty() &&
        std::none_of(m_filter.sensors.begin(), m_filter.sensors.end(), fits))
        return false;
    const QString all = example.title + QLatin1Char('\n') + example.category + QLatin1Char('\n') +
        example.description + QLatin1Char('\n') + example.modules.join(QLatin1Char(' '));
    const QStringList words = m_filter.text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

QModelIndex ExamplesModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kCategory);
}

QModelIndex ExamplesModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == kCategory)
        return {};
    return createIndex(int(index.internalId() - 1), 0, kCategory);
}

int ExamplesModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_categories.size());
    if (parent.internalId() != kCategory || parent.column() != 0)
        return 0;
    return int(m_categories[parent.row()].examples.size());
}

int ExamplesModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant ExamplesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == kCategory) {
        if (role == IsCategoryRole)
            return true;
        return role == Qt::DisplayRole ? QVariant(m_categories[index.row()].name) : QVariant();
    }
    const Category& category = m_categories[qsizetype(index.internalId()) - 1];
    const Example& example = m_examples[category.examples[index.row()]];
    switch (role) {
    case Qt::DisplayRole: return example.title;
    case Qt::ToolTipRole:
    case DescriptionRole: return example.description;
    case Qt::AccessibleDescriptionRole: return example.description;
    case FileRole: return example.file;
    case IsCategoryRole: return false;
    default: return {};
    }
}

Qt::ItemFlags ExamplesModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (index.internalId() == kCategory)
        return Qt::ItemIsEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

}  // namespace omv::ui
