// SPDX-License-Identifier: MIT
#include "widgets/firmware/board_drawing.h"

#include "widgets/theme/language.h"

#include <QPainter>
#include <QPainterPath>

namespace omv::ui {

namespace {

// All in pixels at 100 %, from the widget's middle line.
constexpr int kHeight = 214;
constexpr int kLeast = 236;
constexpr QRectF kBoard(-58, 10, 116, 160);
constexpr double kLens = 34;  // radius
constexpr double kLensTwo = 25;
constexpr QPointF kButton(38, 104);
constexpr QPointF kLed(38, 132);
constexpr QRectF kPlug(-20, 154, 40, 26);
constexpr QRectF kSwitch(-49, 98, 16, 38);
constexpr double kPinLeft = -42;

QString spoken(const BoardDrawingData& data)
{
    switch (data.control) {
    case BoardDrawingData::Control::Switch: return BoardDrawing::tr("It has a recovery switch.");
    case BoardDrawingData::Control::Jumper:
        return BoardDrawing::tr("Recovery connects %1.").arg(data.pins.join(QStringLiteral(" – ")));
    case BoardDrawingData::Control::None: break;
    }
    return {};
}

}  // namespace

BoardDrawing::BoardDrawing(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("boardDrawing"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    followLanguage(this, [this] {
        setAccessibleName(tr("Sketch of the board"));
        setAccessibleDescription(spoken(m_data));
        update();
    });
}

void BoardDrawing::setTheme(const Theme& theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void BoardDrawing::setData(const BoardDrawingData& data)
{
    if (data == m_data)
        return;
    m_data = data;
    setAccessibleDescription(spoken(data));
    update();
}

QSize BoardDrawing::sizeHint() const
{
    return {m_theme.px(kLeast), m_theme.px(kHeight)};
}

void BoardDrawing::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(width() / 2.0, 0);
    painter.scale(unit(), unit());
    paintBoard(painter);
    paintLenses(painter);
    paintParts(painter);
    paintControl(painter);
}

void BoardDrawing::paintBoard(QPainter& painter) const
{
    const Colors& c = m_theme.colors();
    painter.setPen(QPen(c.border, 1.5));
    painter.setBrush(c.raised);
    painter.drawRoundedRect(kBoard, 9, 9);
    painter.setBrush(c.panel);
    for (const QPointF& hole :
         {kBoard.topLeft() + QPointF(12, 12), kBoard.topRight() + QPointF(-12, 12),
          kBoard.bottomLeft() + QPointF(12, -12), kBoard.bottomRight() + QPointF(-12, -12)})
        painter.drawEllipse(hole, 4.5, 4.5);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(kPlug, 4, 4);
    painter.setBrush(c.well);
    painter.drawRoundedRect(kPlug.adjusted(8, 9, -8, -9), 4, 4);
    painter.setPen(c.text2);
    // Fonts are of the theme's size already: the painter is not to enlarge them again.
    painter.save();
    painter.scale(1 / unit(), 1 / unit());
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.drawText(
        QRectF(-60 * unit(), kPlug.bottom() * unit() + m_theme.px(6), 120 * unit(), m_theme.px(18)),
        Qt::AlignCenter, QStringLiteral("USB-C"));
    painter.restore();
}

void BoardDrawing::paintLenses(QPainter& painter) const
{
    const Colors& c = m_theme.colors();
    const bool two = m_data.lenses > 1;
    const double radius = two ? kLensTwo : kLens;
    const QList<QPointF> centers =
        two ? QList<QPointF>{{-28, 52}, {28, 52}} : QList<QPointF>{{0, 58}};
    for (const QPointF& center : centers) {
        painter.setPen(QPen(c.border, 1.5));
        painter.setBrush(c.window);
        painter.drawEllipse(center, radius, radius);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(center, radius * 0.72, radius * 0.72);
        painter.setBrush(c.well);
        painter.drawEllipse(center, radius * 0.42, radius * 0.42);
        painter.setPen(QPen(c.text2, 1.5, Qt::SolidLine, Qt::RoundCap));
        const QRectF shine(center - QPointF(radius, radius) * 0.26,
                           center + QPointF(radius, radius) * 0.26);
        painter.drawArc(shine, 100 * 16, 70 * 16);
    }
}

void BoardDrawing::label(QPainter& painter, const QPointF& from, const QString& text) const
{
    const Colors& c = m_theme.colors();
    const QPointF to(kBoard.right() + 7, from.y());
    painter.setPen(QPen(c.border, 1));
    painter.drawLine(from, to);
    painter.save();
    painter.scale(1 / unit(), 1 / unit());
    painter.setPen(c.text2);
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.drawText(
        QRectF((to.x() + 4) * unit(), (to.y() - 10) * unit(), 60 * unit(), 20 * unit()),
        Qt::AlignLeft | Qt::AlignVCenter, text);
    painter.restore();
}

void BoardDrawing::paintParts(QPainter& painter) const
{
    const Colors& c = m_theme.colors();
    if (m_data.button) {
        label(painter, kButton + QPointF(10, 0), tr("Button"));
        painter.setPen(QPen(c.border, 1.5));
        painter.setBrush(c.panel);
        painter.drawRoundedRect(QRectF(kButton - QPointF(9, 9), QSizeF(18, 18)), 4, 4);
        painter.drawEllipse(kButton, 5, 5);
    }
    if (m_data.led) {
        label(painter, kLed + QPointF(5, 0), tr("LED"));
        painter.setPen(QPen(c.border, 1.5));
        painter.setBrush(c.panel);
        painter.drawEllipse(kLed, 4.5, 4.5);
    }
}

void BoardDrawing::paintControl(QPainter& painter) const
{
    const Colors& c = m_theme.colors();
    if (m_data.control == BoardDrawingData::Control::None)
        return;
    const QColor ink = m_data.needed ? c.accent : c.text2;
    const bool isSwitch = m_data.control == BoardDrawingData::Control::Switch;
    if (isSwitch)
        paintSwitch(painter, ink);
    else
        paintJumper(painter, ink);
    const double y = kSwitch.center().y();
    const double end = (isSwitch ? kSwitch.left() : kPinLeft - 6) - 3;
    const double begin = kBoard.left() - 7;
    painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(begin, y), QPointF(end, y));
    if (m_data.needed) {
        painter.drawLine(QPointF(end - 4, y - 3.5), QPointF(end, y));
        painter.drawLine(QPointF(end - 4, y + 3.5), QPointF(end, y));
    }
    painter.save();
    painter.scale(1 / unit(), 1 / unit());
    painter.setPen(ink);
    painter.setFont(
        m_theme.font(TextSize::Caption, m_data.needed ? QFont::DemiBold : QFont::Normal));
    const QString text =
        isSwitch ? tr("Recovery\nswitch") : m_data.pins.join(QStringLiteral(" –\n"));
    painter.drawText(QRectF(-width() / 2.0, (y - 30) * unit(), width() / 2.0 + (begin - 3) * unit(),
                            60 * unit()),
                     Qt::AlignRight | Qt::AlignVCenter, text);
    painter.restore();
}

void BoardDrawing::paintSwitch(QPainter& painter, const QColor& ink) const
{
    const Colors& c = m_theme.colors();
    painter.setPen(QPen(ink, m_data.needed ? 2 : 1.5));
    painter.setBrush(m_data.needed ? c.accentSoft : c.panel);
    painter.drawRoundedRect(kSwitch, 4, 4);
    const double top = m_data.inRecovery ? kSwitch.top() + 4 : kSwitch.bottom() - 18;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawRoundedRect(QRectF(kSwitch.left() + 4, top, kSwitch.width() - 8, 14), 2, 2);
}

void BoardDrawing::paintJumper(QPainter& painter, const QColor& ink) const
{
    const Colors& c = m_theme.colors();
    const QPointF first(kPinLeft, kSwitch.top() + 7);
    const QPointF second(kPinLeft, kSwitch.bottom() - 7);
    if (m_data.needed || m_data.inRecovery) {
        QPainterPath wire(first);
        wire.cubicTo(first + QPointF(24, 2), second + QPointF(24, -2), second);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink, 2.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawPath(wire);
    }
    painter.setPen(QPen(ink, m_data.needed ? 2 : 1.5));
    painter.setBrush(c.panel);
    painter.drawEllipse(first, 5, 5);
    painter.drawEllipse(second, 5, 5);
}

}  // namespace omv::ui
