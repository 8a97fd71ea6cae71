// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/completion_model.h"
#include "widgets/theme/theme.h"

#include <QFrame>

class QKeyEvent;
class QLabel;
class QListView;

namespace omv::ui {

class CompletionDelegate;

/// The list of proposals below the caret: names left, signature and one sentence right. It never
/// takes the focus: the editor keeps typing, and hands keys on by handleKey().
class CompletionPopup final : public QFrame, public Themed {
    Q_OBJECT
public:
    /// `editor`: whom it floats over; the pop-up is a child of its window.
    explicit CompletionPopup(QWidget* editor);

    void setTheme(const Theme& theme) override;

    /// Shows `items` that fit `typed` below (or above) `caret`, in the editor's coordinates. Hides
    /// itself when nothing fits, or when the only fit is what is typed already.
    void propose(const QList<CompletionItem>& items, const QString& typed, const QRect& caret);
    /// More was typed while it is open.
    void setTyped(const QString& typed);
    /// The details of one item came later.
    void setDetail(const CompletionItem& item);
    void dismiss();

    /// Up, Down, Page keys, Enter, Tab and Esc while it is open. True: it took the key.
    bool handleKey(const QKeyEvent& event);

    CompletionModel& model() { return *m_model; }
    QListView& view() { return *m_view; }

signals:
    void accepted(const omv::ui::CompletionItem& item);
    /// The current row changed and has no signature yet: setDetail() is welcome.
    void detailWanted(const omv::ui::CompletionItem& item);
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void showDetail();
    void fitSide();
    void place();
    void accept();
    void step(int rows);

    QWidget* m_editor;
    CompletionModel* m_model;
    CompletionDelegate* m_delegate;
    QListView* m_view;
    QWidget* m_side;
    QLabel* m_signature;
    QLabel* m_summary;
    QLabel* m_note;
    QRect m_caret;
    Theme m_theme;
};

}  // namespace omv::ui
