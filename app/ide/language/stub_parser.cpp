// SPDX-License-Identifier: MIT
#include "app/ide/language/stub_parser.h"

#include "app/ide/language/signature_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace omv::ide {
namespace {

using ui::CompletionItem;
using Scope = StubIndex::Scope;

class Parser {
public:
    explicit Parser(const QString& module)
        : m_module(module)
    {
        Scope& top = m_scopes[module];
        top.self.name = module;
        top.self.kind = CompletionItem::Kind::Module;
        m_open.append({-1, module});
    }

    void line(const QString& raw)
    {
        const QString text = raw.trimmed();
        if (text.isEmpty() || text.startsWith(QLatin1Char('#')) ||
            text.startsWith(QLatin1Char('@')))
            return;
        const auto indent = int(raw.indexOf(text.front()));
        if (docstring(text))
            return;
        while (m_open.size() > 1 && indent <= m_open.last().indent)
            m_open.removeLast();
        if (!importLine(text) && !classLine(text, indent) && !defLine(text))
            valueLine(text);
    }

    QHash<QString, Scope> take()
    {
        QHash<QString, Scope> scopes = m_scopes;
        for (auto scope = scopes.begin(); scope != scopes.end(); ++scope) {
            if (!scope->base.isEmpty())
                scope->base = resolved(scope->base, scope.key());
            for (QString& type : scope->types)
                type = resolved(type, scope.key());
        }
        return scopes;
    }

private:
    struct Open {
        int indent;
        QString scope;
    };

    Scope& current() { return m_scopes[m_open.last().scope]; }

    /// A docstring belongs to what came just before.
    bool docstring(const QString& text)
    {
        static const QRegularExpression pattern(QLatin1String(R"(^"""(.*?)(?:""")?$)"));
        const auto match = pattern.match(text);
        if (!match.hasMatch())
            return false;
        const QString summary = firstSentence(match.captured(1));
        Scope& scope = current();
        if (m_last.isEmpty()) {
            if (scope.self.summary.isEmpty())
                scope.self.summary = summary;
            passOn(scope);
            return true;
        }
        for (CompletionItem& item : scope.names) {
            if (item.name == m_last && item.summary.isEmpty())
                item.summary = summary;
        }
        return true;
    }

    /// The class is a name of the scope around it too.
    void passOn(const Scope& scope)
    {
        if (m_open.size() < 2)
            return;
        for (CompletionItem& item : m_scopes[m_open[m_open.size() - 2].scope].names) {
            if (item.name == scope.self.name)
                item = scope.self;
        }
    }

    bool importLine(const QString& text)
    {
        static const QRegularExpression pattern(QLatin1String(R"(^from ([\w.]+) import (.+)$)"));
        const auto match = pattern.match(text);
        if (match.hasMatch() && match.captured(1) != QLatin1String("typing")) {
            for (const QString& name : splitArguments(match.captured(2)))
                m_imported.insert(name, match.captured(1) + QLatin1Char('.') + name);
        }
        return match.hasMatch() || text.startsWith(QLatin1String("import "));
    }

    bool classLine(const QString& text, int indent)
    {
        static const QRegularExpression pattern(QLatin1String(R"(^class (\w+)(?:\(([\w.]*)\))?:)"));
        const auto match = pattern.match(text);
        if (!match.hasMatch())
            return false;
        const QString name = match.captured(1);
        const QString full = m_open.last().scope + QLatin1Char('.') + name;
        CompletionItem item;
        item.name = name;
        item.kind = CompletionItem::Kind::Class;
        add(item, full);
        Scope& scope = m_scopes[full];
        scope.self = item;
        const QString base = match.captured(2);
        if (!base.isEmpty() && base != QLatin1String("tuple"))
            scope.base = typeName(base);
        m_open.append({indent, full});
        m_last.clear();
        return true;
    }

    bool defLine(const QString& text)
    {
        static const QRegularExpression pattern(
            QLatin1String(R"(^def (\w+)(\(.*\))\s*(?:->\s*(.+?))?:(?:\s*\.\.\.)?$)"));
        const auto match = pattern.match(text);
        if (!match.hasMatch())
            return false;
        const QString name = match.captured(1);
        const QString gives = match.captured(3);
        if (name == QLatin1String("__init__")) {
            Scope& scope = current();
            scope.self.signature = plainSignature(scope.self.name + match.captured(2));
            passOn(scope);
            m_last = name;
            return true;
        }
        m_last = name;
        if (name.startsWith(QLatin1String("__")))
            return true;
        CompletionItem item;
        item.name = name;
        item.kind = CompletionItem::Kind::Function;
        item.signature = plainSignature(name + match.captured(2) + QLatin1String(" -> ") + gives);
        add(item, typeName(gives));
        return true;
    }

    void valueLine(const QString& text)
    {
        static const QRegularExpression pattern(
            QLatin1String(R"(^(\w+): ([^#]+?)(?:\s+#\s*(.*))?$)"));
        const auto match = pattern.match(text);
        if (!match.hasMatch())
            return;
        CompletionItem item;
        item.name = match.captured(1);
        item.kind = item.name == item.name.toUpper() ? CompletionItem::Kind::Constant
                                                     : CompletionItem::Kind::Property;
        item.signature = item.name + QLatin1String(": ") + match.captured(2);
        item.summary = match.captured(3);
        m_last = item.name;
        add(item, typeName(match.captured(2)));
    }

    /// An overload that comes later says more, mostly.
    void add(const CompletionItem& item, const QString& type)
    {
        Scope& scope = current();
        if (!type.isEmpty())
            scope.types.insert(item.name, type);
        const auto known =
            std::find_if(scope.names.begin(), scope.names.end(),
                         [&](const CompletionItem& other) { return other.name == item.name; });
        if (known == scope.names.end())
            scope.names.append(item);
        else
            *known = item;
    }

    /// "Image | None" -> "Image", "list[Blob]" as it is. Names become scopes at the end.
    static QString typeName(const QString& annotation)
    {
        return annotation.section(QLatin1Char('|'), 0, 0).trimmed();
    }

    /// The scope that a type's name means in `scope`; empty: none that we know.
    QString resolved(const QString& type, const QString& scope) const
    {
        if (type.startsWith(QLatin1String("list[")) && type.endsWith(QLatin1Char(']'))) {
            const QString item = resolved(type.mid(5, type.size() - 6), scope);
            return item.isEmpty() ? item : QStringLiteral("list[%1]").arg(item);
        }
        if (m_scopes.contains(type))
            return type;
        for (QString around = scope; !around.isEmpty();) {
            const QString full = around + QLatin1Char('.') + type;
            if (m_scopes.contains(full))
                return full;
            const qsizetype dot = around.lastIndexOf(QLatin1Char('.'));
            around = around == m_module || dot < 0 ? QString() : around.left(dot);
        }
        return m_imported.value(type);
    }

    QString m_module;
    QHash<QString, Scope> m_scopes;
    QHash<QString, QString> m_imported;
    QList<Open> m_open;
    QString m_last;  ///< the name that a docstring would belong to; empty: the scope itself
};

}  // namespace

QHash<QString, StubIndex::Scope> parseStub(const QString& module, const QString& text)
{
    Parser parser(module);
    for (const QString& line : text.split(QLatin1Char('\n')))
        parser.line(line);
    return parser.take();
}

}  // namespace omv::ide
