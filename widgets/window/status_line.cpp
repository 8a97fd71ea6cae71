// SPDX-License-Identifier: MIT
#include "widgets/window/status_line.h"

#include <QHBoxLayout>
#include <QMetaEnum>
#include <QToolButton>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar kIconSpace(0x2002);  // en space

bool isOfText(StatusLine::Item item)
{
    using Item = StatusLine::Item;
    return item == Item::Caret || item == Item::Indent || item == Item::Encoding ||
        item == Item::Language;
}

bool isRight(StatusLine::Item item)
{
    return isOfText(item) || item == StatusLine::Item::Fps;
}

}  // namespace

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
    if (this->text(item) == text && wanted->toolTip() == toolTip)
        return;
    // A breath between icon and text.
    wanted->setText(wanted->icon().isNull() || text.isEmpty() ? text : kIconSpace + text);
    wanted->setToolTip(toolTip);
    wanted->setAccessibleName(text);
    fitItems();
}

QString StatusLine::text(Item item) const
{
    QString shown = button(item)->text();
    return shown.startsWith(kIconSpace) ? shown.mid(1) : shown;
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

void StatusLine::setTextItemsShown(bool shown)
{
    m_textItems = shown;
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
        if (each.button->text().isEmpty() || (isOfText(each.item) && !m_textItems))
            continue;
        wanted.push_back(&each);
        used += each.button->sizeHint().width() + 1;
    }
    std::sort(wanted.begin(), wanted.end(),
              [](const Entry* a, const Entry* b) { return a->keep < b->keep; });
    std::size_t dropped = 0;
    while (dropped < wanted.size() && used > width() && wanted[dropped]->keep < 100)
        used -= wanted[dropped++]->button->sizeHint().width() + 1;
    wanted.erase(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(dropped));
    showItems(wanted);
}

/// With a line between neighbours of the same side.
void StatusLine::showItems(const std::vector<const Entry*>& shown)
{
    const Entry* before = nullptr;
    for (const Entry& each : m_entries) {
        const bool in = std::find(shown.begin(), shown.end(), &each) != shown.end();
        each.button->setVisible(in);
        each.rule->hide();
        if (!in)
            continue;
        if (before && isRight(before->item) == isRight(each.item))
            (isRight(each.item) ? each : *before).rule->show();
        before = &each;
    }
}

}  // namespace omv::ui
