// SPDX-License-Identifier: MIT
#include "widgets/terminal/input_line.h"

#include "widgets/theme/language.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

InputLine::InputLine(QWidget* parent)
    : QFrame(parent)
    , m_prompt(new QLabel(this))
    , m_field(new QLineEdit(this))
{
    setProperty("role", u"inputLine"_s);
    m_field->setObjectName(u"terminalInput"_s);
    m_field->setFrame(false);
    m_field->setProperty("role", u"bare"_s);
    m_field->installEventFilter(this);
    auto* const row = new QHBoxLayout(this);
    row->addWidget(m_prompt);
    row->addWidget(m_field, 1);
    connect(m_field, &QLineEdit::returnPressed, this, &InputLine::submit);
    connect(m_field, &QLineEdit::textChanged, this, &InputLine::showState);
    setState(true, {});
    setTheme(m_theme);
    followLanguage(this, [this] {
        m_field->setAccessibleName(tr("Input to the board"));
        setState(m_enabled, m_why);
    });
}

void InputLine::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedHeight(theme.px(30));
    layout()->setContentsMargins(theme.px(10), theme.px(1), theme.px(10), theme.px(1));
    layout()->setSpacing(theme.px(6));
    m_field->setFont(theme.font(TextSize::Terminal));
    showState();
}

void InputLine::setState(bool enabled, const QString& why)
{
    m_enabled = enabled;
    m_why = why;
    m_field->setReadOnly(!enabled);
    m_field->setPlaceholderText(why.isEmpty() && enabled ? tr("Type to send to the board") : why);
    m_field->setToolTip(enabled ? QString() : why);
    showState();
}

void InputLine::showState()
{
    const Colors& c = m_theme.colors();
    const int size = m_theme.px(16);
    m_prompt->setPixmap(m_theme.pixmap(u"chevron-right"_s, m_enabled ? c.accent : c.disabled, size,
                                       devicePixelRatioF()));
    // The placeholder is a sentence, in the font of sentences.
    const bool typing = !m_field->text().isEmpty();
    m_field->setFont(m_theme.font(typing ? TextSize::Terminal : TextSize::Body));
}

void InputLine::submit()
{
    if (!m_enabled)
        return;
    const QString line = m_field->text();
    if (!line.isEmpty() && (m_history.isEmpty() || m_history.last() != line))
        m_history.append(line);
    while (m_history.size() > kHistory)
        m_history.removeFirst();
    m_place = m_history.size();
    m_draft.clear();
    m_field->clear();
    emit submitted(line);
}

void InputLine::recall(int step)
{
    const qsizetype place = std::clamp<qsizetype>(m_place + step, 0, m_history.size());
    if (place == m_place)
        return;
    if (m_place == m_history.size())
        m_draft = m_field->text();
    m_place = place;
    m_field->setText(place == m_history.size() ? m_draft : m_history[place]);
}

bool InputLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            recall(key == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace omv::ui
