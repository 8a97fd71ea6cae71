// SPDX-License-Identifier: MIT
#include "widgets/theme/icon_engine.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

IconEngine::IconEngine(const QString& name, const IconColors& colors)
    : m_name(name)
    , m_colors(colors)
{
}

QColor IconEngine::color(QIcon::Mode mode, QIcon::State state) const
{
    if (mode == QIcon::Disabled)
        return m_colors.disabled;
    if (state == QIcon::On)
        return m_colors.checked;
    return mode == QIcon::Normal ? m_colors.normal : m_colors.active;
}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
    painter->drawPixmap(rect, iconPixmap(m_name, color(mode, state), rect.size(), ratio));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    return iconPixmap(m_name, color(mode, state), size, 1);
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                                 qreal scale)
{
    // `size` is in device pixels here.
    return iconPixmap(m_name, color(mode, state), (QSizeF(size) / scale).toSize(), scale);
}

QByteArray iconSvg(const QString& name, const QColor& color)
{
    QFile file(u":/omv/look/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("#000", color.name().toLatin1());
}

QPixmap iconPixmap(const QString& name, const QColor& color, QSize size, qreal ratio)
{
    const QString key = u"omv-icon/%1/%2/%3x%4@%5"_s.arg(name, color.name(QColor::HexArgb))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QSvgRenderer renderer(iconSvg(name, color));
    if (!renderer.isValid() || size.isEmpty())
        return {};
    pixmap = QPixmap((QSizeF(size) * ratio).toSize());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QRectF square(QPointF(), QSizeF(pixmap.size()));
    const qreal side = std::min(square.width(), square.height());
    square = QRectF((square.width() - side) / 2, (square.height() - side) / 2, side, side);
    renderer.render(&painter, square);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

}  // namespace omv::ui
