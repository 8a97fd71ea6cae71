// SPDX-License-Identifier: MIT
#include "widgets/firmware/step_rows.h"

#include "widgets/frame/fixed_digits.h"
#include "widgets/panels/task_state.h"
#include "widgets/theme/language.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QResizeEvent>

#include <cmath>

namespace omv::ui {

namespace {

constexpr int kPadding = 9;  // above and below
constexpr int kSide = 14;
constexpr int kMark = 20;
constexpr int kGap = 12;
constexpr int kTitle = 19;
constexpr int kBar = 30;  // bar and its line of numbers
constexpr int kTime = 84;

using Phase = FirmwareStep::Phase;

bool hasBar(const FirmwareStep& step)
{
    return step.phase == Phase::Now && step.total > 0;
}

QString phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Later: return StepRows::tr("later");
    case Phase::Now: return StepRows::tr("now");
    case Phase::Yours: return StepRows::tr("waits for you");
    case Phase::Done: return StepRows::tr("done");
    case Phase::Skipped: return StepRows::tr("not needed");
    case Phase::Failed: return StepRows::tr("failed");
    }
    return {};
}

}  // namespace

StepRows::StepRows(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("firmwareSteps"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    followLanguage(this, [this] {
        describe();
        update();
    });
}

void StepRows::setTheme(const Theme& theme)
{
    m_theme = theme;
    fit();
    update();
}

void StepRows::setSteps(const QList<FirmwareStep>& steps)
{
    if (steps == m_steps)
        return;
    m_steps = steps;
    m_focus = qBound(0, m_focus, qMax(0, static_cast<int>(steps.size()) - 1));
    describe();
    fit();
    update();
    const int now = current();
    if (std::exchange(m_lastCurrent, now) != now && now >= 0)
        emit currentMoved(now);
}

int StepRows::current() const
{
    for (int i = 0; i < m_steps.size(); ++i) {
        const Phase phase = m_steps[i].phase;
        if (phase == Phase::Now || phase == Phase::Yours || phase == Phase::Failed)
            return i;
    }
    return -1;
}

void StepRows::describe()
{
    setAccessibleName(tr("Steps of the plan"));
    if (m_focus >= m_steps.size())
        return setAccessibleDescription({});
    const FirmwareStep& step = m_steps[m_focus];
    QString text = tr("Step %1 of %2, %3: %4. %5")
                       .arg(QString::number(m_focus + 1), QString::number(m_steps.size()),
                            phaseName(step.phase), step.title, step.detail);
    if (hasBar(step))
        text += u' ' + progressText(step);
    setAccessibleDescription(text);
}

QString StepRows::progressText(const FirmwareStep& step)
{
    const QLocale locale;
    const int percent = step.total == 0 ? 0 : static_cast<int>(step.done * 100 / step.total);
    QString text = tr("%1 of %2 bytes · %3 %")
                       .arg(locale.toString(step.done), locale.toString(step.total),
                            FixedDigits::padded(percent, 3));
    if (step.bytesPerSecond >= 1) {
        text += QStringLiteral(" · ") +
            tr("%1 KB/s").arg(locale.toString(step.bytesPerSecond / 1000, 'f',
                                              step.bytesPerSecond < 10000 ? 1 : 0));
    }
    return text;
}

QString StepRows::leftText(const FirmwareStep& step)
{
    if (step.secondsLeft <= 0 || step.done >= step.total)
        return {};
    return tr("%1 left").arg(durationText(static_cast<qint64>(std::ceil(step.secondsLeft)) * 1000));
}

int StepRows::textWidth(int width) const
{
    return width - m_theme.px(2 * kSide + kMark + kGap);
}

int StepRows::detailHeight(const FirmwareStep& step, int width) const
{
    if (step.detail.isEmpty())
        return 0;
    const QFontMetrics metrics(m_theme.font(TextSize::Caption));
    return metrics.boundingRect(QRect(0, 0, textWidth(width), 1000), Qt::TextWordWrap, step.detail)
        .height();
}

int StepRows::rowHeight(const FirmwareStep& step, int width) const
{
    return m_theme.px(2 * kPadding + kTitle) + detailHeight(step, width) +
        (hasBar(step) ? m_theme.px(kBar) : 0);
}

QRect StepRows::rowRect(int index) const
{
    int top = 0;
    for (int i = 0; i < index; ++i)
        top += rowHeight(m_steps[i], width());
    return {0, top, width(), rowHeight(m_steps[index], width())};
}

int StepRows::heightForWidth(int width) const
{
    int sum = 0;
    for (const FirmwareStep& step : m_steps)
        sum += rowHeight(step, width);
    return sum;
}

void StepRows::fit()
{
    setFixedHeight(heightForWidth(width()));
}

void StepRows::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

QSize StepRows::sizeHint() const
{
    const int wide = m_theme.px(480);
    return {wide, heightForWidth(wide)};
}

QSize StepRows::minimumSizeHint() const
{
    return {m_theme.px(220), heightForWidth(std::max(width(), m_theme.px(220)))};
}

void StepRows::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_steps.size(); ++i)
        paintRow(painter, rowRect(i), i);
}

void StepRows::paintRow(QPainter& painter, const QRect& box, int index) const
{
    const Colors& c = m_theme.colors();
    const FirmwareStep& step = m_steps[index];
    if (step.phase == Phase::Now)
        painter.fillRect(box, c.hover);
    else if (step.phase == Phase::Yours)
        painter.fillRect(box, c.warningSoft);
    else if (step.phase == Phase::Failed)
        painter.fillRect(box, c.errorSoft);
    if (index > 0)
        painter.fillRect(box.left(), box.top(), box.width(), 1, c.line);
    if (hasFocus() && index == m_focus) {
        painter.setPen(QPen(c.focus, m_theme.px(2)));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), 4, 4);
    }
    paintMark(painter, box, index);
    const bool later = step.phase == Phase::Later;
    const int left = box.left() + m_theme.px(kSide + kMark + kGap);
    const int room = textWidth(box.width());
    int y = box.top() + m_theme.px(kPadding);
    painter.setFont(m_theme.font(TextSize::Body, later ? QFont::Normal : QFont::DemiBold));
    painter.setPen(later ? c.text2 : c.text);
    const int right = step.time.isEmpty() ? 0 : m_theme.px(kTime);
    painter.drawText(QRect(left, y, room - right, m_theme.px(kTitle)), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(step.title, Qt::ElideRight, room - right));
    if (right > 0) {
        painter.setPen(c.text2);
        FixedDigits(m_theme.font(TextSize::Caption))
            .draw(painter, QRectF(left + room - right, y, right, m_theme.px(kTitle)),
                  Qt::AlignRight, step.time);
    }
    y += m_theme.px(kTitle);
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.setPen(c.text2);
    const int detail = detailHeight(step, box.width());
    painter.drawText(QRect(left, y, room, detail + 2), Qt::TextWordWrap, step.detail);
    if (hasBar(step))
        paintBar(painter, QRect(left, y + detail, room, m_theme.px(kBar)), step);
}

void StepRows::paintBar(QPainter& painter, const QRect& box, const FirmwareStep& step) const
{
    const Colors& c = m_theme.colors();
    const int tall = m_theme.px(6);
    const QRectF track(box.left(), box.top() + m_theme.px(6), box.width(), tall);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.pressed);
    painter.drawRoundedRect(track, tall / 2.0, tall / 2.0);
    const double share =
        std::clamp(static_cast<double>(step.done) / static_cast<double>(step.total), 0.0, 1.0);
    painter.setBrush(c.accent);
    if (share > 0)
        painter.drawRoundedRect(
            QRectF(track.left(), track.top(), std::max<double>(tall, track.width() * share), tall),
            tall / 2.0, tall / 2.0);
    const QRectF line(box.left(), track.bottom() + m_theme.px(3), box.width(), m_theme.px(16));
    const FixedDigits digits(m_theme.font(TextSize::Caption));
    const QString left = leftText(step);
    painter.setPen(c.text);
    digits.draw(painter, line, Qt::AlignRight, left);
    const QString words = progressText(step);
    painter.setPen(c.text2);
    if (digits.width(words) + digits.width(left) + m_theme.px(12) <= line.width())
        digits.draw(painter, line, Qt::AlignLeft, words);
    else
        digits.draw(painter, line, Qt::AlignLeft, words.section(QStringLiteral(" · "), 1));
}

void StepRows::paintMark(QPainter& painter, const QRect& box, int index) const
{
    const Colors& c = m_theme.colors();
    const FirmwareStep& step = m_steps[index];
    const int size = m_theme.px(kMark);
    const QRect mark(box.left() + m_theme.px(kSide), box.top() + m_theme.px(kPadding), size, size);
    const auto icon = [&](const char* name, const QColor& ink) {
        painter.drawPixmap(
            mark.topLeft(),
            m_theme.pixmap(QString::fromLatin1(name), ink, size, devicePixelRatioF()));
    };
    switch (step.phase) {
    case Phase::Done: return icon("success", c.success);
    case Phase::Skipped: return icon("success", c.text2);
    case Phase::Yours: return icon("hand", c.warning);
    case Phase::Failed: return icon("error", c.error);
    case Phase::Now:
    case Phase::Later: break;
    }
    const bool now = step.phase == Phase::Now;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(now ? c.accent : c.border, 1.5));
    painter.drawEllipse(QRectF(mark).adjusted(1.5, 1.5, -1.5, -1.5));
    painter.setPen(now ? c.accent : c.text2);
    painter.setFont(m_theme.font(TextSize::RailLabel, now ? QFont::DemiBold : QFont::Normal));
    painter.drawText(mark, Qt::AlignCenter, QString::number(index + 1));
}

void StepRows::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_steps.size()) - 1;
    int next = m_focus;
    switch (event->key()) {
    case Qt::Key_Up: next = m_focus - 1; break;
    case Qt::Key_Down: next = m_focus + 1; break;
    case Qt::Key_Home: next = 0; break;
    case Qt::Key_End: next = last; break;
    default: return QWidget::keyPressEvent(event);
    }
    m_focus = qBound(0, next, qMax(0, last));
    describe();
    update();
    emit currentMoved(m_focus);
}

void StepRows::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void StepRows::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace omv::ui
