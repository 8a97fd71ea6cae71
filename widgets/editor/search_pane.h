// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/search.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace omv::ui {

class HitDelegate;

/// The hits of a search in one document.
struct SearchHits {
    QString id;  ///< of the document, as activated() tells it
    QString title;
    QList<SearchLine> lines;
};

/// Search and replace in all open documents: the question above, the hits by document below. It
/// does nothing itself: it asks by searchWanted() and replaceWanted(), and is told by setHits()
/// and setReplaced().
class SearchPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit SearchPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    SearchQuery query() const;
    /// Does not ask; a query without text changes nothing.
    void setQuery(const SearchQuery& query);
    /// What was found for query().
    void setHits(const QList<SearchHits>& hits);
    /// So many hits were replaced, in so many documents.
    void setReplaced(int hits, int documents);
    /// Puts the caret into the question.
    void focusQuery();

signals:
    void searchWanted(const omv::ui::SearchQuery& query);
    void replaceWanted(const omv::ui::SearchQuery& query, const QString& replacement);
    void activated(const QString& id, omv::ui::TextRange range);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void setTexts();
    void ask();
    bool askable();
    void replace();
    void activate(const QTreeWidgetItem* item);
    void showCount(int hits, int documents);

    Theme m_theme;
    QWidget* m_head;
    QLineEdit* m_text;
    QLineEdit* m_replacement;
    QPushButton* m_replaceAll;
    QToolButton* m_case;
    QToolButton* m_word;
    QToolButton* m_regex;
    QLabel* m_count;
    QTreeWidget* m_hits;
    HitDelegate* m_delegate;
};

}  // namespace omv::ui
