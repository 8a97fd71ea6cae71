// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QString>

#include <optional>

namespace omv::ui {

/// Something that can be done, for the palette.
struct Command {
    QString id;
    QString text;  ///< "Device: Connect"
    QString shortcut;  ///< as shown
    bool enabled = true;
    QString reason{};  ///< why not, when disabled

    friend bool operator==(const Command&, const Command&) = default;
};

/// How well `pattern` fits `text`, and where its letters are.
struct FuzzyMatch {
    int score = 0;  ///< higher is better
    QList<int> places;
};
/// Every letter of `pattern` in this order, case aside; blanks count for nothing. Beginnings
/// of words and neighbours score. None when a letter is missing.
std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text);

/// The commands that fit the search, the best first; enabled ones before disabled ones of
/// the same fit.
class CommandModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, ShortcutRole, ReasonRole, PlacesRole };

    using QAbstractListModel::QAbstractListModel;

    void setCommands(const QList<Command>& commands);
    void setSearch(const QString& text);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Found {
        int command = 0;
        FuzzyMatch match;
    };
    void rebuild();

    QList<Command> m_commands;
    QString m_search;
    QList<Found> m_found;
};

}  // namespace omv::ui
