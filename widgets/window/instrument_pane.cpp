// SPDX-License-Identifier: MIT
#include "widgets/window/instrument_pane.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace omv::ui {

using namespace Qt::StringLiterals;

InstrumentPane::InstrumentPane(QWidget* parent)
    : QWidget(parent)
    , m_header(new QFrame(this))
    , m_tabs(new QTabBar(m_header))
    , m_stack(new QStackedWidget(this))
{
    m_header->setProperty("role", u"paneHeader"_s);
    m_tabs->setProperty("role", u"pane"_s);
    m_tabs->setObjectName(u"instrumentTabs"_s);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->setFocusPolicy(Qt::StrongFocus);

    auto* row = new QHBoxLayout(m_header);
    row->addWidget(m_tabs, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        emit currentChanged(currentPane());
    });
    setTheme({});
}

void InstrumentPane::setTheme(const Theme& theme)
{
    m_header->setFixedHeight(theme.px(37));
    m_header->layout()->setContentsMargins(theme.px(4), 0, theme.px(4), 0);
    m_theme = theme;
    fit();
}

/// Smaller words before cut ones.
void InstrumentPane::fit()
{
    m_tabs->setFont(m_theme.font(TextSize::Body));
    const QMargins margins = m_header->layout()->contentsMargins();
    if (m_tabs->sizeHint().width() > width() - margins.left() - margins.right())
        m_tabs->setFont(m_theme.font(TextSize::RailLabel));
}

void InstrumentPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void InstrumentPane::addPane(const QString& name, const QString& title, QWidget* pane)
{
    m_names.append(name);
    m_stack->addWidget(pane);
    m_tabs->addTab(title);
}

void InstrumentPane::setTitle(const QString& name, const QString& title)
{
    m_tabs->setTabText(static_cast<int>(m_names.indexOf(name)), title);
    fit();
}

void InstrumentPane::showPane(const QString& name)
{
    const auto index = m_names.indexOf(name);
    if (index >= 0)
        m_tabs->setCurrentIndex(static_cast<int>(index));
}

QString InstrumentPane::currentPane() const
{
    return m_names.value(m_tabs->currentIndex());
}

}  // namespace omv::ui
