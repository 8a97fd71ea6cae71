// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/memory_history.h"
#include "widgets/theme/theme.h"

#include <QScrollArea>

#include <vector>

class QStackedWidget;
class QVBoxLayout;

namespace omv::ui {

class EmptyState;
class MemoryCard;

/// A card for each memory pool of the board: how full, and the last 60 seconds.
class MemoryPane final : public QScrollArea, public Themed {
    Q_OBJECT
public:
    explicit MemoryPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// A new reading; `time` in milliseconds of any clock that goes forward.
    void setPools(const std::vector<omv::MemoryPool>& pools, qint64 time);
    /// Disconnected: shows the empty state and forgets history and peaks.
    void clear();
    /// A pill on the card of the GC heap ("allocation failed"); empty takes it away.
    void setHeapAlert(const QString& text);

    MemoryCard* card(int index) const { return m_cards.value(index); }

private:
    void rebuild(std::size_t count);
    void showCards();

    Theme m_theme;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_page;
    QVBoxLayout* m_rows;
    QList<MemoryCard*> m_cards;  ///< owned by m_page
    std::vector<MemoryHistory> m_history;
    QString m_alert;
};

}  // namespace omv::ui
