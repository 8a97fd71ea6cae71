// SPDX-License-Identifier: MIT
#include "widgets/terminal/terminal_view.h"

#include "widgets/terminal/marked_scroll_bar.h"
#include "widgets/theme/language.h"

#include <QDateTime>
#include <QStyle>

#include <algorithm>

namespace omv::ui {

namespace {

// A slice of work in one turn of the event loop, in microseconds: half of what a frame at
// 60 Hz can spare beside painting.
constexpr qint64 kSlice = 4000;
constexpr qsizetype kSliceBytes = 16 * 1024;
constexpr std::uint64_t kSliceLines = 2000;
constexpr std::size_t kMostMarks = 1000;
constexpr int kSmallestZoom = -6;
constexpr int kLargestZoom = 12;

}  // namespace

TerminalView::TerminalView(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_index(m_buffer)
    , m_bar(new TerminalScrollBar(this))
{
    setObjectName(QStringLiteral("terminalView"));
    followLanguage(this, [this] { setAccessibleName(tr("Terminal")); });
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBar(m_bar);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
    m_work.setInterval(0);
    m_frame.setSingleShot(true);
    m_autoScroll.setInterval(40);
    connect(&m_work, &QTimer::timeout, this, &TerminalView::work);
    connect(&m_frame, &QTimer::timeout, this, &TerminalView::present);
    connect(&m_autoScroll, &QTimer::timeout, this, [this] {
        m_bar->setValue(m_bar->value() + m_autoScrollStep);
        extendTo(viewport()->mapFromGlobal(QCursor::pos()));
    });
    setTheme(m_theme);
}

TerminalView::~TerminalView() = default;

void TerminalView::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_painter.setTheme(theme, m_zoom);
    m_marksStale = true;
    reindex();
}

void TerminalView::append(const QByteArray& bytes)
{
    m_queue.append(bytes, QDateTime::currentMSecsSinceEpoch());
    wake();
}

void TerminalView::appendStatus(const QString& text)
{
    m_queue.appendStatus(text, QDateTime::currentMSecsSinceEpoch());
    wake();
}

void TerminalView::beginRun(int run)
{
    m_lastRun = run;
    m_queue.beginRun(run);
    wake();
}

void TerminalView::clear()
{
    m_queue.clear();
    m_buffer.clear();
    // It may have waited in the queue.
    if (m_lastRun != 0)
        m_queue.beginRun(m_lastRun);
    m_index.reset();
    m_hits.clear();
    m_searched = m_buffer.firstId();
    m_widest = 0;
    m_longestSlice = 0;
    select({}, {});
    m_marksStale = true;
    setFollowing(true);
    present();
}

void TerminalView::wake()
{
    if (!m_work.isActive())
        m_work.start();
}

/// One turn: some milliseconds of parsing, indexing and searching; then the event loop again.
void TerminalView::work()
{
    QElapsedTimer spent;
    spent.start();
    bool more = true;
    while (more && spent.nsecsElapsed() < kSlice * 1000)
        more = workSlice();
    m_longestSlice = std::max(m_longestSlice, spent.nsecsElapsed() / 1000);
    if (!more)
        m_work.stop();
    if (m_frame.isActive())
        return;
    constexpr qint64 kFrame = 1000 / kFramesPerSecond;
    const qint64 since = m_sincePresent.isValid() ? m_sincePresent.elapsed() : kFrame;
    m_frame.start(static_cast<int>(std::max<qint64>(0, kFrame - since)));
}

bool TerminalView::workSlice()
{
    const bool queued = m_queue.drain(m_buffer, kSliceBytes);
    const bool unindexed = m_index.update(kSliceLines);
    const bool unsearched = searchSlice(kSliceLines);
    if (!unsearched && m_pendingJump != Jump::None) {
        const bool backwards = m_pendingJump == Jump::Previous;
        m_pendingJump = Jump::None;
        jump(backwards);
    }
    return queued || unindexed || unsearched;
}

void TerminalView::present()
{
    m_sincePresent.start();
    dropEvicted();
    updateScrollBars();
    updateMarks();
    viewport()->update();
    emit countsChanged();
}

/// Lines that had to make room take their hits and their part of the selection with them.
void TerminalView::dropEvicted()
{
    const std::uint64_t first = m_buffer.firstId();
    while (!m_hits.empty() && m_hits.front() < first) {
        m_hits.pop_front();
        m_marksStale = true;
    }
    if (m_anchor.line < first)
        m_anchor = {first, 0};
    if (m_cursor.line < first)
        m_cursor = {first, 0};
}

/// After a change of width, zoom, wrapping: rows are others.
void TerminalView::reindex()
{
    m_index.setWrap(m_wrap ? columnsPerRow() : 0);
    m_index.update(kSliceLines);
    wake();
    updateScrollBars();
    viewport()->update();
}

void TerminalView::setTimestampsShown(bool on)
{
    if (on == m_timestamps)
        return;
    m_timestamps = on;
    reindex();
}

void TerminalView::setWrapped(bool on)
{
    if (on == m_wrap)
        return;
    m_wrap = on;
    reindex();
}

void TerminalView::setFollowing(bool on)
{
    if (on == m_follow)
        return;
    m_follow = on;
    if (!on)
        scrolled();
    updateScrollBars();
    emit followingChanged(on);
}

void TerminalView::setZoom(int steps)
{
    steps = std::clamp(steps, kSmallestZoom, kLargestZoom);
    if (steps == m_zoom)
        return;
    m_zoom = steps;
    m_painter.setTheme(m_theme, m_zoom);
    reindex();
    emit zoomChanged(steps);
}

void TerminalView::setFilter(const QString& text)
{
    if (text == m_filterText)
        return;
    m_filterText = text;
    const bool hasCapitals = text != text.toLower();
    m_filter = LineMatcher(text.toStdString(), hasCapitals);
    m_index.setFilter(m_filter);
    m_hits.clear();
    m_searched = m_buffer.firstId();
    m_marksStale = true;
    wake();
}

bool TerminalView::shown(std::uint64_t line) const
{
    return m_filter.empty() || m_filter.matches(m_buffer.line(line).text);
}

void TerminalView::setFind(const QString& text, bool matchCase)
{
    m_find = LineMatcher(text.toStdString(), matchCase);
    m_hits.clear();
    m_searched = m_buffer.firstId();
    m_pendingJump = Jump::None;
    m_marksStale = true;
    wake();
}

bool TerminalView::searching() const
{
    return !m_find.empty() && m_searched < m_buffer.finishedId();
}

bool TerminalView::searchSlice(std::uint64_t lines)
{
    m_searched = std::max(m_searched, m_buffer.firstId());
    if (m_find.empty())
        return false;
    const std::uint64_t end = std::min(m_buffer.finishedId(), m_searched + lines);
    for (; m_searched < end; ++m_searched) {
        if (m_find.matches(m_buffer.line(m_searched).text) && shown(m_searched)) {
            m_hits.push_back(m_searched);
            m_marksStale = true;
        }
    }
    return searching();
}

std::uint64_t TerminalView::currentHit() const
{
    if (!hasSelection())
        return 0;
    const std::uint64_t line = std::min(m_anchor, m_cursor).line;
    const auto found = std::lower_bound(m_hits.begin(), m_hits.end(), line);
    if (found == m_hits.end() || *found != line)
        return 0;
    return static_cast<std::uint64_t>(found - m_hits.begin()) + 1;
}

bool TerminalView::findNext(bool backwards)
{
    if (m_find.empty())
        return false;
    if (searching() || !m_queue.empty()) {
        m_pendingJump = backwards ? Jump::Previous : Jump::Next;
        wake();
        return true;
    }
    return jump(backwards);
}

bool TerminalView::jump(bool backwards)
{
    if (m_hits.empty())
        return false;
    const Place from = backwards ? std::min(m_anchor, m_cursor) : std::max(m_anchor, m_cursor);
    const bool started = hasSelection() || from.line > m_buffer.firstId() || from.byte > 0;
    if (started && from.line < m_buffer.finishedId() && jumpInLine(from.line, backwards))
        return true;
    auto next = backwards ? std::lower_bound(m_hits.begin(), m_hits.end(), from.line)
                          : std::upper_bound(m_hits.begin(), m_hits.end(), from.line);
    if (!backwards && !started)
        next = m_hits.begin();
    if (backwards)
        next = next == m_hits.begin() ? m_hits.end() - 1 : next - 1;
    else if (next == m_hits.end())
        next = m_hits.begin();
    const std::string_view text = m_buffer.line(*next).text;
    auto hit = m_find.find(text, 0);
    while (backwards && hit) {
        const auto later = m_find.find(text, hit->end);
        if (!later)
            break;
        hit = later;
    }
    if (!hit)
        return false;
    select({*next, hit->begin}, {*next, hit->end});
    showPlace(m_cursor);
    return true;
}

/// The next hit of the line that the selection is in.
bool TerminalView::jumpInLine(std::uint64_t line, bool backwards)
{
    if (!shown(line))
        return false;
    const std::string_view text = m_buffer.line(line).text;
    std::optional<LineMatcher::Hit> found;
    if (!backwards) {
        found = m_find.find(text, std::max(m_anchor, m_cursor).byte);
    } else {
        const std::size_t before = std::min(m_anchor, m_cursor).byte;
        for (auto hit = m_find.find(text, 0); hit && hit->end <= before;
             hit = m_find.find(text, hit->end))
            found = hit;
    }
    if (!found)
        return false;
    select({line, found->begin}, {line, found->end});
    showPlace(m_cursor);
    return true;
}

void TerminalView::updateMarks()
{
    if (!m_marksStale)
        return;
    m_marksStale = false;
    QList<double> places;
    const auto rows = static_cast<double>(std::max<std::uint64_t>(1, m_index.rowCount()));
    const std::size_t step = m_hits.size() / kMostMarks + 1;
    for (std::size_t i = 0; i < m_hits.size(); i += step)
        places.append(static_cast<double>(m_index.rowOf(m_hits[i])) / rows);
    m_bar->setMarks(places, m_theme.colors().warning);
}

QString TerminalView::textOf(const Place& begin, const Place& end) const
{
    std::string text;
    for (std::uint64_t id = std::max(begin.line, m_buffer.firstId());
         id <= end.line && id < m_buffer.endId(); ++id) {
        if (!shown(id))
            continue;
        const std::string_view line = m_buffer.line(id).text;
        const std::size_t from = id == begin.line ? std::min(begin.byte, line.size()) : 0;
        const std::size_t to = id == end.line ? std::min(end.byte, line.size()) : line.size();
        if (id > begin.line && !text.empty())
            text.push_back('\n');
        text.append(line.substr(from, to - from));
    }
    return QString::fromStdString(text);
}

QByteArray TerminalView::plainText() const
{
    QByteArray text;
    text.reserve(static_cast<qsizetype>(m_buffer.textBytes() +
                                        m_buffer.lineCount() * (m_timestamps ? 26 : 1)));
    for (std::uint64_t id = m_buffer.firstId(); id < m_buffer.endId(); ++id) {
        const LineView line = m_buffer.line(id);
        if (m_timestamps) {
            const QDateTime time = QDateTime::fromMSecsSinceEpoch(line.time);
            text += time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz  ")).toUtf8();
        }
        text.append(line.text.data(), static_cast<qsizetype>(line.text.size()));
        text += '\n';
    }
    return text;
}

}  // namespace omv::ui
