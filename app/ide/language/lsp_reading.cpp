// SPDX-License-Identifier: MIT
#include "app/ide/language/lsp_reading.h"

#include "app/ide/language/signature_text.h"

#include <QJsonArray>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxItems = 5000;

using Kind = ui::CompletionItem::Kind;

/// CompletionItemKind of the protocol.
Kind kindOf(int number)
{
    switch (number) {
    case 2:
    case 3:
    case 4: return Kind::Function;
    case 5:
    case 10: return Kind::Property;
    case 6:
    case 18: return Kind::Variable;
    case 7:
    case 8:
    case 22: return Kind::Class;
    case 9: return Kind::Module;
    case 14: return Kind::Keyword;
    case 20:
    case 21: return Kind::Constant;
    default: return Kind::Text;
    }
}

/// A text, a {kind, value} object, or a list of either.
QString plainText(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isObject())
        return value.toObject().value(u"value"_s).toString();
    QStringList parts;
    for (const QJsonValue& part : value.toArray())
        parts.append(plainText(part));
    return parts.join(u"\n\n"_s);
}

/// Servers write "signature, empty line, docstring"; blanks are hard ones.
HoverText parted(QString text)
{
    text.replace(QChar(0xA0), u' ');
    text = text.trimmed();
    const QString first = text.section(u"\n\n"_s, 0, 0).trimmed();
    static const auto isSignature = [](const QString& line) {
        const qsizetype open = line.indexOf(u'(');
        return open > 0 && line.contains(u')') && !line.left(open).trimmed().contains(u' ');
    };
    if (!isSignature(first))
        return {{}, text};
    return {plainSignature(first), text.section(u"\n\n"_s, 1).trimmed()};
}

QString nameOf(const QJsonObject& item)
{
    const QString inserted = item.value(u"insertText"_s).toString();
    return inserted.isEmpty() ? item.value(u"label"_s).toString() : inserted;
}

}  // namespace

QList<ui::CompletionItem> readCompletion(const QJsonValue& result, QHash<QString, QJsonObject>& raw)
{
    const QJsonArray list =
        result.isObject() ? result.toObject().value(u"items"_s).toArray() : result.toArray();
    QList<ui::CompletionItem> items;
    for (const QJsonValue& value : list) {
        const QJsonObject object = value.toObject();
        ui::CompletionItem item;
        item.name = nameOf(object);
        item.kind = kindOf(object.value(u"kind"_s).toInt());
        if (item.name.isEmpty() || raw.contains(item.name))
            continue;
        raw.insert(item.name, object);
        items.append(item);
        if (items.size() >= kMaxItems)
            break;
    }
    return items;
}

ResolvedItem readResolved(const QJsonValue& result)
{
    const QJsonObject object = result.toObject();
    const HoverText text = parted(plainText(object.value(u"documentation"_s)));
    ResolvedItem resolved;
    resolved.item.name = nameOf(object);
    resolved.item.kind = kindOf(object.value(u"kind"_s).toInt());
    resolved.item.signature = text.signature;
    resolved.item.summary = firstSentence(text.text);
    resolved.parent = object.value(u"detail"_s).toString();
    return resolved;
}

HoverText readHover(const QJsonValue& result)
{
    HoverText text = parted(plainText(result.toObject().value(u"contents"_s)));
    text.text = text.text.section(u"\n\n"_s, 0, 0).simplified();
    return text;
}

ui::SignatureInfo readSignature(const QJsonValue& result)
{
    const QJsonObject help = result.toObject();
    const QJsonArray signatures = help.value(u"signatures"_s).toArray();
    const int active = help.value(u"activeSignature"_s).toInt();
    const QJsonObject signature = signatures.at(active).toObject();
    if (signature.isEmpty())
        return {};
    const QString label = plainSignature(signature.value(u"label"_s).toString());
    const QJsonArray parameters = signature.value(u"parameters"_s).toArray();
    const int index = help.value(u"activeParameter"_s).toInt(-1);
    const QString parameter = parameters.at(index).toObject().value(u"label"_s).toString();
    ui::SignatureInfo info = parameter.isEmpty() ? ui::SignatureInfo{label, 0, 0, {}}
                                                 : markParameter(label, -1, parameter);
    info.summary = firstSentence(plainText(signature.value(u"documentation"_s)));
    return info;
}

}  // namespace omv::ide
