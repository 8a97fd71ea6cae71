// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_badges.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace omv::ui {

namespace {

constexpr double kPadding = 8;
constexpr double kSpace = 5;  ///< between pieces
constexpr double kSwatch = 10;
constexpr double kIcon = 16;
/// Of the words beside a value, over onScrim: still 4.5:1 on a white picture.
constexpr double kUnitOpacity = 0.75;

double heading(const Badge& badge)
{
    double width = 0;
    if (badge.swatch.isValid())
        width += kSwatch + kSpace;
    if (!badge.icon.isEmpty())
        width += kIcon + kSpace;
    return width;
}

}  // namespace

QString Badge::text() const
{
    QStringList words;
    for (const Piece& piece : pieces)
        words.append(piece.text);
    return words.join(u' ');
}

BadgePainter::BadgePainter()
{
    setTheme(Theme());
}

void BadgePainter::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_value = FixedDigits(theme.font(TextSize::Caption, QFont::Medium));
    m_unit = FixedDigits(theme.font(TextSize::Caption));
    m_cache.clear();
}

double BadgePainter::width(const Badge& badge) const
{
    double width = m_theme.px(2 * kPadding + heading(badge));
    for (const Badge::Piece& piece : badge.pieces)
        width += (piece.unit ? m_unit : m_value).width(piece.text);
    if (badge.pieces.size() > 1)
        width += m_theme.px(kSpace) * static_cast<double>(badge.pieces.size() - 1);
    return std::ceil(width);
}

double BadgePainter::width(const QList<Badge>& badges) const
{
    if (badges.isEmpty())
        return 0;
    return std::accumulate(badges.begin(), badges.end(), -gap(),
                           [this](double sum, const Badge& b) { return sum + width(b) + gap(); });
}

QList<Badge> BadgePainter::fitted(QList<Badge> badges, double room) const
{
    while (width(badges) > room) {
        const auto worst =
            std::max_element(badges.begin(), badges.end(), [](const Badge& a, const Badge& b) {
                return a.expendable < b.expendable;
            });
        if (worst->expendable == 0)
            break;
        badges.erase(worst);
    }
    return badges;
}

void BadgePainter::draw(QPainter& painter, const QPointF& topLeft, const QList<Badge>& badges)
{
    QPointF corner = topLeft;
    for (const Badge& badge : badges) {
        const QImage& image = imageOf(badge, painter.device()->devicePixelRatioF());
        painter.drawImage(corner, image);
        corner.rx() += image.width() / image.devicePixelRatio() + gap();
    }
}

void BadgePainter::drawLeftwards(QPainter& painter, const QPointF& topRight,
                                 const QList<Badge>& badges)
{
    draw(painter, topRight - QPointF(width(badges), 0), badges);
}

void BadgePainter::forgetUnused()
{
    m_cache.removeIf([](const Cached& cached) { return !cached.used; });
    for (Cached& cached : m_cache)
        cached.used = false;
}

const QImage& BadgePainter::imageOf(const Badge& badge, double ratio)
{
    if (ratio != m_ratio) {
        m_cache.clear();
        m_ratio = ratio;
    }
    const auto known = std::find_if(m_cache.begin(), m_cache.end(),
                                    [&badge](const Cached& c) { return c.badge == badge; });
    if (known != m_cache.end()) {
        known->used = true;
        return known->image;
    }
    m_cache.append({badge, render(badge, ratio), true});
    return m_cache.last().image;
}

QImage BadgePainter::render(const Badge& badge, double ratio) const
{
    const QSizeF size(width(badge), height());
    QImage image((size * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors& colors = m_theme.colors();
    painter.setPen(Qt::NoPen);
    painter.setBrush(badge.alarm ? colors.scrimError : colors.scrim);
    painter.drawRoundedRect(QRectF(QPointF(), size), m_theme.px(4), m_theme.px(4));

    double x = m_theme.px(kPadding);
    if (badge.swatch.isValid()) {
        const double side = m_theme.px(kSwatch);
        painter.setBrush(badge.swatch);
        painter.setPen(QPen(colors.onScrim, 1));
        painter.drawRect(
            QRectF(x + 0.5, std::round((size.height() - side) / 2) + 0.5, side - 1, side - 1));
        x += m_theme.px(kSwatch + kSpace);
    }
    if (!badge.icon.isEmpty()) {
        const int side = m_theme.px(kIcon);
        painter.drawPixmap(QPointF(x, (size.height() - side) / 2),
                           m_theme.pixmap(badge.icon, colors.onScrim, side, ratio));
        x += m_theme.px(kIcon + kSpace);
    }
    QColor pale = colors.onScrim;
    pale.setAlphaF(kUnitOpacity);
    for (const Badge::Piece& piece : badge.pieces) {
        const FixedDigits& font = piece.unit ? m_unit : m_value;
        painter.setPen(piece.unit ? pale : colors.onScrim);
        const double wide = font.width(piece.text);
        font.draw(painter, QRectF(x, 0, wide, size.height()), Qt::AlignLeft, piece.text);
        x += wide + m_theme.px(kSpace);
    }
    return image;
}

}  // namespace omv::ui
