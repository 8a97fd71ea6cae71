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

    // As wide as the semibold text, so that choosing moves nothing.
    QSize sizeHint() const override
    {
        const QFontMetricsF metrics(m_theme.font(TextSize::Body, QFont::DemiBold));
        const double width = metrics.horizontalAdvance(text()) + m_theme.px(20);
        return {static_cast<int>(std::ceil(width)), m_theme.px(26)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// What the control paints below it.
    QColor ground() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme m_theme;
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
    const QRect inside = rect().adjusted(0, 1, 0, -1);
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

void SegmentedControl::setSegmentEnabled(int index, bool enabled, const QString& reason)
{
    if (index < 0 || index >= count())
        return;
    m_segments.at(index)->setEnabled(enabled);
    m_segments.at(index)->setToolTip(enabled ? QString() : reason);
}

// Grounds and lines are painted here and not by the segments, so that the round corners of the
// frame cut them smoothly.
void SegmentedControl::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors& colors = m_theme.colors();
    const double radius = m_theme.px(5);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.fillPath(frame, colors.raised);
    const auto fillInside = [&](const QRectF& part, const QColor& color) {
        QPainterPath path;
        path.addRect(part);
        painter.fillPath(frame & path, color);
    };
    for (const Segment* segment : m_segments) {
        const QRectF part = segment->geometry();
        fillInside(part, segment->ground());
        if (segment != m_segments.last())
            fillInside(QRectF(part.right() - 1, part.top(), 1, part.height()), colors.line);
        if (segment->isChecked()) {
            const double line = m_theme.px(2);
            fillInside(QRectF(part.left(), part.bottom() - 1 - line, part.width(), line + 1),
                       isEnabled() ? colors.accent : colors.disabled);
        }
    }
    painter.strokePath(frame, colors.outline);
}

}  // namespace omv::ui
