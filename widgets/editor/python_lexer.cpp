// SPDX-License-Identifier: MIT
#include "widgets/editor/python_lexer.h"

#include <QRegularExpression>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

// States: 0 is code; else bits of the string that goes on in the next line.
constexpr int kInString = 1;
constexpr int kDouble = 2;  // """, else '''
constexpr int kRaw = 4;

const QSet<QStringView>& controlWords()
{
    static const QSet<QStringView> words = {u"if",     u"elif",  u"else",  u"for",     u"while",
                                            u"return", u"break", u"try",   u"except",  u"finally",
                                            u"raise",  u"with",  u"yield", u"continue"};
    return words;
}

const QSet<QStringView>& keywords()
{
    static const QSet<QStringView> words = {u"and",    u"as",   u"assert", u"async",  u"await",
                                            u"class",  u"def",  u"del",    u"from",   u"global",
                                            u"import", u"in",   u"is",     u"lambda", u"not",
                                            u"or",     u"pass", u"match",  u"case",   u"nonlocal"};
    return words;
}

const QSet<QStringView>& builtIns()
{
    static const QSet<QStringView> words = {
        u"abs",        u"all",          u"any",     u"bin",         u"bool",     u"bytearray",
        u"bytes",      u"callable",     u"chr",     u"classmethod", u"compile",  u"complex",
        u"dict",       u"dir",          u"divmod",  u"enumerate",   u"eval",     u"exec",
        u"filter",     u"float",        u"getattr", u"globals",     u"hasattr",  u"hash",
        u"help",       u"hex",          u"id",      u"input",       u"int",      u"isinstance",
        u"issubclass", u"iter",         u"len",     u"list",        u"locals",   u"map",
        u"max",        u"memoryview",   u"min",     u"next",        u"object",   u"oct",
        u"open",       u"ord",          u"pow",     u"print",       u"property", u"range",
        u"repr",       u"reversed",     u"round",   u"set",         u"setattr",  u"slice",
        u"sorted",     u"staticmethod", u"str",     u"sum",         u"super",    u"tuple",
        u"type",       u"zip",          u"const"};
    return words;
}

bool nameStart(QChar c)
{
    return c.isLetter() || c == u'_';
}
bool nameChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

TokenKind kindOfWord(QStringView word)
{
    if (controlWords().contains(word))
        return TokenKind::Control;
    if (keywords().contains(word))
        return TokenKind::Keyword;
    if (builtIns().contains(word))
        return TokenKind::BuiltIn;
    if (word == u"True" || word == u"False" || word == u"None")
        return TokenKind::Constant;
    if (word == u"self" || word == u"cls")
        return TokenKind::Self;
    return TokenKind::Text;
}

/// One pass over a line.
class Scanner {
public:
    Scanner(const QString& text, int state)
        : m_text(text)
        , m_state(state)
    {
    }

    QList<Token> run()
    {
        if (m_state & kInString)
            string(m_at, m_state, true);
        while (m_at < m_text.size())
            step();
        return m_tokens;
    }
    int state() const { return m_state; }

private:
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    void add(qsizetype start, TokenKind kind)
    {
        if (m_at > start)
            m_tokens.append({static_cast<int>(start), static_cast<int>(m_at - start), kind});
    }

    void step()
    {
        const QChar c = peek();
        const qsizetype start = m_at;
        if (c == u'#') {
            m_at = m_text.size();
            add(start, TokenKind::Comment);
        } else if (c == u'"' || c == u'\'') {
            openString(start, 0);
        } else if (nameStart(c)) {
            name();
        } else if (c.isDigit() || (c == u'.' && peek(1).isDigit())) {
            number();
        } else if (c == u'@' && QStringView(m_text).left(m_at).trimmed().isEmpty()) {
            for (++m_at; nameChar(peek()) || peek() == u'.';)
                ++m_at;
            add(start, TokenKind::Decorator);
        } else {
            ++m_at;
            if (!c.isSpace())
                add(start, TokenKind::Operator);
        }
    }

    void name()
    {
        const qsizetype start = m_at;
        while (nameChar(peek()))
            ++m_at;
        const QStringView word = QStringView(m_text).mid(start, m_at - start);
        if ((peek() == u'"' || peek() == u'\'') && word.size() <= 2) {
            const QString prefix = word.toString().toLower();
            if (QStringList{u"r"_s, u"b"_s, u"f"_s, u"u"_s, u"rb"_s, u"br"_s, u"rf"_s, u"fr"_s}
                    .contains(prefix)) {
                openString(start, prefix.contains(u'r') ? kRaw : 0);
                return;
            }
        }
        const TokenKind kind =
            start > 0 && m_text[start - 1] == u'.' ? TokenKind::Text : kindOfWord(word);
        if (kind != TokenKind::Text)
            add(start, kind);
    }

    void number()
    {
        const qsizetype start = m_at;
        while (nameChar(peek()) || peek() == u'.' ||
               ((peek() == u'+' || peek() == u'-') && exponentBefore(start)))
            ++m_at;
        add(start, TokenKind::Number);
    }
    bool exponentBefore(qsizetype start) const
    {
        const QChar last = m_text[m_at - 1].toLower();
        return last == u'e' && m_text[start + (m_at - start > 1 ? 1 : 0)].toLower() != u'x' &&
            peek(1).isDigit();
    }

    void openString(qsizetype start, int flags)
    {
        const QChar quote = peek();
        const bool triple = peek(1) == quote && peek(2) == quote;
        m_at += triple ? 3 : 1;
        const int kind = flags | kInString | (quote == u'"' ? kDouble : 0);
        string(start, kind, triple);
    }

    /// From m_at to the end of the string; `start`: where its token begins.
    void string(qsizetype start, int kind, bool triple)
    {
        const QChar quote = kind & kDouble ? u'"' : u'\'';
        m_state = triple ? kind : 0;
        while (m_at < m_text.size()) {
            if (peek() == u'\\') {
                escape(start, kind);
                continue;
            }
            if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
                m_at += triple ? 3 : 1;
                m_state = 0;
                break;
            }
            ++m_at;
        }
        add(start, TokenKind::String);
    }

    void escape(qsizetype& start, int kind)
    {
        const qsizetype length = std::min<qsizetype>(2, m_text.size() - m_at);
        if (kind & kRaw) {
            m_at += length;
            return;
        }
        add(start, TokenKind::String);
        start = m_at;
        m_at += length;
        add(start, TokenKind::Escape);
        start = m_at;
    }

    const QString& m_text;
    qsizetype m_at = 0;
    int m_state;
    QList<Token> m_tokens;
};

bool constantName(QStringView word)
{
    bool letter = false;
    for (const QChar c : word) {
        if (c.isLower())
            return false;
        letter = letter || c.isUpper();
    }
    return letter && word.size() > 1;
}

}  // namespace

QList<Token> pythonTokens(const QString& text, int& state)
{
    Scanner scanner(text, state);
    const QList<Token> tokens = scanner.run();
    state = scanner.state();
    return tokens;
}

void PythonNames::learn(const QString& text)
{
    const QString line = text.trimmed();
    const bool plain = line.startsWith("import "_L1);
    if (!plain && !line.startsWith("from "_L1))
        return;
    static const QRegularExpression names(u"\\bas\\s+(\\w+)|(\\w+)"_s);
    const QString list = plain ? line.mid(7) : line.mid(5).section(u' ', 0, 0);
    for (auto found = names.globalMatch(list.section(u'#', 0, 0)); found.hasNext();) {
        const auto match = found.next();
        const QString name = match.captured(match.hasCaptured(1) ? 1 : 2);
        if (name != "import"_L1)
            m_modules.insert(name);
    }
}

TokenKind PythonNames::kindOf(const QString& text, int start, int length)
{
    const QStringView word = QStringView(text).mid(start, length);
    const QStringView before = QStringView(text).left(start).trimmed();
    if (before.endsWith(u"def"))
        return TokenKind::Function;
    if (before.endsWith(u"class"))
        return TokenKind::Type;
    const bool member = before.endsWith(u'.');
    const QStringView after = QStringView(text).mid(start + length).trimmed();
    if (after.startsWith(u'('))
        return constantName(word) && member ? TokenKind::Type : TokenKind::Function;
    const bool assigned = after.startsWith(u'=') && !after.startsWith(u"==");
    if (!member && !assigned && m_modules.contains(word.toString()))
        return TokenKind::Type;
    if (constantName(word))
        return TokenKind::Constant;
    const bool import = before == u"from" || before.startsWith(u"from ") || before == u"import" ||
        before.startsWith(u"import ");
    return import ? TokenKind::Type : TokenKind::Text;
}

void TokenFormats::setTheme(const Theme& theme)
{
    static constexpr const char* kNames[] = {
        "text",   "keyword",  "control",   "builtin", "function", "type", "string", "escape",
        "number", "constant", "decorator", "comment", "operator", "self", "error"};
    for (std::size_t i = 0; i < m_formats.size(); ++i) {
        m_formats[i] = {};
        m_formats[i].setForeground(
            theme.colors().syntax.value(QString::fromLatin1(kNames[i]), theme.colors().text));
    }
    m_formats[static_cast<std::size_t>(TokenKind::Comment)].setFontItalic(true);
}

LexedLine PythonLexer::lex(const QString& text, int before)
{
    LexedLine line;
    line.after = std::max(0, before);
    const bool code = line.after == 0;
    const QList<Token> tokens = pythonTokens(text, line.after);
    line.stringState = line.after;
    if (code)
        m_names.learn(text);
    qsizetype at = 0;
    const auto names = [&](qsizetype end) {
        while (at < end) {
            if (!nameStart(text[at])) {
                ++at;
                continue;
            }
            const qsizetype start = at;
            while (at < end && nameChar(text[at]))
                ++at;
            const int from = static_cast<int>(start);
            const int length = static_cast<int>(at - start);
            const TokenKind kind = m_names.kindOf(text, from, length);
            if (kind != TokenKind::Text)
                line.formats.append({from, length, m_formats[kind]});
        }
    };
    for (const Token& token : tokens) {
        names(token.start);
        at = token.start + token.length;
        line.formats.append({token.start, token.length, m_formats[token.kind]});
        if (token.kind == TokenKind::String || token.kind == TokenKind::Escape ||
            token.kind == TokenKind::Comment)
            line.strings.append({token.start, token.length});
    }
    names(text.size());
    return line;
}

QString PythonLexer::language() const
{
    return u"Python"_s;
}
QString PythonLexer::lineComment() const
{
    return u"#"_s;
}

}  // namespace omv::ui
