// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/problem.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace omv::ide {

/// What the program asks a person. Every call returns at once; the answer comes by the
/// function, or never when the person goes away. Tests answer by an implementation of theirs.
class Prompts {
public:
    enum class Close { Save, Discard, Cancel };

    virtual ~Prompts() = default;
    /// Files to open; none when cancelled. `filter`: as QFileDialog takes it.
    virtual void openFiles(const QString& title, const QString& folder, const QString& filter,
                           std::function<void(QStringList)> answer) = 0;
    /// A folder; no answer when cancelled.
    virtual void openFolder(const QString& title, const QString& folder,
                            std::function<void(QString)> answer) = 0;
    /// Where to save; empty when cancelled.
    virtual void saveFile(const QString& title, const QString& proposed, const QString& filter,
                          std::function<void(QString)> answer) = 0;
    /// These have text that is not saved.
    virtual void unsaved(const QStringList& names, std::function<void(Close)> answer) = 0;
    /// A yes by the verb `action`, or no answer.
    virtual void confirm(const QString& question, const QString& detail, const QString& action,
                         std::function<void()> answer) = 0;
    virtual void line(const QString& title, const QString& label, const QString& text,
                      std::function<void(QString)> answer) = 0;
    virtual void number(const QString& title, const QString& label, int value, int most,
                        std::function<void(int)> answer) = 0;
    virtual void problem(const Problem& problem) = 0;
    /// Problems about this are over: they need not be read any more.
    virtual void solved(const QString& /*about*/) {}
    virtual void about() = 0;
};

}  // namespace omv::ide
