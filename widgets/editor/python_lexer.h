// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/line_lexer.h"

#include <QHash>
#include <QSet>

namespace omv::ui {

/// Kinds of tokens, as the look names their colours.
enum class TokenKind {
    Text,
    Keyword,
    Control,
    BuiltIn,
    Function,
    Type,
    String,
    Escape,
    Number,
    Constant,
    Decorator,
    Comment,
    Operator,
    Self,
    Error,
};

struct Token {
    int start = 0;
    int length = 0;
    TokenKind kind = TokenKind::Text;

    friend bool operator==(const Token&, const Token&) = default;
};

/// Cuts Python into tokens. `state`: 0, or in which kind of string over several lines it is; is
/// changed to that at the end of the line. White space and plain names make no token.
QList<Token> pythonTokens(const QString& text, int& state);

/// Tells what a plain name is by what stands around it: a call, a constant, a module.
class PythonNames {
public:
    TokenKind kindOf(const QString& text, int start, int length);
    /// Learns the modules of an import statement, so that they are known further down.
    void learn(const QString& text);

private:
    QSet<QString> m_modules;
};

/// Formats for TokenKinds in a theme.
class TokenFormats {
public:
    void setTheme(const Theme& theme);
    const QTextCharFormat& operator[](TokenKind kind) const
    {
        return m_formats[static_cast<std::size_t>(kind)];
    }

private:
    std::array<QTextCharFormat, 15> m_formats;
};

/// Python without KSyntaxHighlighting.
class PythonLexer final : public LineLexer {
public:
    void setTheme(const Theme& theme) override { m_formats.setTheme(theme); }
    LexedLine lex(const QString& text, int before) override;
    QString language() const override;
    QString lineComment() const override;

private:
    TokenFormats m_formats;
    PythonNames m_names;
};

}  // namespace omv::ui
