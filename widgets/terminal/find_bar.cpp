// SPDX-License-Identifier: MIT
#include "widgets/terminal/find_bar.h"

#include "widgets/theme/language.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QToolButton>

namespace omv::ui {

using namespace Qt::StringLiterals;

TerminalFindBar::TerminalFindBar(QWidget* parent)
    : QFrame(parent)
    , m_field(new QLineEdit(this))
    , m_case(new QToolButton(this))
    , m_previous(tool(u"findPrevious"_s, u"chevron-up"_s))
    , m_next(tool(u"findNext"_s, u"chevron-down"_s))
    , m_hits(new QLabel(this))
    , m_close(tool(u"findClose"_s, u"close"_s))
{
    setProperty("role", u"paneHeader"_s);
    m_field->setObjectName(u"findField"_s);
    m_case->setObjectName(u"findCase"_s);
    m_case->setText(u"Aa"_s);
    m_case->setCheckable(true);
    m_hits->setObjectName(u"findHits"_s);
    m_hits->setProperty("role", u"secondary"_s);

    auto* const row = new QHBoxLayout(this);
    row->addWidget(m_field, 1);
    row->addWidget(m_case);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_hits);
    row->addStretch(1);
    row->addWidget(m_close);

    connect(m_field, &QLineEdit::textChanged, this, &TerminalFindBar::changed);
    connect(m_case, &QToolButton::toggled, this, &TerminalFindBar::changed);
    connect(m_previous, &QToolButton::clicked, this, [this] { emit nextWanted(true); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit nextWanted(false); });
    connect(m_close, &QToolButton::clicked, this, &TerminalFindBar::closed);
    setTheme(m_theme);
    followLanguage(this, [this] { setTexts(); });
}

void TerminalFindBar::setTexts()
{
    m_field->setPlaceholderText(tr("Find in the terminal"));
    m_field->setAccessibleName(tr("Find in the terminal"));
    const std::pair<QToolButton*, QString> tips[] = {
        {m_case, tr("Match case")},
        {m_previous, tr("Previous (Shift+Enter)")},
        {m_next, tr("Next (Enter)")},
        {m_close, tr("Close (Esc)")},
    };
    for (const auto& [button, tip] : tips) {
        button->setToolTip(tip);
        button->setAccessibleName(tip);
    }
}

QToolButton* TerminalFindBar::tool(const QString& name, const QString& icon)
{
    auto* const button = new QToolButton(this);
    button->setObjectName(name);
    button->setProperty("icon-name", icon);
    return button;
}

void TerminalFindBar::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedHeight(theme.px(36));
    layout()->setContentsMargins(theme.px(12), 0, theme.px(6), 0);
    layout()->setSpacing(theme.px(4));
    m_field->setFixedHeight(theme.px(26));
    m_hits->setFont(theme.font(TextSize::Caption));
    for (QToolButton* const button : {m_previous, m_next, m_close}) {
        button->setIcon(theme.icon(button->property("icon-name").toString()));
        button->setIconSize(QSize(theme.px(16), theme.px(16)));
    }
    for (QToolButton* const button : {m_case, m_previous, m_next, m_close})
        button->setFixedSize(theme.px(28), theme.px(28));
}

void TerminalFindBar::open()
{
    show();
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
    changed();
}

QString TerminalFindBar::text() const
{
    return m_field->text();
}

void TerminalFindBar::changed()
{
    emit searchChanged(m_field->text(), m_case->isChecked());
}

void TerminalFindBar::setHits(quint64 current, quint64 count, bool searching)
{
    const bool none = count == 0 && !searching && !m_field->text().isEmpty();
    const QLocale locale;
    QString text;
    if (none)
        text = tr("Not found");
    else if (count > 0 && current > 0)
        text = tr("Line %1 of %2").arg(locale.toString(current), locale.toString(count));
    else if (count > 0)
        text = count == 1 ? tr("1 line") : tr("%1 lines").arg(locale.toString(count));
    m_hits->setText(text);
    const QVariant state = none ? QVariant(u"error"_s) : QVariant();
    if (m_field->property("state") == state)
        return;
    m_field->setProperty("state", state);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
}

void TerminalFindBar::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: emit nextWanted(event->modifiers().testFlag(Qt::ShiftModifier)); return;
    case Qt::Key_Escape: emit closed(); return;
    default: QFrame::keyPressEvent(event);
    }
}

}  // namespace omv::ui
