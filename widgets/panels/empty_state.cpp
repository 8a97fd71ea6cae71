// SPDX-License-Identifier: MIT
#include "widgets/panels/empty_state.h"

#include <QLabel>
#include <QVBoxLayout>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 360;
constexpr int kIcon = 40;

}  // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    m_text->setObjectName(u"emptyText"_s);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_icon->setAlignment(Qt::AlignCenter);
    auto* const column = new QVBoxLayout(this);
    column->addStretch(1);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addStretch(1);
    setTheme(m_theme);
}

void EmptyState::setTheme(const Theme& theme)
{
    m_theme = theme;
    const int padding = theme.px(12);
    layout()->setContentsMargins(padding, padding, padding, padding);
    layout()->setSpacing(theme.px(12));
    m_text->setFont(theme.font(TextSize::Body));
    m_text->setFixedWidth(qMin(theme.px(kWidth), qMax(theme.px(120), width() - 2 * padding)));
    QPalette colors = m_text->palette();
    colors.setColor(QPalette::WindowText, theme.colors().text2);
    m_text->setPalette(colors);
    setIcon(m_iconName);
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int room = width() - 2 * m_theme.px(12);
    m_text->setFixedWidth(qMin(m_theme.px(kWidth), qMax(m_theme.px(120), room)));
}

void EmptyState::setIcon(const QString& name)
{
    m_iconName = name;
    m_icon->setPixmap(
        m_theme.pixmap(name, m_theme.colors().text2, m_theme.px(kIcon), devicePixelRatioF()));
}

void EmptyState::setText(const QString& sentence)
{
    m_text->setText(sentence);
    setAccessibleName(sentence);
}

}  // namespace omv::ui
