// SPDX-License-Identifier: MIT
#include "widgets/editor/deep_lexer.h"

#include "widgets/editor/python_lexer.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <vector>

namespace omv::ui {

using namespace Qt::StringLiterals;
namespace deep = KSyntaxHighlighting;

namespace {

/// Reading the definitions takes a while: all lexers of the GUI thread share one repository, as
/// long as there is any.
std::shared_ptr<deep::Repository> sharedRepository()
{
    static std::weak_ptr<deep::Repository> cached;
    std::shared_ptr<deep::Repository> repository = cached.lock();
    if (!repository) {
        repository = std::make_shared<deep::Repository>();
        repository->addCustomSearchPath(u":/omv/look"_s);
        cached = repository;
    }
    return repository;
}

bool isText(deep::Theme::TextStyle style)
{
    switch (style) {
    case deep::Theme::Char:
    case deep::Theme::SpecialChar:
    case deep::Theme::String:
    case deep::Theme::VerbatimString:
    case deep::Theme::SpecialString:
    case deep::Theme::Comment:
    case deep::Theme::Documentation:
    case deep::Theme::CommentVar:
    case deep::Theme::Annotation: return true;
    default: return false;
    }
}

class DeepLexer final : public LineLexer, private deep::AbstractHighlighter {
public:
    DeepLexer(std::shared_ptr<deep::Repository> repository, const deep::Definition& definition)
        : m_repository(std::move(repository))
        , m_language(definition.translatedName())
        , m_lineComment(definition.singleLineCommentMarker())
        , m_python(definition.name() == "Python"_L1)
    {
        setDefinition(definition);
        m_states.push_back({});
        setTheme(omv::ui::Theme());
    }

    void setTheme(const omv::ui::Theme& theme) override
    {
        const QString name = theme.dark() ? u"OMV Dark"_s : u"OMV Light"_s;
        deep::AbstractHighlighter::setTheme(m_repository->theme(name));
        m_formats.setTheme(theme);
        m_cache.clear();
    }

    LexedLine lex(const QString& text, int before) override
    {
        m_line = {};
        m_text = &text;
        const auto index = static_cast<std::size_t>(std::max(0, before));
        State state = m_states[std::min(index, m_states.size() - 1)];
        if (m_python) {
            m_names.learn(text);
            pythonTokens(text, state.string);
        }
        state.deep = highlightLine(text, state.deep);
        m_line.stringState = state.string;
        m_line.after = idOf(state);
        return std::move(m_line);
    }

    QString language() const override { return m_language; }
    QString lineComment() const override { return m_lineComment; }

private:
    struct State {
        deep::State deep;
        int string = 0;  ///< of pythonTokens()

        bool operator==(const State& other) const
        {
            return string == other.string && deep == other.deep;
        }
    };

    void applyFormat(int offset, int length, const deep::Format& format) override
    {
        if (length <= 0)
            return;
        const auto style = format.textStyle();
        if (isText(style))
            m_line.strings.append({offset, length});
        if (m_python && style == deep::Theme::Normal)
            applyNames(offset, offset + length);
        else if (m_python && style == deep::Theme::Variable && isConstant(offset, length))
            m_line.formats.append({offset, length, m_formats[TokenKind::Constant]});
        else
            m_line.formats.append({offset, length, formatOf(format)});
    }

    /// It calls these variables, along with self.
    bool isConstant(int offset, int length) const
    {
        const QStringView word = QStringView(*m_text).mid(offset, length);
        return word == u"True" || word == u"False" || word == u"None";
    }

    void applyNames(int from, int to)
    {
        const QString& text = *m_text;
        for (int at = from; at < to;) {
            const int start = at;
            const bool name = text[at].isLetter() || text[at] == u'_';
            do {
                ++at;
            } while (at < to && (text[at].isLetterOrNumber() || text[at] == u'_') == name);
            const TokenKind kind =
                name ? m_names.kindOf(text, start, at - start) : TokenKind::Operator;
            m_line.formats.append({start, at - start, m_formats[kind]});
        }
    }

    const QTextCharFormat& formatOf(const deep::Format& format)
    {
        const auto found = m_cache.find(format.id());
        if (found != m_cache.end())
            return *found;
        const deep::Theme theme = this->theme();
        QTextCharFormat result;
        if (format.hasTextColor(theme))
            result.setForeground(format.textColor(theme));
        if (format.hasBackgroundColor(theme))
            result.setBackground(format.backgroundColor(theme));
        if (format.isItalic(theme))
            result.setFontItalic(true);
        if (format.isUnderline(theme))
            result.setFontUnderline(true);
        if (format.isStrikeThrough(theme))
            result.setFontStrikeOut(true);
        return *m_cache.insert(format.id(), result);
    }

    /// Lines remember a number instead of a state; there are few different ones in a text.
    int idOf(const State& state)
    {
        for (std::size_t i = 0; i < m_states.size(); ++i) {
            if (m_states[i] == state)
                return static_cast<int>(i);
        }
        m_states.push_back(state);
        return static_cast<int>(m_states.size()) - 1;
    }

    std::shared_ptr<deep::Repository> m_repository;
    QString m_language;
    QString m_lineComment;
    bool m_python;
    TokenFormats m_formats;
    PythonNames m_names;
    QHash<quint16, QTextCharFormat> m_cache;
    std::vector<State> m_states;
    LexedLine m_line;
    const QString* m_text = nullptr;
};

}  // namespace

QString deepLanguageFor(const QString& fileName)
{
    const deep::Definition definition = sharedRepository()->definitionForFileName(fileName);
    const bool plain = !definition.isValid() || definition.name() == "None"_L1;
    return plain ? QString() : definition.translatedName();
}

std::unique_ptr<LineLexer> deepLexerFor(const QString& fileName)
{
    auto repository = sharedRepository();
    const deep::Definition definition = repository->definitionForFileName(fileName);
    if (!definition.isValid() || definition.name() == "None"_L1)
        return nullptr;
    return std::make_unique<DeepLexer>(std::move(repository), definition);
}

}  // namespace omv::ui
