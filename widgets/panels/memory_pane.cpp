// SPDX-License-Identifier: MIT
#include "widgets/panels/memory_pane.h"

#include "widgets/panels/empty_state.h"
#include "widgets/panels/memory_card.h"
#include "widgets/theme/language.h"

#include <QMap>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace omv::ui {

using namespace Qt::StringLiterals;

MemoryPane::MemoryPane(QWidget* parent)
    : QScrollArea(parent)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState)
    , m_page(new QWidget)
    , m_rows(new QVBoxLayout(m_page))
{
    setObjectName(u"memoryPane"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setIcon(u"memory"_s);
    m_rows->addStretch(1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_page);
    // Not as wide as the page that is not shown.
    m_stack->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setWidget(m_stack);
    setTheme(m_theme);
    followLanguage(this, [this] {
        m_empty->setText(tr("Connect a camera to see its memory."));
        showCards();
    });
}

void MemoryPane::setTheme(const Theme& theme)
{
    m_theme = theme;
    QPalette colors = palette();
    colors.setColor(QPalette::Window, theme.colors().panel);
    for (QWidget* const each : std::initializer_list<QWidget*>{viewport(), m_stack}) {
        each->setPalette(colors);
        each->setAutoFillBackground(true);
    }
    const int padding = theme.px(12);
    m_rows->setContentsMargins(padding, padding, padding, padding);
    m_rows->setSpacing(theme.px(24));
}

void MemoryPane::rebuild(std::size_t count)
{
    qDeleteAll(m_cards);
    m_cards.clear();
    m_history.assign(count, {});
    for (std::size_t i = 0; i < count; ++i) {
        auto* const card = new MemoryCard(m_page);
        card->setObjectName(u"memoryCard%1"_s.arg(i));
        card->setTheme(m_theme);
        m_rows->insertWidget(static_cast<int>(i), card);
        m_cards.append(card);
    }
}

void MemoryPane::setPools(const std::vector<omv::MemoryPool>& pools, qint64 time)
{
    if (pools.size() != m_history.size())
        rebuild(pools.size());
    for (std::size_t i = 0; i < pools.size(); ++i)
        m_history[i].add(pools[i], time);
    showCards();
    m_stack->setCurrentWidget(pools.empty() ? static_cast<QWidget*>(m_empty) : m_page);
}

void MemoryPane::showCards()
{
    QMap<std::string, int> seen;
    for (std::size_t i = 0; i < m_history.size(); ++i) {
        const std::string& kind = m_history[i].latest().kind;
        MemoryCard* const card = m_cards[static_cast<qsizetype>(i)];
        card->show(m_history[i], seen[kind]++);
        card->setAlert(kind == "gc" ? m_alert : QString());
    }
}

void MemoryPane::clear()
{
    rebuild(0);
    m_stack->setCurrentWidget(m_empty);
}

void MemoryPane::setHeapAlert(const QString& text)
{
    m_alert = text;
    for (std::size_t i = 0; i < m_history.size(); ++i) {
        if (m_history[i].latest().kind == "gc")
            m_cards[static_cast<qsizetype>(i)]->setAlert(text);
    }
}

}  // namespace omv::ui
