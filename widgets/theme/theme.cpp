// SPDX-License-Identifier: MIT
#include "widgets/theme/theme.h"

#include "widgets/theme/icon_engine.h"

#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QPointer>
#include <QRegularExpression>
#include <QSaveFile>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

/// What the sheet calls an icon, which one it is, and in which colour.
struct SheetIcon {
    const char* file;
    const char* icon;
    QColor Colors::*color;
};
constexpr SheetIcon kSheetIcons[] = {
    {"chevron-down", "chevron-down", &Colors::text2},
    {"chevron-up", "chevron-up", &Colors::text2},
    {"check-on-accent", "check", &Colors::onAccent},
};

QByteArray readResource(const QString& name)
{
    QFile file(u":/omv/look/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString firstInstalled(const QStringList& families, const QString& otherwise)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString& family : families) {
        if (installed.contains(family, Qt::CaseInsensitive))
            return family;
    }
    return otherwise;
}

QString uiFamily()
{
    static const QString family = firstInstalled(
        {u"Inter"_s, u"Noto Sans"_s, u"Segoe UI"_s, u".AppleSystemUIFont"_s}, u"sans-serif"_s);
    return family;
}

QString monoFamily()
{
    static const QString family = firstInstalled(
        {u"JetBrains Mono"_s, u"Hack"_s, u"Noto Sans Mono"_s, u"Cascadia Mono"_s}, u"monospace"_s);
    return family;
}

/// Pixels of the 100 % design.
double pixels(TextSize size)
{
    switch (size) {
    case TextSize::RailLabel: return 11;
    case TextSize::Caption: return 12;
    case TextSize::Body: return 13;
    case TextSize::CardTitle: return 15;
    case TextSize::PageTitle: return 20;
    case TextSize::Code: return 13;
    case TextSize::Terminal: return 12.5;
    }
    return 13;
}

/// A point at 96 dots per inch.
constexpr double kPixelsPerPoint = 96.0 / 72.0;

}  // namespace

Theme::Theme()
    : Theme(Options{})
{
}

Theme::Theme(const Options& options)
    : m_options(options)
{
    const auto colors = Colors::parse(readResource(u"tokens.json"_s), options.scheme);
    Q_ASSERT(colors);
    m_colors = colors.value_or(Colors{});
    m_options.scale = std::clamp(options.scale, 1.0, 3.0);
}

int Theme::px(double n) const
{
    const int scaled = static_cast<int>(std::lround(n * m_options.scale));
    return n > 0 ? std::max(1, scaled) : scaled;
}

QFont Theme::font(TextSize size, int weight) const
{
    const bool mono = size == TextSize::Code || size == TextSize::Terminal;
    const QString& wanted = mono ? m_options.monoFamily : m_options.uiFamily;
    QFont font(!wanted.isEmpty() ? wanted : mono ? monoFamily() : uiFamily());
    const double points = size == TextSize::Code ? m_options.codePoints : m_options.terminalPoints;
    const double base = mono && points > 0 ? std::max(6.0, points) * kPixelsPerPoint : pixels(size);
    font.setPointSizeF(base * m_options.scale / kPixelsPerPoint);
    font.setWeight(static_cast<QFont::Weight>(weight));
    if (mono) {
        font.setStyleHint(QFont::Monospace);
        font.setFixedPitch(true);
    }
    return font;
}

QIcon Theme::icon(const QString& name) const
{
    if (!QFile::exists(u":/omv/look/icons/%1.svg"_s.arg(name)))
        return {};
    return QIcon(
        new IconEngine(name, {m_colors.text2, m_colors.text, m_colors.accent, m_colors.disabled}));
}

QIcon Theme::icon(const QString& name, const QColor& color) const
{
    if (!QFile::exists(u":/omv/look/icons/%1.svg"_s.arg(name)))
        return {};
    return QIcon(new IconEngine(name, {color, color, color, m_colors.disabled}));
}

QPixmap Theme::pixmap(const QString& name, const QColor& color, int size, qreal ratio) const
{
    return iconPixmap(name, color, QSize(size, size), ratio);
}

QPalette Theme::palette() const
{
    const Colors& c = m_colors;
    QPalette palette;
    const std::pair<QPalette::ColorRole, QColor> roles[] = {
        {QPalette::Window, c.window},       {QPalette::WindowText, c.text},
        {QPalette::Base, c.raised},         {QPalette::AlternateBase, c.panel},
        {QPalette::Text, c.text},           {QPalette::Button, c.raised},
        {QPalette::ButtonText, c.text},     {QPalette::PlaceholderText, c.text2},
        {QPalette::Highlight, c.selection}, {QPalette::HighlightedText, c.text},
        {QPalette::Link, c.accent},         {QPalette::LinkVisited, c.accent},
        {QPalette::ToolTipBase, c.raised},  {QPalette::ToolTipText, c.text},
        {QPalette::BrightText, c.error},    {QPalette::Mid, c.line},
        {QPalette::Dark, c.border},         {QPalette::Midlight, c.hover},
        {QPalette::Light, c.hover},         {QPalette::Shadow, c.well},
    };
    for (const auto& [role, color] : roles)
        palette.setColor(role, color);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    return palette;
}

QString Theme::styleSheet(const QString& iconFolder) const
{
    QString sheet = QString::fromUtf8(readResource(u"style.qss"_s));
    sheet.replace("@iconDir"_L1, iconFolder);
    // The longest name first: @accent is the beginning of @accentSoft.
    const auto colors = m_colors.byName();
    QStringList names = colors.keys();
    std::sort(names.begin(), names.end(),
              [](const QString& a, const QString& b) { return a.size() > b.size(); });
    for (const QString& name : names)
        sheet.replace(u'@' + name, colors.value(name).name());
    static const QRegularExpression size(u"\\b(\\d+)px"_s);
    QString scaled;
    qsizetype last = 0;
    for (auto matches = size.globalMatch(sheet); matches.hasNext();) {
        const auto match = matches.next();
        const int n = match.captured(1).toInt();
        scaled += QStringView(sheet).mid(last, match.capturedStart() - last);
        // Hairlines stay hairlines.
        scaled += QString::number(n <= 1 ? n : px(n)) + "px"_L1;
        last = match.capturedEnd();
    }
    return scaled.append(QStringView(sheet).mid(last));
}

bool Theme::writeSheetIcons(const QString& iconFolder) const
{
    if (!QDir().mkpath(iconFolder))
        return false;
    for (const SheetIcon& each : kSheetIcons) {
        const QColor color = m_colors.*(each.color);
        QSaveFile file(u"%1/%2.svg"_s.arg(iconFolder, QLatin1StringView(each.file)));
        const QByteArray svg = iconSvg(QString::fromLatin1(each.icon), color);
        if (!file.open(QIODevice::WriteOnly) || file.write(svg) != svg.size() || !file.flush() ||
            !file.commit())
            return false;
    }
    return true;
}

void applyTheme(QWidget* root, const Theme& theme)
{
    if (auto* themed = dynamic_cast<Themed*>(root))
        themed->setTheme(theme);
    // Some make their children anew.
    QList<QPointer<QWidget>> children;
    for (QWidget* child : root->findChildren<QWidget*>())
        children.append(child);
    for (const QPointer<QWidget>& child : children) {
        if (auto* themed = dynamic_cast<Themed*>(child.data()))
            themed->setTheme(theme);
    }
}

}  // namespace omv::ui
