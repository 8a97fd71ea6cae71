// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/task_state.h"
#include "widgets/theme/theme.h"

#include <QFrame>
#include <QList>

namespace omv::ui {

/// All tasks, one row each, floating over the strip.
class TaskList final : public QFrame, public Themed {
    Q_OBJECT
public:
    explicit TaskList(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setTasks(const QList<TaskState>& tasks);
    /// Above `strip`, at its right end, in its window.
    void placeOver(const QWidget* strip);

signals:
    void cancelWanted(quint64 id);
    void detailsWanted(quint64 id);
    void closeWanted(quint64 id);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeRow();
    void fillRow(QWidget* row, const TaskState& task);

    Theme m_theme;
    QList<TaskState> m_tasks;  ///< the newest first
    QList<QWidget*> m_rows;
};

}  // namespace omv::ui
