// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/task_state.h"
#include "widgets/theme/theme.h"

#include <QFrame>
#include <QList>
#include <QTimer>

class QLabel;
class QProgressBar;
class QToolButton;
class QPushButton;

namespace omv::ui {

class TaskList;

/// The row above the status bar that tells what is being done; hidden while nothing is.
/// The newest task is shown, "2 more" opens the list. A success stays kSuccessStays, a failure
/// until the user closes it.
class TaskStrip final : public QFrame, public Themed {
    Q_OBJECT
public:
    static constexpr int kSuccessStays = 4000;  ///< milliseconds

    explicit TaskStrip(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// Adds a task, or changes the one with that id.
    void setTask(const TaskState& task);
    void removeTask(quint64 id);
    const QList<TaskState>& tasks() const { return m_tasks; }
    /// What the strip shows now; none when it is hidden.
    const TaskState* current() const;
    /// Whether the details of `id` are open, for the text of the button.
    void setDetailsOpen(quint64 id, bool open);

signals:
    void cancelWanted(quint64 id);
    /// Show or hide the details (the error card of a failed task).
    void detailsWanted(quint64 id);
    /// The task has left the strip: closed by the user, or its success was seen long enough.
    void dismissed(quint64 id);

private:
    void showCurrent();
    void showProgress(const TaskState& task);
    void showPhase(const TaskState& task);
    void wire();
    void dismiss(quint64 id);
    void expire();
    void openList();

    Theme m_theme;
    QList<TaskState> m_tasks;  ///< the newest last
    QList<QPair<quint64, qint64>> m_expiry;  ///< id, when
    quint64 m_detailsOpen = 0;
    quint64 m_shown = 0;  ///< task in the strip
    QTimer m_expire;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_step;
    QProgressBar* m_bar;
    QLabel* m_elapsed;
    QLabel* m_left;
    QToolButton* m_more;
    QPushButton* m_details;
    QPushButton* m_cancel;
    QToolButton* m_close;
    TaskList* m_list;
};

}  // namespace omv::ui
