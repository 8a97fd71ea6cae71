// SPDX-License-Identifier: MIT
#include "widgets/theme/colors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<const char*, QColor Colors::*>, 42> kNames{{
    {"window", &Colors::window},
    {"panel", &Colors::panel},
    {"raised", &Colors::raised},
    {"hover", &Colors::hover},
    {"pressed", &Colors::pressed},
    {"well", &Colors::well},
    {"line", &Colors::line},
    {"outline", &Colors::outline},
    {"border", &Colors::border},
    {"text", &Colors::text},
    {"text2", &Colors::text2},
    {"disabled", &Colors::disabled},
    {"accent", &Colors::accent},
    {"accentHover", &Colors::accentHover},
    {"accentPressed", &Colors::accentPressed},
    {"onAccent", &Colors::onAccent},
    {"accentSoft", &Colors::accentSoft},
    {"selection", &Colors::selection},
    {"focus", &Colors::focus},
    {"success", &Colors::success},
    {"successSoft", &Colors::successSoft},
    {"warning", &Colors::warning},
    {"warningSoft", &Colors::warningSoft},
    {"error", &Colors::error},
    {"errorSoft", &Colors::errorSoft},
    {"info", &Colors::info},
    {"infoSoft", &Colors::infoSoft},
    {"run", &Colors::run},
    {"onRun", &Colors::onRun},
    {"stop", &Colors::stop},
    {"onStop", &Colors::onStop},
    {"scrim", &Colors::scrim},
    {"scrimError", &Colors::scrimError},
    {"onScrim", &Colors::onScrim},
    {"editor", &Colors::editor},
    {"editorLine", &Colors::editorLine},
    {"gutter", &Colors::gutter},
    {"gutterNow", &Colors::gutterNow},
    {"editorSel", &Colors::editorSel},
    {"findHit", &Colors::findHit},
    {"bracket", &Colors::bracket},
    {"guide", &Colors::guide},
}};

QHash<QString, QColor> colorTable(const QJsonObject& object)
{
    QHash<QString, QColor> table;
    for (auto it = object.begin(); it != object.end(); ++it)
        table.insert(it.key(), QColor(it.value().toString()));
    return table;
}

QList<QColor> colorList(const QJsonArray& array)
{
    QList<QColor> list;
    for (const QJsonValue& value : array)
        list.append(QColor(value.toString()));
    return list;
}

bool allValid(const Colors& colors)
{
    const auto valid = [](const QColor& color) { return color.isValid(); };
    const auto named = colors.byName();
    return std::all_of(named.begin(), named.end(), valid) &&
        std::all_of(colors.syntax.begin(), colors.syntax.end(), valid) &&
        std::all_of(colors.histogram.begin(), colors.histogram.end(), valid) &&
        std::all_of(colors.series.begin(), colors.series.end(), valid) &&
        std::all_of(colors.ansi.begin(), colors.ansi.end(), valid) && colors.series.size() == 8 &&
        colors.ansi.size() == 16;
}

}  // namespace

std::optional<Colors> Colors::parse(const QByteArray& tokens, Scheme scheme)
{
    const QJsonObject object = QJsonDocument::fromJson(tokens)
                                   .object()
                                   .value(scheme == Scheme::Dark ? "dark"_L1 : "light"_L1)
                                   .toObject();
    Colors colors;
    for (const auto& [name, member] : kNames)
        colors.*member = QColor(object.value(QLatin1StringView(name)).toString());
    colors.scrim.setAlphaF(static_cast<float>(object.value("scrimAlpha"_L1).toDouble(1)));
    colors.syntax = colorTable(object.value("syntax"_L1).toObject());
    colors.histogram = colorTable(object.value("hist"_L1).toObject());
    colors.series = colorList(object.value("series"_L1).toArray());
    colors.ansi = colorList(object.value("ansi"_L1).toArray());
    return allValid(colors) ? std::optional(colors) : std::nullopt;
}

QHash<QString, QColor> Colors::byName() const
{
    QHash<QString, QColor> table;
    for (const auto& [name, member] : kNames)
        table.insert(QString::fromLatin1(name), this->*member);
    return table;
}

}  // namespace omv::ui
