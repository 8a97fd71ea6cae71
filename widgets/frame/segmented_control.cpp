// SPDX-License-Identifier: MIT
#include "widgets/frame/segmented_control.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

#include <cmath>

namespace omv::ui {

using namespace Qt::StringLiterals;

/// One choice; the frame around all is the control's.
class Segment final : public QToolButton {
public:
    explicit Segment(SegmentedControl* parent)
        : QToolButton(parent)
    {
        setCheckable(true);
        setAutoExclusive(true);
    }

    void setTheme(const Theme& theme)
    {
        m_theme = theme;
        updateGeometry();
        update();
    }
    void setLast(bool last) { m_last = last; }

    // As wide as the semibold text, so that choosing moves nothing.
    QSize sizeHint() const override
    {
        const QFontMetricsF metrics(m_theme.font(TextSize::Body, QFont::DemiBold));
        const double width = metrics.horizontalAdvance(text()) + m_theme.px(20);
        return {static_cast<int>(std::ceil(width)), m_theme.px(26)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override
    {
        QToolButton::enterEvent(event);
        update();
    }

private:
    QColor ground() const;

    Theme m_theme;
    bool m_last = false;
};

QColor Segment::ground() const
{
    const Colors& colors = m_theme.colors();
    if (isChecked())
        return colors.accentSoft;
    if (isDown())
        return colors.pressed;
    return underMouse() && isEnabled() ? colors.hover : colors.raised;
}

void Segment::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Colors& colors = m_theme.colors();
    // Inside the frame of the control, which is painted beneath.
    const QRect inside = rect().adjusted(0, 1, 0, -1);
    painter.fillRect(inside, ground());
    if (!m_last)
        painter.fillRect(QRect(inside.right(), inside.top(), 1, inside.height()), colors.line);
    if (isChecked()) {
        const int line = m_theme.px(2);
        painter.fillRect(QRect(0, inside.bottom() + 1 - line, width(), line),
                         isEnabled() ? colors.accent : colors.disabled);
    }
    painter.setFont(m_theme.font(TextSize::Body, isChecked() ? QFont::DemiBold : QFont::Normal));
    if (!isEnabled())
        painter.setPen(colors.disabled);
    else
        painter.setPen(isChecked() || underMouse() ? colors.text : colors.text2);
    painter.drawText(inside, Qt::AlignCenter, text());
    if (hasFocus()) {
        const int ring = m_theme.px(2);
        painter.setClipRegion(QRegion(inside) - inside.adjusted(ring, ring, -ring, -ring));
        painter.fillRect(inside, colors.focus);
    }
}

SegmentedControl::SegmentedControl(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_layout->setContentsMargins(1, 0, 1, 0);
    m_layout->setSpacing(0);
}

void SegmentedControl::setTheme(const Theme& theme)
{
    m_theme = theme;
    for (Segment* segment : m_segments)
        segment->setTheme(theme);
    updateGeometry();
    update();
}

void SegmentedControl::setTexts(const QStringList& texts)
{
    if (texts.size() != m_segments.size())
        rebuild(texts);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        m_segments.at(i)->setText(texts.at(i));
        m_segments.at(i)->updateGeometry();
    }
}

void SegmentedControl::rebuild(const QStringList& texts)
{
    qDeleteAll(m_segments);
    m_segments.clear();
    for (int i = 0; i < texts.size(); ++i) {
        auto* segment = new Segment(this);
        segment->setObjectName(u"%1.%2"_s.arg(objectName()).arg(i));
        segment->setTheme(m_theme);
        segment->setLast(i + 1 == texts.size());
        segment->setChecked(i == 0);
        m_layout->addWidget(segment);
        m_segments.append(segment);
        connect(segment, &QToolButton::clicked, this, [this, i] { emit chosen(i); });
    }
}

QStringList SegmentedControl::texts() const
{
    QStringList texts;
    for (const Segment* segment : m_segments)
        texts.append(segment->text());
    return texts;
}

int SegmentedControl::current() const
{
    for (int i = 0; i < count(); ++i) {
        if (m_segments.at(i)->isChecked())
            return i;
    }
    return -1;
}

void SegmentedControl::setCurrent(int index)
{
    if (index >= 0 && index < count())
        m_segments.at(index)->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colors().outline);
    painter.setBrush(m_theme.colors().raised);
    const double radius = m_theme.px(5);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

}  // namespace omv::ui
