// SPDX-License-Identifier: MIT
#include "app/ide/language/script_scan.h"

#include "app/ide/language/signature_text.h"
#include "app/ide/language/stub_index.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace omv::ide {
namespace {

constexpr qsizetype kLookedBack = 4000;  ///< of open brackets and chains
constexpr qsizetype kMaxText = 200000;  ///< of assignments and words
constexpr int kMaxDepth = 16;  ///< of variables made of variables

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

QString lastLine(const QString& text)
{
    return text.mid(text.lastIndexOf(QLatin1Char('\n')) + 1);
}

/// Whether the end of the line is within a string or comment.
bool inStringOrComment(const QString& line)
{
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (!quote.isNull()) {
            if (c == QLatin1Char('\\'))
                ++i;
            else if (c == quote)
                quote = QChar();
        } else if (c == QLatin1Char('#')) {
            return true;
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            quote = c;
        }
    }
    return !quote.isNull();
}

/// Where the bracket that is closed at `close` was opened; -1: not within sight.
qsizetype openingOf(const QString& text, qsizetype close)
{
    int depth = 0;
    const qsizetype stop = std::max<qsizetype>(0, close - kLookedBack);
    for (qsizetype i = close; i >= stop; --i) {
        const QChar c = text[i];
        if (c == QLatin1Char(')') || c == QLatin1Char(']') || c == QLatin1Char('}'))
            ++depth;
        else if (c == QLatin1Char('(') || c == QLatin1Char('[') || c == QLatin1Char('{'))
            --depth;
        if (depth == 0)
            return i;
    }
    return -1;
}

/// One step of a chain: "find_blobs([x])[0]" is the name, called, indexed.
struct Step {
    QString name;
    bool indexed = false;
};

/// The steps of a chain; empty when it is anything else.
QList<Step> stepsOf(const QString& expression)
{
    QList<Step> steps;
    QString name;
    bool indexed = false;
    for (qsizetype i = 0; i < expression.size(); ++i) {
        const QChar c = expression[i];
        if (isWord(c)) {
            name += c;
        } else if (c == QLatin1Char('.')) {
            steps.append({name, indexed});
            name.clear();
            indexed = false;
        } else if (c == QLatin1Char('(') || c == QLatin1Char('[')) {
            int depth = 0;
            indexed = indexed || c == QLatin1Char('[');
            for (; i < expression.size(); ++i) {
                if (QStringLiteral("([{").contains(expression[i]))
                    ++depth;
                else if (QStringLiteral(")]}").contains(expression[i]) && --depth == 0)
                    break;
            }
        } else if (!c.isSpace()) {
            return {};
        }
    }
    steps.append({name, indexed});
    const bool whole = std::none_of(steps.begin(), steps.end(),
                                    [](const Step& step) { return step.name.isEmpty(); });
    return whole ? steps : QList<Step>();
}

/// What the names of a text were bound to last.
class Names {
public:
    Names(const StubIndex& stubs, const QString& text)
        : m_stubs(stubs)
    {
        for (const QString& line : text.right(kMaxText).split(QLatin1Char('\n')))
            read(line);
    }

    QString typeOf(const QString& expression, int depth = 0) const
    {
        const QList<Step> steps = stepsOf(expression);
        if (steps.isEmpty() || depth > kMaxDepth)
            return {};
        QString type = typeOfName(steps.first().name, depth);
        for (qsizetype i = 0; i < steps.size() && !type.isEmpty(); ++i) {
            if (i > 0)
                type = m_stubs.typeOf(type, steps[i].name);
            if (steps[i].indexed)
                type = itemOf(type);
        }
        return type;
    }

private:
    struct Binding {
        QString expression;  ///< empty: `scope` says it
        QString scope;
        bool item = false;  ///< of a for-loop: an item of the expression
        qsizetype number = 0;  ///< how many bindings there were before
    };

    static QString itemOf(const QString& type)
    {
        return type.startsWith(QLatin1String("list[")) ? type.mid(5, type.size() - 6) : QString();
    }

    QString typeOfName(const QString& name, int depth) const
    {
        const auto found = m_names.constFind(name);
        if (found == m_names.constEnd())
            return {};
        if (found->expression.isEmpty())
            return found->scope;
        // "img = img.copy()" binds the name to itself.
        if (stepsOf(found->expression).value(0).name == name)
            return m_before.value(name);
        const QString type = typeOf(found->expression, depth + 1);
        return found->item ? itemOf(type) : type;
    }

    void read(const QString& line)
    {
        static const QRegularExpression import(QLatin1String(R"(^\s*import\s+(.+)$)"));
        static const QRegularExpression from(
            QLatin1String(R"(^\s*from\s+([\w.]+)\s+import\s+(.+)$)"));
        static const QRegularExpression loop(QLatin1String(R"(^\s*for\s+(\w+)\s+in\s+(.+?):)"));
        static const QRegularExpression assignment(QLatin1String(R"(^\s*(\w+)\s*=\s*([^=].*)$)"));
        if (const auto match = from.match(line); match.hasMatch()) {
            for (const QString& part : splitArguments(match.captured(2)))
                bindImport(match.captured(1) + QLatin1Char('.'), part);
        } else if (const auto plain = import.match(line); plain.hasMatch()) {
            for (const QString& part : splitArguments(plain.captured(1)))
                bindImport({}, part);
        } else if (const auto each = loop.match(line); each.hasMatch()) {
            m_names.insert(each.captured(1), {each.captured(2).trimmed(), {}, true});
        } else if (const auto value = assignment.match(line); value.hasMatch()) {
            const QString name = value.captured(1);
            const QString old = typeOf(name);
            if (!old.isEmpty())
                m_before.insert(name, old);
            m_names.insert(name,
                           {value.captured(2).section(QLatin1String("  #"), 0, 0).trimmed(), {}});
        }
    }

    /// "csi", "ulab.numpy as np"
    void bindImport(const QString& prefix, const QString& part)
    {
        const QString full = part.section(QLatin1Char(' '), 0, 0);
        QString name = part.section(QLatin1String(" as "), 1).trimmed();
        if (name.isEmpty())
            name = prefix.isEmpty() ? full.section(QLatin1Char('.'), 0, 0) : full;
        m_names.insert(
            name,
            {{},
             prefix +
                 (prefix.isEmpty() && name != full && !part.contains(QLatin1String(" as "))
                      ? name
                      : full)});
    }

    const StubIndex& m_stubs;
    QHash<QString, Binding> m_names;
    QHash<QString, QString> m_before;  ///< what a name was before it was bound to itself
};

}  // namespace

CaretContext caretContext(const QString& before)
{
    using Kind = CaretContext::Kind;
    const QString line = lastLine(before);
    if (inStringOrComment(line))
        return {Kind::Nothing, {}};
    static const QRegularExpression module(QLatin1String(
        R"(^\s*(?:import|from)\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*((?:\w+\.)*)\w*$)"));
    if (const auto match = module.match(line); match.hasMatch())
        return {Kind::Module, match.captured(1)};
    static const QRegularExpression name(
        QLatin1String(R"(^\s*from\s+([\w.]+)\s+import\s+[\w\s,(]*$)"));
    if (const auto match = name.match(line); match.hasMatch())
        return {Kind::ImportedName, match.captured(1)};

    qsizetype at = before.size();
    while (at > 0 && isWord(before[at - 1]))
        --at;
    if (at < before.size() && before[at].isDigit())
        return {Kind::Nothing, {}};
    if (at > 0 && before[at - 1] == QLatin1Char('.')) {
        const QString owner = expressionBefore(before.left(at - 1));
        const bool number = !owner.isEmpty() && owner.front().isDigit();
        return number ? CaretContext{Kind::Nothing, {}} : CaretContext{Kind::Member, owner};
    }
    return {Kind::Plain, {}};
}

QString importOf(const QString& text, const QString& name)
{
    if (name.isEmpty())
        return {};
    const QString word = QRegularExpression::escape(name);
    const QString patterns[] = {
        QStringLiteral(R"(^[ \t]*import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*([\w.]+)\s+as\s+%1\b)"),
        QStringLiteral(R"(^[ \t]*import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*(%1)\b(?!\s+as))"),
        QStringLiteral(R"(^[ \t]*from\s+([\w.]+)\s+import\s[\w \t,(]*\b%1\b)"),
    };
    for (const QString& pattern : patterns) {
        const QRegularExpression expression(pattern.arg(word), QRegularExpression::MultilineOption);
        const auto match = expression.match(text.right(kMaxText));
        if (match.hasMatch())
            return match.captured(1);
    }
    return {};
}

QString expressionBefore(const QString& before)
{
    qsizetype at = before.size();
    const qsizetype stop = std::max<qsizetype>(0, at - kLookedBack);
    while (at > stop) {
        const QChar c = before[at - 1];
        if (isWord(c) || c == QLatin1Char('.')) {
            --at;
        } else if (c == QLatin1Char(')') || c == QLatin1Char(']')) {
            const bool glued = at == before.size() || !isWord(before[at]);
            const qsizetype open = openingOf(before, at - 1);
            if (open < 0 || !glued)
                break;
            at = open;
        } else {
            break;
        }
    }
    return before.mid(at);
}

QString typeOfExpression(const StubIndex& stubs, const QString& before, const QString& expression)
{
    // The line of the caret is not finished and binds nothing yet.
    const QString above = before.left(before.size() - lastLine(before).size());
    return Names(stubs, above).typeOf(expression);
}

QStringList wordsOf(const QString& before)
{
    static const QRegularExpression word(QStringLiteral("[A-Za-z_]\\w*"));
    const QString text = before.right(kMaxText);
    QStringList words;
    QSet<QString> known;
    auto match = word.globalMatch(text);
    while (match.hasNext()) {
        const auto found = match.next();
        if (found.capturedEnd() == text.size() || found.capturedLength() < 3)
            continue;
        if (!known.contains(found.captured())) {
            known.insert(found.captured());
            words.prepend(found.captured());
        }
    }
    return words;
}

std::optional<OpenCall> openCall(const QString& before)
{
    const qsizetype stop = std::max<qsizetype>(0, before.size() - kLookedBack);
    for (qsizetype i = before.size() - 1; i >= stop; --i) {
        const QChar c = before[i];
        if (c == QLatin1Char(')') || c == QLatin1Char(']') || c == QLatin1Char('}')) {
            i = openingOf(before, i);
            if (i < 0)
                return {};
            continue;
        }
        if (c != QLatin1Char('('))
            continue;
        if (i == 0 || !isWord(before[i - 1]))
            continue;
        const QStringList arguments = splitArguments(before.mid(i + 1));
        OpenCall call;
        call.nameEnd = i;
        call.argument = std::max(0, int(arguments.size()) - 1);
        static const QRegularExpression keyword(QLatin1String(R"(^(\w+)\s*=(?!=))"));
        if (!arguments.isEmpty())
            call.keyword = keyword.match(arguments.last()).captured(1);
        return call;
    }
    return {};
}

}  // namespace omv::ide
