// SPDX-License-Identifier: MIT
#include "widgets/window/welcome_page.h"

#include "widgets/theme/language.h"
#include "widgets/theme/scroll_page.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWideFrom = 340;  // pixels at 100 %
constexpr int kWidest = 440;
constexpr int kScrollBar = 12;
constexpr int kMostRoom = 1000;  // against a stretch of 1 at each side
}  // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_column(new QHBoxLayout)
{
    auto* content = new QWidget(this);
    m_middle = new QVBoxLayout(content);
    m_middle->addStretch(1);
    m_middle->addLayout(m_column);
    m_column->addStretch(1);
    m_column->addStretch(1);
    m_middle->addStretch(2);
    // Large type in a small pane: what has no room is scrolled to.
    makeScrollPage(this, content);
    setTheme(m_theme);
    followLanguage(this, [this] { rebuild(); });
}

void WelcomePage::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_middle->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_middle->setSpacing(theme.px(12));
    rebuild();
}

void WelcomePage::setRows(const QList<WelcomeRow>& rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    rebuild();
}

void WelcomePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() == event->size().width())
        return;
    // Beside large type the buttons have no room.
    m_narrow = width() < m_theme.px(kWideFrom);
    rebuild();
}

/// Pixels for the words of a card, beside icon and button.
int WelcomePage::wordRoom(const QPushButton* button) const
{
    const int list = std::min(m_theme.px(kWidest), width() - m_theme.px(2 * 16 + kScrollBar));
    const int card = list - m_theme.px(2 * 12 + 2);
    if (m_narrow)
        return card;
    return card - m_theme.px(20 + 12) - (button ? button->sizeHint().width() + m_theme.px(12) : 0);
}

void WelcomePage::rebuild()
{
    // Anew, each with its font before it meets the sheet, which gives that one back later.
    delete m_title;
    m_title = new QLabel(tr("Where should the picture come from?"), this);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_title->setFont(m_theme.font(TextSize::CardTitle, QFont::DemiBold));
    m_middle->insertWidget(1, m_title);
    delete m_list;
    m_list = new QWidget(this);
    m_column->insertWidget(1, m_list, kMostRoom);
    m_list->setMaximumWidth(m_theme.px(kWidest));
    auto* rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(m_theme.px(8));
    const int icon = m_theme.px(20);
    for (const WelcomeRow& each : m_rows) {
        auto* card = new QFrame(m_list);
        card->setProperty("role", u"card"_s);
        auto* row =
            new QBoxLayout(m_narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, card);
        row->setContentsMargins(m_theme.px(12), m_theme.px(10), m_theme.px(12), m_theme.px(10));
        row->setSpacing(m_theme.px(12));
        auto* picture = new QLabel(card);
        picture->setPixmap(
            m_theme.pixmap(each.icon, m_theme.colors().text2, icon, devicePixelRatioF()));
        if (m_narrow)
            picture->hide();
        else
            row->addWidget(picture);
        auto* texts = new QVBoxLayout;
        texts->setSpacing(m_theme.px(2));
        auto* title = new QLabel(each.title, card);
        title->setFont(m_theme.font(TextSize::Body, QFont::DemiBold));
        auto* detail = new QLabel(each.detail, card);
        detail->setFont(m_theme.font(TextSize::Caption));
        detail->setProperty("role", u"secondary"_s);
        detail->setWordWrap(true);
        texts->addWidget(title);
        texts->addWidget(detail);
        row->addLayout(texts, 1);
        QPushButton* button = nullptr;
        if (!each.button.isEmpty()) {
            button = new QPushButton(each.button, card);
            button->setObjectName(u"welcome:"_s + each.id.section(u'?', 0, 0));
            if (each.primary)
                button->setProperty("role", u"primary"_s);
            connect(button, &QPushButton::clicked, this,
                    [this, id = each.id] { emit startWanted(id); });
            row->addWidget(button);
        }
        // Serial numbers are long.
        title->setText(
            title->fontMetrics().elidedText(each.title, Qt::ElideMiddle, wordRoom(button)));
        title->setToolTip(each.title);
        rows->addWidget(card);
    }
    m_list->show();
}

}  // namespace omv::ui
