// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/prompts.h"

#include <QList>
#include <QObject>

class QWidget;

namespace omv::ide {

class Workbench;

/// Prompts by dialogs over a window, and problems by its card, one after the other.
class DialogPrompts final : public Prompts {
public:
    /// `window` must outlive this.
    explicit DialogPrompts(Workbench& window);

    void openFiles(const QString& title, const QString& folder, const QString& filter,
                   std::function<void(QStringList)> answer) override;
    void openFolder(const QString& title, const QString& folder,
                    std::function<void(QString)> answer) override;
    void saveFile(const QString& title, const QString& proposed, const QString& filter,
                  std::function<void(QString)> answer) override;
    void unsaved(const QStringList& names, std::function<void(Close)> answer) override;
    void confirm(const QString& question, const QString& detail, const QString& action,
                 std::function<void()> answer) override;
    void line(const QString& title, const QString& label, const QString& text,
              std::function<void(QString)> answer) override;
    void number(const QString& title, const QString& label, int value, int most,
                std::function<void(int)> answer) override;
    void problem(const Problem& problem) override;
    void solved(const QString& about) override;
    void about() override;

private:
    void showProblem();

    Workbench& m_bench;
    QWidget* m_window;
    QList<Problem> m_problems;  ///< the first one is shown
    QObject m_context;  ///< last: of what listens to the window
};

}  // namespace omv::ide
