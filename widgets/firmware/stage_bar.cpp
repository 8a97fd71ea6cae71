// SPDX-License-Identifier: MIT
#include "widgets/firmware/stage_bar.h"

#include "widgets/theme/language.h"

#include <QPainter>

namespace omv::ui {

namespace {

constexpr int kHeight = 54;
constexpr int kBetween = 26;
constexpr BoardStage kStages[] = {BoardStage::Recovery, BoardStage::Bootloader,
                                  BoardStage::Running};
constexpr const char* kIcons[] = {"recover", "bootloader", "success"};

}  // namespace

StageBar::StageBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("stageBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    followLanguage(this, [this] {
        describe();
        update();
    });
}

void StageBar::setTheme(const Theme& theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

QString StageBar::nameOf(int index)
{
    return index == 0 ? tr("Recovery") : index == 1 ? tr("Bootloader") : tr("Running");
}

void StageBar::describe()
{
    setAccessibleName(tr("The board's way up"));
    QString now = tr("The board is not seen.");
    for (int i = 0; i < 3; ++i) {
        if (kStages[i] == m_stage)
            now = tr("Now: %1. %2").arg(nameOf(i), m_details[static_cast<std::size_t>(i)]);
    }
    setAccessibleDescription(now);
}

void StageBar::setStage(BoardStage stage, const std::array<QString, 3>& details, bool hasRecovery)
{
    m_stage = stage;
    m_details = details;
    m_hasRecovery = hasRecovery;
    describe();
    update();
}

QSize StageBar::sizeHint() const
{
    return {m_theme.px(560), m_theme.px(kHeight)};
}

QSize StageBar::minimumSizeHint() const
{
    return {m_theme.px(300), m_theme.px(kHeight)};
}

void StageBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const int between = m_theme.px(kBetween);
    const int wide = (width() - 2 * between) / 3;
    const int icon = m_theme.px(16);
    const QPixmap arrow = m_theme.pixmap(QStringLiteral("chevron-right"), m_theme.colors().text2,
                                         icon, devicePixelRatioF());
    for (int i = 0; i < 3; ++i) {
        const QRect box(i * (wide + between), 0, wide, height());
        paintStage(painter, box, i);
        if (i < 2)
            painter.drawPixmap(box.right() + 1 + (between - icon) / 2, (height() - icon) / 2,
                               arrow);
    }
}

void StageBar::paintStage(QPainter& painter, const QRect& box, int index) const
{
    const Colors& c = m_theme.colors();
    const bool now = kStages[index] == m_stage;
    const bool offered = index > 0 || m_hasRecovery;
    const bool good = now && m_stage == BoardStage::Running;
    const QColor ink = good ? c.success : c.accent;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(now ? ink : c.line, now ? 1.5 : 1));
    painter.setBrush(now ? (good ? c.successSoft : c.accentSoft) : c.panel);
    painter.drawRoundedRect(QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75), m_theme.px(8),
                            m_theme.px(8));
    const int icon = m_theme.px(20);
    const int left = box.left() + m_theme.px(12);
    painter.drawPixmap(left, box.center().y() - icon / 2,
                       m_theme.pixmap(QString::fromLatin1(kIcons[index]),
                                      now           ? ink
                                          : offered ? c.text2
                                                    : c.disabled,
                                      icon, devicePixelRatioF()));
    const QRect words(left + icon + m_theme.px(10), box.top() + m_theme.px(8),
                      box.right() - left - icon - m_theme.px(18), box.height() - m_theme.px(16));
    const auto line = [&](const QFont& font, const QColor& color, int align, const QString& text) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(words, align | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
    };
    const QString& detail = m_details[static_cast<std::size_t>(index)];
    line(m_theme.font(TextSize::Body, QFont::DemiBold),
         offered ? (now ? c.text : c.text2) : c.disabled,
         detail.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop, nameOf(index));
    line(m_theme.font(TextSize::Caption), offered ? c.text2 : c.disabled, Qt::AlignBottom, detail);
}

}  // namespace omv::ui
