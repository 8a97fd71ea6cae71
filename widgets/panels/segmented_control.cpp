// SPDX-License-Identifier: MIT
#include "widgets/panels/segmented_control.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

/// A segment: painted by us, since its neighbours are its frame.
class Segment final : public QToolButton {
public:
    Segment(const Theme& theme, QWidget* parent)
        : QToolButton(parent)
        , m_theme(theme)
    {
        setCheckable(true);
        setFocusPolicy(Qt::NoFocus);
    }

    void setTheme(const Theme& theme)
    {
        m_theme = theme;
        setFont(theme.font(TextSize::Body));
        updateGeometry();
        update();
    }
    void setLast(bool last) { m_last = last; }

    QSize sizeHint() const override
    {
        // As wide as in its widest look, so that a choice moves nothing.
        const QFontMetrics metrics(m_theme.font(TextSize::Body, QFont::DemiBold));
        return {metrics.horizontalAdvance(text()) + m_theme.px(21), m_theme.px(24)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Colors& c = m_theme.colors();
        QPainter painter(this);
        if (isChecked())
            painter.fillRect(rect(), c.accentSoft);
        else if (isDown() && isEnabled())
            painter.fillRect(rect(), c.pressed);
        else if (underMouse() && isEnabled())
            painter.fillRect(rect(), c.hover);
        if (isChecked())
            painter.fillRect(0, height() - m_theme.px(2), width(), m_theme.px(2), c.accent);
        if (!m_last)
            painter.fillRect(width() - 1, 0, 1, height(), c.line);
        painter.setPen(!isEnabled() ? c.disabled : isChecked() ? c.text : c.text2);
        const int weight = isChecked() ? QFont::DemiBold : QFont::Normal;
        painter.setFont(m_theme.font(TextSize::Body, weight));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    Theme m_theme;
    bool m_last = false;
};

}  // namespace

SegmentedControl::SegmentedControl(QWidget* parent)
    : QFrame(parent)
    , m_group(new QButtonGroup(this))
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(1, 1, 1, 1);
    row->setSpacing(0);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::activated);
    setTheme(m_theme);
}

void SegmentedControl::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedHeight(theme.px(26));
    for (int i = 0; i < count(); ++i)
        static_cast<Segment*>(button(i))->setTheme(theme);
    updateGeometry();
    update();
}

void SegmentedControl::setItems(const QList<Item>& items)
{
    const int current = currentIndex();
    for (QAbstractButton* const each : m_group->buttons()) {
        m_group->removeButton(each);
        delete each;
    }
    for (int i = 0; i < items.size(); ++i) {
        auto* const segment = new Segment(m_theme, this);
        segment->setTheme(m_theme);
        segment->setObjectName(u"segment%1"_s.arg(i));
        segment->setText(items[i].text);
        segment->setToolTip(items[i].toolTip);
        segment->setEnabled(items[i].enabled);
        segment->setLast(i + 1 == items.size());
        segment->setAccessibleName(items[i].text);
        m_group->addButton(segment, i);
        layout()->addWidget(segment);
    }
    setCurrentIndex(current);
}

void SegmentedControl::setTexts(const QStringList& texts)
{
    QList<Item> items;
    for (const QString& text : texts)
        items.append({text, {}, true});
    setItems(items);
}

int SegmentedControl::count() const
{
    return static_cast<int>(m_group->buttons().size());
}

int SegmentedControl::currentIndex() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrentIndex(int index)
{
    if (QToolButton* const wanted = button(index))
        wanted->setChecked(true);
    update();
}

void SegmentedControl::setItemEnabled(int index, bool enabled, const QString& why)
{
    QToolButton* const each = button(index);
    if (!each)
        return;
    each->setEnabled(enabled);
    each->setToolTip(enabled ? QString() : why);
}

QToolButton* SegmentedControl::button(int index) const
{
    return static_cast<QToolButton*>(m_group->button(index));
}

void SegmentedControl::step(int direction)
{
    for (int i = currentIndex() + direction; i >= 0 && i < count(); i += direction) {
        if (!button(i)->isEnabled())
            continue;
        setCurrentIndex(i);
        emit activated(i);
        return;
    }
}

void SegmentedControl::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up: return step(-1);
    case Qt::Key_Right:
    case Qt::Key_Down: return step(1);
    default: QFrame::keyPressEvent(event);
    }
}

void SegmentedControl::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors& c = m_theme.colors();
    const bool focused = hasFocus();
    painter.setPen(QPen(focused ? c.focus : c.outline, 1));
    painter.setBrush(c.raised);
    const qreal radius = m_theme.px(5);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

}  // namespace omv::ui
