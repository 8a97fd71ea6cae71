// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/line_lexer.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>

class QTextBlock;
class QTextDocument;

namespace omv::ui {

/// Colours a document, a little at a time. After an edit only the lines are lexed whose text or
/// state at their start changed; what takes longer than a few milliseconds goes on when the
/// event loop is idle, what is in sight first.
class Highlighter final : public QObject {
    Q_OBJECT
public:
    explicit Highlighter(QObject* parent);

    void setDocument(QTextDocument* document);
    /// Null: plain text.
    void setLexer(std::unique_ptr<LineLexer> lexer);
    LineLexer* lexer() const { return m_lexer.get(); }
    void setTheme(const Theme& theme);

    /// The lines in sight: they come first, and are drawn again when they change.
    void setInSight(int first, int last);
    /// All lines are as they should be.
    bool idle() const { return m_begin >= m_end; }
    int linesLexed() const { return m_lexed; }  ///< since the start; for tests

private:
    void changed(int position, int removed, int added);
    void invalidateAll();
    void work();
    void run(std::chrono::milliseconds budget, int until);
    bool lexBlock(QTextBlock block);
    void show(QTextBlock block, const QList<QTextLayout::FormatRange>& formats);

    QPointer<QTextDocument> m_document;
    std::unique_ptr<LineLexer> m_lexer;
    Theme m_theme;
    QTimer m_timer;
    // Blocks [m_begin, m_end) may be out of date; a state that differs at m_end moves it on.
    int m_begin = 0;
    int m_end = 0;
    int m_blocks = 0;
    int m_firstInSight = 0;
    int m_lastInSight = 0;
    int m_lexed = 0;
};

}  // namespace omv::ui
