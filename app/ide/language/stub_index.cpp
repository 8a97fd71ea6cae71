// SPDX-License-Identifier: MIT
#include "app/ide/language/stub_index.h"

#include "app/ide/language/script_scan.h"
#include "app/ide/language/signature_text.h"
#include "app/ide/language/stub_parser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace omv::ide {
namespace {

using ui::CompletionItem;

constexpr int kMaxBases = 8;

// MicroPython takes these as keywords too; what it lacks (match, case) is not here.
const char* const kKeywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

QStringList texts(const QJsonValue& value)
{
    QStringList list;
    for (const QJsonValue& item : value.toArray())
        list.append(item.toString());
    return list;
}

QSet<QString> setOf(const QJsonValue& value)
{
    const QStringList list = texts(value);
    return {list.begin(), list.end()};
}

CompletionItem named(const QString& name, CompletionItem::Kind kind)
{
    CompletionItem item;
    item.name = name;
    item.kind = kind;
    return item;
}

}  // namespace

const CompletionItem* StubIndex::Scope::find(const QString& name) const
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const CompletionItem& item) { return item.name == name; });
    return found == names.end() ? nullptr : &*found;
}

void StubIndex::addModule(const QString& name, const QString& text)
{
    const auto scopes = parseStub(name, text);
    for (auto scope = scopes.begin(); scope != scopes.end(); ++scope) {
        m_scopes.insert(scope.key(), *scope);
        for (const CompletionItem& item : scope->names)
            m_stubNames.insert(item.name);
    }
    if (!m_modules.contains(name))
        m_modules.append(name);
    m_modules.sort();
}

bool StubIndex::setMicroPython(const QByteArray& json)
{
    const QJsonObject top = QJsonDocument::fromJson(json).object();
    if (top.value(QLatin1String("schema")).toInt() != 1)
        return false;
    m_cameraModules = setOf(top.value(QLatin1String("modules")));
    m_builtins = texts(top.value(QLatin1String("builtins")));
    m_hostOnlyBuiltins = setOf(top.value(QLatin1String("host_only_builtins")));
    const QJsonObject standard = top.value(QLatin1String("standard")).toObject();
    for (auto module = standard.begin(); module != standard.end(); ++module)
        m_standard.insert(module.key(), setOf(module.value()));
    const QJsonObject types = top.value(QLatin1String("host_only_methods")).toObject();
    for (auto type = types.begin(); type != types.end(); ++type) {
        m_hostOnlyOf.insert(type.key(), setOf(type.value()));
        m_hostOnlyMethods.unite(m_hostOnlyOf.value(type.key()));
    }
    // What one type has is not host-only when only the name is known.
    for (const QString& name : texts(top.value(QLatin1String("shared_methods"))))
        m_hostOnlyMethods.remove(name);
    return true;
}

const StubIndex::Scope* StubIndex::scope(const QString& name) const
{
    const auto found = m_scopes.constFind(name);
    return found == m_scopes.constEnd() ? nullptr : &*found;
}

const CompletionItem* StubIndex::member(const QString& scopeName, const QString& name) const
{
    QString at = scopeName;
    for (int i = 0; i < kMaxBases; ++i) {
        const Scope* here = scope(at);
        if (!here)
            return nullptr;
        if (const CompletionItem* item = here->find(name))
            return item;
        at = here->base;
    }
    return nullptr;
}

QString StubIndex::typeOf(const QString& scopeName, const QString& name) const
{
    QString at = scopeName;
    for (int i = 0; i < kMaxBases; ++i) {
        const QString inner = at + QLatin1Char('.') + name;
        if (m_scopes.contains(inner))
            return inner;
        const Scope* here = scope(at);
        if (!here)
            return {};
        if (here->types.contains(name))
            return here->types.value(name);
        at = here->base;
    }
    return {};
}

QList<CompletionItem> StubIndex::moduleItems(const QString& prefix) const
{
    QStringList names = m_modules;
    for (const QString& name : m_cameraModules) {
        if (!names.contains(name) && !name.startsWith(QLatin1Char('_')))
            names.append(name);
    }
    names.sort();
    QList<CompletionItem> items;
    for (const QString& name : names) {
        if (!name.startsWith(prefix))
            continue;
        const Scope* module = scope(name);
        CompletionItem item = module ? module->self : named(name, CompletionItem::Kind::Module);
        item.name = name.mid(prefix.size());
        if (!item.name.contains(QLatin1Char('.')))
            items.append(item);
    }
    return items;
}

QList<CompletionItem> StubIndex::memberItems(const QString& scopeName) const
{
    QList<CompletionItem> items;
    QString at = scopeName;
    for (int i = 0; i < kMaxBases && scope(at); ++i) {
        for (const CompletionItem& item : scope(at)->names) {
            const bool known =
                std::any_of(items.begin(), items.end(),
                            [&](const CompletionItem& other) { return other.name == item.name; });
            if (!known)
                items.append(item);
        }
        at = scope(at)->base;
    }
    if (!items.isEmpty() || !m_standard.contains(scopeName))
        return items;
    QStringList names(m_standard[scopeName].begin(), m_standard[scopeName].end());
    names.sort();
    for (const QString& name : names)
        items.append(named(name, CompletionItem::Kind::Function));
    return items;
}

QList<CompletionItem> StubIndex::plainItems(const QString& before) const
{
    QList<CompletionItem> items;
    QSet<QString> known;
    const auto add = [&](const QString& name, CompletionItem::Kind kind) {
        if (known.contains(name))
            return;
        known.insert(name);
        items.append(named(name, kind));
    };
    for (const QString& word : wordsOf(before))
        add(word, CompletionItem::Kind::Variable);
    for (const char* keyword : kKeywords)
        add(QLatin1String(keyword), CompletionItem::Kind::Keyword);
    for (const QString& name : m_builtins)
        add(name, CompletionItem::Kind::Function);
    return items;
}

QList<CompletionItem> StubIndex::complete(const QString& before) const
{
    const CaretContext context = caretContext(before);
    switch (context.kind) {
    case CaretContext::Kind::Nothing: return {};
    case CaretContext::Kind::Module: return moduleItems(context.owner);
    case CaretContext::Kind::ImportedName: return memberItems(context.owner);
    case CaretContext::Kind::Member:
        return memberItems(typeOfExpression(*this, before, context.owner));
    case CaretContext::Kind::Plain: return plainItems(before);
    }
    return {};
}

std::optional<CompletionItem> StubIndex::lookUp(const QString& before) const
{
    const QString expression = expressionBefore(before);
    if (expression.isEmpty())
        return {};
    const qsizetype dot = expression.lastIndexOf(QLatin1Char('.'));
    const QString name = expression.mid(dot + 1);
    const CaretContext context = caretContext(before);
    const bool imported = context.kind == CaretContext::Kind::ImportedName;
    if (dot >= 0 || imported) {
        const QString owner =
            imported ? context.owner : typeOfExpression(*this, before, expression.left(dot));
        const CompletionItem* item = member(owner, name);
        return item ? std::optional(*item) : std::nullopt;
    }
    const QString type = typeOfExpression(*this, before, name);
    const Scope* known = scope(type);
    if (!known)
        return {};
    CompletionItem item = known->self;
    if (item.kind == CompletionItem::Kind::Module)
        item.signature = type;
    else if (item.name != name)
        item.signature = name + QLatin1String(": ") + item.name;
    return item;
}

std::optional<ui::SignatureInfo> StubIndex::signature(const QString& before) const
{
    const auto call = openCall(before);
    if (!call)
        return {};
    const auto function = lookUp(before.left(call->nameEnd));
    if (!function || !function->signature.contains(QLatin1Char('(')))
        return {};
    ui::SignatureInfo info = markParameter(function->signature, call->argument, call->keyword);
    info.summary = function->summary;
    return info;
}

bool StubIndex::moduleIsHostOnly(const QString& module) const
{
    if (m_cameraModules.isEmpty())
        return false;
    const QString top = module.section(QLatin1Char('.'), 0, 0);
    return !m_cameraModules.contains(top) && !m_modules.contains(top);
}

bool StubIndex::nameIsHostOnly(const QString& owner, const QString& name) const
{
    if (name.startsWith(QLatin1String("__")) || member(owner, name))
        return false;
    if (owner == QLatin1String("builtins"))
        return m_hostOnlyBuiltins.contains(name);
    const QString type = owner.startsWith(QLatin1String("builtins.")) ? owner.mid(9) : owner;
    if (m_hostOnlyOf.contains(type))
        return m_hostOnlyOf[type].contains(name);
    return m_standard.contains(owner) && !m_standard[owner].contains(name);
}

bool StubIndex::methodIsHostOnly(const QString& name) const
{
    return m_hostOnlyMethods.contains(name) && !m_stubNames.contains(name);
}

}  // namespace omv::ide
