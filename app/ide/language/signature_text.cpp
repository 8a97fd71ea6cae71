// SPDX-License-Identifier: MIT
#include "app/ide/language/signature_text.h"

#include <QRegularExpression>

namespace omv::ide {
namespace {

/// Walks over text and knows how deep in brackets it is, and whether in a string.
class Nesting {
public:
    void step(QChar c)
    {
        if (!m_quote.isNull()) {
            if (c == m_quote && !m_escaped)
                m_quote = QChar();
            m_escaped = c == QLatin1Char('\\') && !m_escaped;
            return;
        }
        if (c == QLatin1Char('"') || c == QLatin1Char('\''))
            m_quote = c;
        else if (c == QLatin1Char('(') || c == QLatin1Char('[') || c == QLatin1Char('{'))
            ++m_depth;
        else if (c == QLatin1Char(')') || c == QLatin1Char(']') || c == QLatin1Char('}'))
            --m_depth;
    }
    bool outside() const { return m_depth == 0 && m_quote.isNull(); }

private:
    int m_depth = 0;
    QChar m_quote;
    bool m_escaped = false;
};

qsizetype indexOutside(const QString& text, QChar wanted)
{
    Nesting nesting;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (nesting.outside() && text[i] == wanted)
            return i;
        nesting.step(text[i]);
    }
    return -1;
}

/// The index of the bracket that closes the one at `open`; -1: none.
qsizetype closing(const QString& text, qsizetype open)
{
    Nesting nesting;
    for (qsizetype i = open; i < text.size(); ++i) {
        nesting.step(text[i]);
        if (nesting.outside())
            return i;
    }
    return -1;
}

/// "roi: Roi | None = None" -> "roi=None", "self" -> ""
QString plainParameter(const QString& parameter)
{
    if (parameter == QLatin1String("self") || parameter.startsWith(QLatin1String("self:")))
        return {};
    const qsizetype equals = indexOutside(parameter, QLatin1Char('='));
    const QString head = equals < 0 ? parameter : parameter.left(equals);
    const qsizetype colon = indexOutside(head, QLatin1Char(':'));
    const QString name = (colon < 0 ? head : head.left(colon)).trimmed();
    if (equals < 0)
        return name;
    return name + QLatin1Char('=') + parameter.mid(equals + 1).trimmed();
}

QString nameOf(const QString& parameter)
{
    return parameter.section(QLatin1Char('='), 0, 0).trimmed();
}

}  // namespace

QStringList splitArguments(const QString& text)
{
    QStringList parts;
    Nesting nesting;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (nesting.outside() && text[i] == QLatin1Char(',')) {
            parts.append(text.mid(begin, i - begin).trimmed());
            begin = i + 1;
            continue;
        }
        nesting.step(text[i]);
    }
    const QString last = text.mid(begin).trimmed();
    if (!last.isEmpty() || !parts.isEmpty())
        parts.append(last);
    return parts;
}

QString plainSignature(const QString& signature)
{
    QString text = signature.simplified();
    if (text.startsWith(QLatin1String("def ")))
        text.remove(0, 4);
    const qsizetype open = text.indexOf(QLatin1Char('('));
    const qsizetype close = open < 0 ? -1 : closing(text, open);
    if (close < 0)
        return text;
    QStringList parameters;
    for (const QString& parameter : splitArguments(text.mid(open + 1, close - open - 1))) {
        const QString plain = plainParameter(parameter);
        if (!plain.isEmpty())
            parameters.append(plain);
    }
    QString gives = text.mid(close + 1).trimmed();
    if (gives.endsWith(QLatin1Char(':')))
        gives.chop(1);
    if (gives == QLatin1String("-> None"))
        gives.clear();
    const QString head =
        text.left(open + 1) + parameters.join(QLatin1String(", ")) + QLatin1Char(')');
    return gives.isEmpty() ? head : head + QLatin1Char(' ') + gives;
}

QString firstSentence(const QString& documentation)
{
    const QString paragraph =
        documentation.trimmed().section(QLatin1String("\n\n"), 0, 0).simplified();
    static const QRegularExpression end(QStringLiteral("[.!?](?= [A-Z])"));
    const auto match = end.match(paragraph);
    return match.hasMatch() ? paragraph.left(match.capturedEnd()) : paragraph;
}

ui::SignatureInfo markParameter(const QString& signature, int index, const QString& keyword)
{
    ui::SignatureInfo info;
    info.label = signature;
    const qsizetype open = signature.indexOf(QLatin1Char('('));
    const qsizetype close = open < 0 ? -1 : closing(signature, open);
    if (close < 0)
        return info;
    bool keywordsOnly = false;
    int position = 0;
    qsizetype at = open + 1;
    for (const QString& parameter : splitArguments(signature.mid(open + 1, close - open - 1))) {
        at = signature.indexOf(parameter, at);
        const bool star = parameter == QLatin1String("*");
        keywordsOnly = keywordsOnly || star;
        const bool hit =
            keyword.isEmpty() ? !keywordsOnly && position == index : nameOf(parameter) == keyword;
        if (hit && !star) {
            info.activeStart = int(at);
            info.activeLength = int(parameter.size());
            return info;
        }
        ++position;
        at += parameter.size();
    }
    return info;
}

}  // namespace omv::ide
