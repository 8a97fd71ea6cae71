// SPDX-License-Identifier: MIT
#include "widgets/panels/rail.h"

#include "widgets/theme/language.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace omv::ui {

namespace {

constexpr int kWide = 76;
constexpr int kNarrow = 48;
constexpr int kTall = 54;
constexpr int kShort = 44;
constexpr int kPadding = 6;
constexpr int kIcon = 20;
constexpr int kMark = 3;

}  // namespace

Rail::Rail(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("rail"));
    followLanguage(this, [this] { setAccessibleName(tr("Places")); });
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setTheme(m_theme);
}

void Rail::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedWidth(sizeHint().width());
    update();
}

void Rail::setItems(const QList<RailItem>& items)
{
    m_items = items;
    m_focus = qBound(0, m_focus, qMax(0, static_cast<int>(items.size()) - 1));
    m_hover = m_pressed = -1;
    update();
}

void Rail::setCurrent(const QString& id)
{
    m_current = id;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items[i].id == id)
            m_focus = static_cast<int>(i);
    }
    update();
}

void Rail::setLabelsShown(bool on)
{
    m_labels = on;
    setFixedWidth(sizeHint().width());
    update();
}

QSize Rail::sizeHint() const
{
    return {m_theme.px(m_labels ? kWide : kNarrow), m_theme.px(480)};
}

QSize Rail::minimumSizeHint() const
{
    return {sizeHint().width(), itemHeight()};
}

int Rail::itemHeight() const
{
    return m_theme.px(m_labels ? kTall : kShort);
}

/// The upper group from above, the lower one from below.
QRect Rail::rectOf(int index) const
{
    int before = 0;
    int behind = 0;
    const bool bottom = m_items[index].bottom;
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items[i].bottom != bottom)
            continue;
        before += i < index ? 1 : 0;
        behind += i > index ? 1 : 0;
    }
    const int tall = itemHeight();
    const int top = bottom ? height() - m_theme.px(kPadding) - (behind + 1) * tall
                           : m_theme.px(kPadding) + before * tall;
    return {0, top, width(), tall};
}

QRect Rail::itemRect(const QString& id) const
{
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items[i].id == id)
            return rectOf(i);
    }
    return {};
}

int Rail::indexAt(const QPoint& position) const
{
    // In a low window the groups meet: the lower one, painted last, is on top.
    for (int i = static_cast<int>(m_items.size()) - 1; i >= 0; --i) {
        if (rectOf(i).contains(position))
            return i;
    }
    return -1;
}

void Rail::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Colors& c = m_theme.colors();
    painter.fillRect(rect(), c.window);
    for (int i = 0; i < m_items.size(); ++i)
        paintItem(painter, i);
    painter.fillRect(width() - 1, 0, 1, height(), c.line);
}

void Rail::paintItem(QPainter& painter, int index) const
{
    const Colors& c = m_theme.colors();
    const RailItem& item = m_items[index];
    const QRect box = rectOf(index);
    const bool active = item.id == m_current;
    painter.fillRect(box.adjusted(0, 0, -1, 0), c.window);
    if (item.enabled && (index == m_pressed || index == m_hover)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(index == m_pressed ? c.pressed : c.hover);
        const int inset = m_theme.px(4);
        painter.drawRoundedRect(box.adjusted(inset, 2, -inset, -2), m_theme.px(5), m_theme.px(5));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    const QColor ink = !item.enabled ? c.disabled : active ? c.text : c.text2;
    const int size = m_theme.px(kIcon);
    const int label = m_labels ? m_theme.px(4 + 13) : 0;
    const int top = box.top() + (box.height() - size - label) / 2;
    const QPixmap icon =
        m_theme.pixmap(item.icon, active ? c.accent : ink, size, devicePixelRatioF());
    painter.drawPixmap(box.left() + (box.width() - size) / 2, top, icon);
    if (m_labels) {
        painter.setFont(m_theme.font(TextSize::RailLabel));
        painter.setPen(ink);
        const QRect line(box.left() + 2, top + size + m_theme.px(4), box.width() - 4,
                         m_theme.px(13));
        painter.drawText(line, Qt::AlignCenter | Qt::TextDontClip,
                         painter.fontMetrics().elidedText(item.text, Qt::ElideRight, line.width()));
    }
    if (active) {
        const int inset = m_theme.px(m_labels ? 9 : 7);
        painter.fillRect(0, box.top() + inset, m_theme.px(kMark), box.height() - 2 * inset,
                         c.accent);
    }
    if (hasFocus() && index == m_focus) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.focus, m_theme.px(2)));
        const int inset = m_theme.px(4);
        painter.drawRoundedRect(box.adjusted(inset, 2, -inset, -2), m_theme.px(5), m_theme.px(5));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

void Rail::activate(int index)
{
    if (index < 0 || index >= m_items.size() || !m_items[index].enabled)
        return;
    setCurrent(m_items[index].id);
    emit activated(m_current);
}

void Rail::moveFocus(int step)
{
    const auto count = static_cast<int>(m_items.size());
    for (int i = m_focus + step; i >= 0 && i < count; i += step) {
        if (!m_items[i].enabled)
            continue;
        m_focus = i;
        break;
    }
    update();
}

void Rail::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up: return moveFocus(-1);
    case Qt::Key_Down: return moveFocus(1);
    case Qt::Key_Home: m_focus = -1; return moveFocus(1);
    case Qt::Key_End: m_focus = static_cast<int>(m_items.size()); return moveFocus(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: return activate(m_focus);
    default: QWidget::keyPressEvent(event);
    }
}

bool Rail::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const int index = indexAt(help->pos());
    if (index < 0) {
        QToolTip::hideText();
        return true;
    }
    const RailItem& item = m_items[index];
    QToolTip::showText(help->globalPos(), item.toolTip.isEmpty() ? item.text : item.toolTip, this,
                       rectOf(index));
    return true;
}

void Rail::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = indexAt(event->position().toPoint());
    update();
}

void Rail::mouseReleaseEvent(QMouseEvent* event)
{
    const int index = indexAt(event->position().toPoint());
    const int pressed = m_pressed;
    m_pressed = -1;
    update();
    if (event->button() == Qt::LeftButton && index == pressed)
        activate(index);
}

void Rail::mouseMoveEvent(QMouseEvent* event)
{
    const int index = indexAt(event->position().toPoint());
    if (index == m_hover)
        return;
    m_hover = index;
    update();
}

void Rail::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_hover = -1;
    update();
}

void Rail::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void Rail::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace omv::ui
