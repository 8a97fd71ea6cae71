// SPDX-License-Identifier: MIT
#include "widgets/firmware/firmware_board_pane.h"

#include "widgets/firmware/board_drawing.h"
#include "widgets/theme/language.h"
#include "widgets/theme/scroll_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace omv::ui {

using namespace Qt::StringLiterals;

FirmwareBoardPane::FirmwareBoardPane(QWidget* parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_pill(new QLabel(this))
    , m_drawing(new BoardDrawing(this))
    , m_sketch(new QLabel(this))
    , m_leds(new LedLegend(this))
    , m_stopBox(new QWidget(this))
    , m_stopTitle(new QLabel(this))
    , m_stop(new QLabel(this))
{
    setObjectName(u"firmwareBoardPane"_s);
    m_name->setObjectName(u"firmwareBoardName"_s);
    m_name->setWordWrap(true);
    m_pill->setObjectName(u"firmwareStage"_s);
    m_sketch->setAlignment(Qt::AlignCenter);
    m_sketch->setWordWrap(true);
    m_sketch->setProperty("role", u"secondary"_s);
    m_stop->setObjectName(u"firmwareIfStopped"_s);
    m_stop->setWordWrap(true);
    m_stop->setProperty("role", u"secondary"_s);

    auto* content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    auto* top = new QHBoxLayout;
    top->addWidget(m_name, 1);
    top->addWidget(m_pill, 0, Qt::AlignTop);
    auto* stop = new QVBoxLayout(m_stopBox);
    stop->addWidget(m_stopTitle);
    stop->addWidget(m_stop);
    m_column->addLayout(top);
    m_column->addWidget(m_drawing);
    m_column->addWidget(m_sketch);
    m_column->addWidget(m_stopBox);
    m_column->addWidget(m_leds);
    m_column->addStretch(1);
    auto* area = makeScrollPage(this, content);
    content->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    setTheme(m_theme);
    followLanguage(this, [this] { showTexts(); });
}

void FirmwareBoardPane::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_column->setContentsMargins(theme.px(4), theme.px(18), theme.px(4), theme.px(12));
    m_column->setSpacing(theme.px(8));
    const int side = theme.px(12);
    m_column->itemAt(0)->layout()->setContentsMargins(side, 0, side, theme.px(4));
    m_sketch->setContentsMargins(side, 0, side, theme.px(4));
    m_stopBox->layout()->setContentsMargins(side, theme.px(4), side, theme.px(8));
    m_stopBox->layout()->setSpacing(theme.px(4));
    m_name->setFont(theme.font(TextSize::CardTitle, QFont::DemiBold));
    m_pill->setFont(theme.font(TextSize::Caption, QFont::Medium));
    m_pill->setFixedHeight(theme.px(22));
    m_sketch->setFont(theme.font(TextSize::Caption));
    m_stopTitle->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    m_stop->setFont(theme.font(TextSize::Body));
    showPill();
}

void FirmwareBoardPane::setState(const FirmwareState& state)
{
    m_state = state;
    m_name->setText(state.boardName);
    m_drawing->setData(state.drawing);
    m_leds->setRows(state.leds);
    const bool board = !state.boardName.isEmpty();
    for (QWidget* each : std::initializer_list<QWidget*>{m_drawing, m_sketch})
        each->setVisible(board);
    m_leds->setVisible(board && !state.leds.isEmpty());
    m_stopBox->setVisible(board && !state.ifStopped.isEmpty());
    m_stop->setText(state.ifStopped);
    showTexts();
}

void FirmwareBoardPane::showTexts()
{
    m_sketch->setText(tr("A sketch, lens towards you; not to scale."));
    m_stopTitle->setText(m_state.running ? tr("If you stop now") : tr("If it stops in the middle"));
    if (m_state.boardName.isEmpty())
        m_name->setText(tr("No board is chosen"));
    showPill();
}

/// Colour and words say the same.
void FirmwareBoardPane::showPill()
{
    QString text;
    QString role = u"pill-warning"_s;
    switch (m_state.stage) {
    case BoardStage::Running:
        text = tr("Running");
        role = u"pill-success"_s;
        break;
    case BoardStage::Bootloader: text = tr("Bootloader"); break;
    case BoardStage::Recovery: text = tr("Recovery"); break;
    case BoardStage::Absent: break;
    }
    m_pill->setVisible(!text.isEmpty() && !m_state.boardName.isEmpty());
    m_pill->setText(text);
    if (m_pill->property("role").toString() == role)
        return;
    m_pill->setProperty("role", role);
    m_pill->style()->unpolish(m_pill);
    m_pill->style()->polish(m_pill);
}

void FirmwareBoardPane::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), m_theme.colors().panel);
}

}  // namespace omv::ui
