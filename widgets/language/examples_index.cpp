// SPDX-License-Identifier: MIT
#include "widgets/language/examples_index.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace omv::ui {
namespace {

constexpr int kSchema = 1;

/// A relative path that stays inside the folder.
bool isInside(const QString& file)
{
    if (file.isEmpty() || file.startsWith(QLatin1Char('/')) || file.contains(QLatin1Char('\\')))
        return false;
    const QStringList parts = file.split(QLatin1Char('/'));
    return std::none_of(parts.begin(), parts.end(), [](const QString& part) {
        return part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..");
    });
}

/// Empty: the key is there and is no list of texts.
std::optional<QStringList> texts(const QJsonObject& entry, const char* key)
{
    const QJsonValue value = entry.value(QLatin1String(key));
    if (value.isUndefined())
        return QStringList();
    if (!value.isArray())
        return {};
    QStringList list;
    for (const QJsonValue& item : value.toArray()) {
        if (!item.isString())
            return {};
        list.append(item.toString());
    }
    return list;
}

/// The example, or what is wrong with the entry.
std::optional<Example> readExample(const QJsonValue& value, QString& problem)
{
    const QJsonObject entry = value.toObject();
    Example example;
    example.title = entry.value(QLatin1String("title")).toString().simplified();
    example.file = entry.value(QLatin1String("file")).toString();
    example.category = entry.value(QLatin1String("category")).toString().simplified();
    example.description = entry.value(QLatin1String("description")).toString().simplified();
    example.scene = entry.value(QLatin1String("scene")).toString();
    if (example.title.isEmpty() || example.category.isEmpty()) {
        problem = QStringLiteral("no title or no category");
        return {};
    }
    if (!isInside(example.file)) {
        problem = QStringLiteral("bad file name '%1'").arg(example.file);
        return {};
    }
    const auto boards = texts(entry, "boards");
    const auto sensors = texts(entry, "sensors");
    const auto modules = texts(entry, "modules");
    if (!boards || !sensors || !modules) {
        problem = QStringLiteral("boards, sensors and modules must be lists of texts");
        return {};
    }
    example.boards = *boards;
    example.sensors = *sensors;
    example.modules = *modules;
    return example;
}

}  // namespace

bool Example::fitsSensor(const QString& sensor) const
{
    return sensors.isEmpty() || sensors.contains(sensor, Qt::CaseInsensitive);
}

std::optional<ExamplesIndex> ExamplesIndex::parse(const QByteArray& json)
{
    const QJsonObject top = QJsonDocument::fromJson(json).object();
    const QJsonValue list = top.value(QLatin1String("examples"));
    if (top.value(QLatin1String("schema")).toInt() != kSchema || !list.isArray())
        return {};

    ExamplesIndex index;
    const QJsonArray entries = list.toArray();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        QString problem;
        auto example = readExample(entries[i], problem);
        if (example)
            index.examples.append(*example);
        else
            index.problems.append(QStringLiteral("example %1: %2").arg(i).arg(problem));
    }
    return index;
}

}  // namespace omv::ui
