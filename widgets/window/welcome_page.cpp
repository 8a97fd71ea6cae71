// SPDX-License-Identifier: MIT
#include "widgets/window/welcome_page.h"

#include "widgets/theme/language.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace omv::ui {

using namespace Qt::StringLiterals;

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_column(new QVBoxLayout)
{
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    auto* middle = new QVBoxLayout(this);
    middle->addStretch(1);
    middle->addWidget(m_title);
    middle->addLayout(m_column);
    middle->addStretch(2);
    setTheme(m_theme);
    followLanguage(this, [this] { m_title->setText(tr("Where should the picture come from?")); });
}

void WelcomePage::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_title->setFont(theme.font(TextSize::CardTitle, QFont::DemiBold));
    layout()->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout()->setSpacing(theme.px(12));
    rebuild();
}

void WelcomePage::setRows(const QList<WelcomeRow>& rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    rebuild();
}

void WelcomePage::rebuild()
{
    delete m_list;
    m_list = new QWidget(this);
    m_column->addWidget(m_list, 0, Qt::AlignHCenter);
    m_list->setMaximumWidth(m_theme.px(440));
    auto* rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(m_theme.px(8));
    const int icon = m_theme.px(20);
    for (const WelcomeRow& each : m_rows) {
        auto* card = new QFrame(m_list);
        card->setProperty("role", u"card"_s);
        auto* row = new QHBoxLayout(card);
        row->setContentsMargins(m_theme.px(12), m_theme.px(10), m_theme.px(12), m_theme.px(10));
        row->setSpacing(m_theme.px(12));
        auto* picture = new QLabel(card);
        picture->setPixmap(
            m_theme.pixmap(each.icon, m_theme.colors().text2, icon, devicePixelRatioF()));
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
        if (!each.button.isEmpty()) {
            auto* button = new QPushButton(each.button, card);
            button->setObjectName(u"welcome:"_s + each.id.section(u'?', 0, 0));
            if (each.primary)
                button->setProperty("role", u"primary"_s);
            connect(button, &QPushButton::clicked, this,
                    [this, id = each.id] { emit startWanted(id); });
            row->addWidget(button);
        }
        rows->addWidget(card);
    }
    m_list->show();
}

}  // namespace omv::ui
