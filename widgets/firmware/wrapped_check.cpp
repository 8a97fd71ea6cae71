// SPDX-License-Identifier: MIT
#include "widgets/firmware/wrapped_check.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>

namespace omv::ui {

WrappedCheck::WrappedCheck(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_box(new QCheckBox(this))
    , m_label(new QLabel(this))
{
    m_box->setObjectName(name);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    // Clicks on the words come to this widget.
    m_label->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box, 0, Qt::AlignTop);
    row->addWidget(m_label, 1);
    connect(m_box, &QCheckBox::clicked, this, &WrappedCheck::chosen);
    setTheme(m_theme);
}

void WrappedCheck::setTheme(const Theme& theme)
{
    m_theme = theme;
    layout()->setSpacing(theme.px(4));
    m_label->setFont(theme.font(TextSize::Body));
}

void WrappedCheck::setText(const QString& text)
{
    m_label->setText(text);
    m_box->setAccessibleName(text);
}

void WrappedCheck::setChecked(bool on)
{
    m_box->setChecked(on);
}

bool WrappedCheck::isChecked() const
{
    return m_box->isChecked();
}

void WrappedCheck::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        m_box->click();
}

}  // namespace omv::ui
