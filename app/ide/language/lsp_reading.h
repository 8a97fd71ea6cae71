// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/completion_item.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>

namespace omv::ide {

// What a language server answers, as values of ours. Whatever is missing or of another kind
// becomes empty; nothing here fails.

/// `raw` gets each item as the server wrote it, by name, to ask for more about it.
QList<ui::CompletionItem> readCompletion(const QJsonValue& result,
                                         QHash<QString, QJsonObject>& raw);

struct ResolvedItem {
    ui::CompletionItem item;
    QString parent;  ///< full name of what it belongs to, "builtins.str"
};
ResolvedItem readResolved(const QJsonValue& result);

struct HoverText {
    QString signature;
    QString text;
};
HoverText readHover(const QJsonValue& result);

ui::SignatureInfo readSignature(const QJsonValue& result);

}  // namespace omv::ide
