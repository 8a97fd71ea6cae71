// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminal/line_index.h"
#include "widgets/terminal/line_matcher.h"
#include "widgets/terminal/source_link.h"
#include "widgets/terminal/terminal_buffer.h"
#include "widgets/terminal/terminal_painter.h"
#include "widgets/terminal/terminal_queue.h"
#include "widgets/theme/theme.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QTimer>

#include <deque>
#include <optional>
#include <vector>

namespace omv::ui {

class TerminalScrollBar;

/// Shows a TerminalBuffer of up to a million lines: paints what is visible only.
///
/// append() only queues. The queue is parsed in slices of a few milliseconds, one for each
/// turn of the event loop, and the screen is updated at most kFramesPerSecond times a second.
/// What cannot keep up drops whole lines, counted by droppedLines().
class TerminalView final : public QAbstractScrollArea, public Themed {
    Q_OBJECT
public:
    static constexpr int kFramesPerSecond = 60;

    explicit TerminalView(QWidget* parent = nullptr);
    ~TerminalView() override;

    void setTheme(const Theme& theme) override;

    void append(const QByteArray& bytes);
    void appendStatus(const QString& text);
    /// What is appended from here on is of that run (from 1) of a script.
    void beginRun(int run);
    void clear();

    void setTimestampsShown(bool on);
    bool timestampsShown() const { return m_timestamps; }
    void setWrapped(bool on);
    bool wrapped() const { return m_wrap; }
    /// Keeps the end in view. Scrolling up ends it, scrolling to the end begins it again.
    void setFollowing(bool on);
    bool following() const { return m_follow; }
    /// Steps of size from the theme's; 0 is as it was.
    void setZoom(int steps);
    int zoom() const { return m_zoom; }

    /// Only lines with this text are shown; empty: all. Case counts when it has capitals.
    void setFilter(const QString& text);
    const QString& filter() const { return m_filterText; }

    /// Marks all lines with this text; selects none. Empty: ends the search.
    void setFind(const QString& text, bool matchCase);
    /// Selects the next or previous occurrence, round the end. False when there is none.
    bool findNext(bool backwards);
    /// Lines with a hit among those shown so far, and the place of the selected one from 1, or 0.
    std::uint64_t hitCount() const { return m_hits.size(); }
    std::uint64_t currentHit() const;
    /// Still looking through the lines.
    bool searching() const;

    QString selectedText() const;
    bool hasSelection() const;
    void selectAll();
    void copy() const;
    QByteArray plainText() const;

    std::uint64_t lineCount() const { return m_buffer.lineCount(); }
    /// Lines that came too fast to be shown.
    std::uint64_t droppedLines() const { return m_queue.dropped(); }
    /// Old lines that made room for new ones.
    std::uint64_t evictedLines() const { return m_buffer.evicted(); }
    std::uint64_t shownLines() const { return m_index.lineCount(); }
    const TerminalBuffer& buffer() const { return m_buffer; }
    /// Longest time that a slice of parsing took, in microseconds, since clear().
    qint64 longestSlice() const { return m_longestSlice; }

    /// Where the link of a traceback line is, in the viewport; empty when none is visible.
    QRect linkRect(std::uint64_t lineId) const;

signals:
    /// Lines, dropped lines, shown lines or hits have changed; at display rate.
    void countsChanged();
    void followingChanged(bool on);
    void zoomChanged(int steps);
    void findWanted();
    /// `run`: the one that printed it; 0: not known.
    void errorLinkActivated(const QString& file, int line, int run = 0);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    /// A place in the text: line id and byte.
    struct Place {
        std::uint64_t line = 0;
        std::size_t byte = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    struct Row {
        std::uint64_t line = 0;
        int first = 0;  ///< column it begins with
        int top = 0;  ///< in the viewport
    };

    void wake();
    void work();
    bool workSlice();
    void present();
    void dropEvicted();
    void reindex();

    int columnsPerRow() const;
    int textLeft() const;
    int rowsPerPage() const;
    std::vector<Row> visibleRows() const;
    void updateScrollBars();
    void scrolled();

    bool shown(std::uint64_t line) const;
    bool searchSlice(std::uint64_t lines);
    bool jump(bool backwards);
    bool jumpInLine(std::uint64_t line, bool backwards);
    void updateMarks();

    Place placeAt(const QPoint& position) const;
    void selectWord(const Place& at);
    void select(const Place& anchor, const Place& cursor);
    void showPlace(const Place& place);
    void extendTo(const QPoint& position);
    QString textOf(const Place& begin, const Place& end) const;
    struct LinkHit {
        SourceLink link;
        std::uint64_t line = 0;
    };
    std::optional<LinkHit> linkAt(const QPoint& position) const;
    bool zoomKey(const QKeyEvent& event);
    bool scrollKey(const QKeyEvent& event);
    RowPaint rowPaint(const Row& row, const LineView& line) const;
    void addMarks(RowPaint& paint, std::uint64_t line) const;

    Theme m_theme;
    TerminalBuffer m_buffer;
    TerminalQueue m_queue;
    LineIndex m_index;
    TerminalPainter m_painter;
    TerminalScrollBar* m_bar;

    QTimer m_work;  ///< zero: one slice each turn of the event loop
    QTimer m_frame;  ///< single shot: the next update of the screen
    QElapsedTimer m_sincePresent;
    QTimer m_autoScroll;
    int m_autoScrollStep = 0;

    bool m_timestamps = true;
    bool m_wrap = false;
    bool m_follow = true;
    bool m_adjusting = false;  ///< the scroll bars are being set by us
    int m_zoom = 0;
    int m_lastRun = 0;
    qint64 m_longestSlice = 0;
    int m_widest = 0;  ///< columns of the widest line seen
    std::uint64_t m_topLine = 0;  ///< on top while not following
    std::uint64_t m_topSub = 0;  ///< which of its rows

    QString m_filterText;
    LineMatcher m_filter;
    LineMatcher m_find;
    std::uint64_t m_searched = 0;  ///< lines below it were looked through
    std::deque<std::uint64_t> m_hits;  ///< ids of finished lines
    bool m_marksStale = false;
    enum class Jump { None, Next, Previous } m_pendingJump = Jump::None;

    Place m_anchor, m_cursor;
    bool m_selecting = false;
    bool m_pressedLink = false;
};

}  // namespace omv::ui
