// SPDX-License-Identifier: MIT
#include "widgets/window/status_line.h"

#include <QHBoxLayout>
#include <QMetaEnum>
#include <QToolButton>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

StatusLine::StatusLine(QWidget* parent)
    : QFrame(parent)
    , m_row(new QHBoxLayout(this))
{
    setProperty("role", u"statusLine"_s);
    m_row->setSpacing(0);
    add(Item::Camera, u"camera"_s, 100, false);
    add(Item::Sensor, u"image"_s, 60, false);
    add(Item::Firmware, u"firmware"_s, 50, false);
    add(Item::Port, u"usb"_s, 40, false);
    m_row->addStretch(1);
    add(Item::Caret, {}, 70, true);
    add(Item::Indent, {}, 10, true);
    add(Item::Encoding, {}, 20, true);
    add(Item::Language, {}, 30, true);
    add(Item::Fps, {}, 100, true);
    setTheme(m_theme);
}

void StatusLine::add(Item item, const QString& icon, int keep, bool right)
{
    auto* button = new QToolButton(this);
    const char* name = QMetaEnum::fromType<Item>().valueToKey(static_cast<int>(item));
    button->setObjectName(u"status"_s + QString::fromLatin1(name));
    button->setProperty("role", u"status"_s);
    button->setToolButtonStyle(icon.isEmpty() ? Qt::ToolButtonTextOnly
                                              : Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->hide();
    auto* rule = new QFrame(this);
    rule->setProperty("role", u"rule"_s);
    rule->hide();
    if (right)
        m_row->addWidget(rule);
    m_row->addWidget(button);
    if (!right)
        m_row->addWidget(rule);
    connect(button, &QToolButton::clicked, this, [this, item] { emit clicked(item); });
    m_entries.push_back({item, button, rule, keep, icon});
}

void StatusLine::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedHeight(theme.px(26));
    m_row->setContentsMargins(theme.px(4), 0, theme.px(8), 0);
    for (const Entry& each : m_entries) {
        each.button->setFont(theme.font(TextSize::Caption));
        each.button->setFixedHeight(theme.px(24));
        each.button->setIconSize(QSize(theme.px(14), theme.px(14)));
        if (!each.icon.isEmpty())
            each.button->setIcon(theme.icon(each.icon));
        each.rule->setFixedSize(1, theme.px(14));
    }
    fitItems();
}

void StatusLine::set(Item item, const QString& text, const QString& toolTip)
{
    QToolButton* wanted = button(item);
    if (wanted->text() == text && wanted->toolTip() == toolTip)
        return;
    wanted->setText(text);
    wanted->setToolTip(toolTip);
    wanted->setAccessibleName(text);
    fitItems();
}

QString StatusLine::text(Item item) const
{
    return button(item)->text();
}

QToolButton* StatusLine::button(Item item) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [item](const Entry& each) { return each.item == item; });
    return found->button;
}

void StatusLine::setLinkWidget(QWidget* link)
{
    m_link = link;
    m_row->addWidget(link);
    fitItems();
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fitItems();
}

/// Shows what has text and room.
void StatusLine::fitItems()
{
    std::vector<const Entry*> wanted;
    int used = m_theme.px(16) + (m_link ? m_link->sizeHint().width() : 0);
    for (const Entry& each : m_entries) {
        if (each.button->text().isEmpty())
            continue;
        wanted.push_back(&each);
        used += each.button->sizeHint().width() + 1;
    }
    std::sort(wanted.begin(), wanted.end(),
              [](const Entry* a, const Entry* b) { return a->keep < b->keep; });
    std::size_t dropped = 0;
    while (dropped < wanted.size() && used > width() && wanted[dropped]->keep < 100)
        used -= wanted[dropped++]->button->sizeHint().width() + 1;
    for (const Entry& each : m_entries) {
        const auto place = std::find(wanted.begin(), wanted.end(), &each);
        const bool shown =
            place != wanted.end() && static_cast<std::size_t>(place - wanted.begin()) >= dropped;
        each.button->setVisible(shown);
        each.rule->setVisible(shown && each.item != Item::Port);
    }
}

}  // namespace omv::ui
