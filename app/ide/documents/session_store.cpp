// SPDX-License-Identifier: MIT
#include "app/ide/documents/session_store.h"

#include "app/ide/documents/text_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVersion = 1;

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide", text);
}

QJsonObject jsonOf(const SessionTab& tab)
{
    QJsonArray folded;
    for (const int line : tab.view.folded)
        folded.append(line);
    return {{u"id"_s, tab.documentId},    {u"path"_s, tab.path},
            {u"caret"_s, tab.view.caret}, {u"anchor"_s, tab.view.anchor},
            {u"top"_s, tab.view.topLine}, {u"folded"_s, folded}};
}

SessionTab tabOf(const QJsonObject& object)
{
    SessionTab tab;
    tab.documentId = object[u"id"].toString();
    tab.path = object[u"path"].toString();
    tab.view.caret = object[u"caret"].toInt();
    tab.view.anchor = object[u"anchor"].toInt();
    tab.view.topLine = object[u"top"].toInt();
    for (const auto& line : object[u"folded"].toArray())
        tab.view.folded.append(line.toInt());
    return tab;
}

}  // namespace

LoadedSession loadSession(const QString& file)
{
    LoadedSession loaded;
    if (!QFileInfo::exists(file))
        return loaded;
    const auto bytes = readFile(file);
    const QJsonDocument json = std::holds_alternative<QByteArray>(bytes)
        ? QJsonDocument::fromJson(std::get<QByteArray>(bytes))
        : QJsonDocument();
    const QJsonObject root = json.object();
    if (root[u"version"].toInt() != kVersion) {
        const QString aside = file + u".broken"_s;
        QFile::remove(aside);
        QFile::rename(file, aside);
        loaded.problem =
            Problem{tr("The open files of the last session are not known."),
                    tr("%1 cannot be understood; it was moved to %2.")
                        .arg(QDir::toNativeSeparators(file), QFileInfo(aside).fileName()),
                    tr("Open your files again: File > Open recent.")};
        return loaded;
    }
    for (const auto& tab : root[u"tabs"].toArray())
        loaded.session.tabs.append(tabOf(tab.toObject()));
    loaded.session.current = root[u"current"].toInt(-1);
    return loaded;
}

std::optional<Problem> storeSession(const QString& file, const SessionState& session)
{
    QJsonArray tabs;
    for (const SessionTab& tab : session.tabs)
        tabs.append(jsonOf(tab));
    const QJsonObject root{
        {u"version"_s, kVersion}, {u"current"_s, session.current}, {u"tabs"_s, tabs}};
    QDir().mkpath(QFileInfo(file).absolutePath());
    return writeFile(file, QJsonDocument(root).toJson());
}

}  // namespace omv::ide
