// SPDX-License-Identifier: MIT
#include "widgets/panels/command_model.h"

#include <algorithm>

namespace omv::ui {

namespace {

constexpr int kLetter = 1;
constexpr int kNeighbour = 6;
constexpr int kWordStart = 8;
constexpr int kTextStart = 4;
constexpr int kGap = -1;  // for each letter jumped over, up to a bound
constexpr int kMostGap = 5;

bool startsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber() ||
        (text[at].isUpper() && text[at - 1].isLower());
}

QString lettersOf(QStringView pattern)
{
    QString letters;
    for (const QChar c : pattern) {
        if (!c.isSpace())
            letters.append(c.toLower());
    }
    return letters;
}

/// Takes the first letter that fits from each place on, starting at `from`; prefers the
/// beginning of a word for the letter if there is one later.
std::optional<FuzzyMatch> matchFrom(const QString& letters, QStringView text, qsizetype from)
{
    FuzzyMatch match;
    qsizetype at = from;
    qsizetype last = -1;
    for (const QChar letter : letters) {
        while (at < text.size() && text[at].toLower() != letter)
            ++at;
        if (at == text.size())
            return {};
        match.score += kLetter;
        if (startsWord(text, at))
            match.score += kWordStart;
        if (last >= 0 && at == last + 1)
            match.score += kNeighbour;
        else if (last >= 0)
            match.score += kGap * static_cast<int>(std::min<qsizetype>(kMostGap, at - last - 1));
        match.places.append(static_cast<int>(at));
        last = at++;
    }
    if (!match.places.isEmpty() && match.places.first() == 0)
        match.score += kTextStart;
    return match;
}

}  // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text)
{
    const QString letters = lettersOf(pattern);
    if (letters.isEmpty())
        return FuzzyMatch{};
    std::optional<FuzzyMatch> best;
    for (qsizetype from = 0; from < text.size(); ++from) {
        if (text[from].toLower() != letters[0])
            continue;
        auto match = matchFrom(letters, text, from);
        if (!match)
            break;
        if (!best || match->score > best->score)
            best = std::move(match);
    }
    return best;
}

void CommandModel::setCommands(const QList<Command>& commands)
{
    m_commands = commands;
    rebuild();
}

void CommandModel::setSearch(const QString& text)
{
    m_search = text;
    rebuild();
}

void CommandModel::rebuild()
{
    beginResetModel();
    m_found.clear();
    for (int i = 0; i < m_commands.size(); ++i) {
        if (auto match = fuzzyMatch(m_search, m_commands[i].text))
            m_found.append({i, *match});
    }
    std::stable_sort(m_found.begin(), m_found.end(), [this](const Found& a, const Found& b) {
        if (a.match.score != b.match.score)
            return a.match.score > b.match.score;
        return m_commands[a.command].enabled && !m_commands[b.command].enabled;
    });
    endResetModel();
}

int CommandModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant CommandModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Found& found = m_found[index.row()];
    const Command& command = m_commands[found.command];
    switch (role) {
    case Qt::DisplayRole: return command.text;
    case Qt::ToolTipRole: return command.enabled ? command.text : command.reason;
    case IdRole: return command.id;
    case ShortcutRole: return command.shortcut;
    case ReasonRole: return command.enabled ? QString() : command.reason;
    case PlacesRole: return QVariant::fromValue(found.match.places);
    default: return {};
    }
}

Qt::ItemFlags CommandModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const bool enabled = m_commands[m_found[index.row()].command].enabled;
    return enabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                   : Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

}  // namespace omv::ui
