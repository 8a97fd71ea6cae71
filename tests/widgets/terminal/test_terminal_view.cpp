// SPDX-License-Identifier: MIT
#include "tests/widgets/panels/themed.h"
#include "widgets/terminal/terminal_view.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace omv::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr char kTraceback[] = "before\n"
                              "Traceback (most recent call last):\n"
                              "  File \"<stdin>\", line 25, in <module>\n"
                              "MemoryError: memory allocation failed\n";

QByteArray numberedLines(int count, int first = 0)
{
    QByteArray text;
    for (int i = first; i < first + count; ++i)
        text += "line " + QByteArray::number(i) + '\n';
    return text;
}

/// The middle of a character: `line` counts the visible ones.
QPoint placeOf(const TerminalView& view, int line, int column)
{
    const Theme theme;
    TerminalPainter painter;
    painter.setTheme(theme, view.zoom());
    const int left = view.timestampsShown() ? 12 + qRound(painter.timeWidth()) + 14 : 12;
    return {left + qRound(column * painter.cellWidth()) + 1,
            6 + line * painter.rowHeight() + painter.rowHeight() / 2};
}

}  // namespace

class TestTerminalView : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void aLinkIsClickedAndNamesFileAndLine();
    void draggingSelectsAndCopyCopies();
    void aDoubleClickSelectsAWord();
    void selectAllAndEscapeWorkByKeys();
    void scrollingUpEndsFollowingAndTheEndBeginsIt();
    void followingShowsWholeRowsOnly();
    void whatIsLookedAtStaysWhileLinesLeave();
    void theFilterHidesLines();
    void findGoesRoundInBothDirections();
    void findMarksTheScrollBar();
    void wrappingMakesRowsOfALongLine();
    void zoomChangesTheSizeByKeys();
    void textIsSavedWithAndWithoutTimes();
    void everyLookShowsColours_data();
    void everyLookShowsColours();
    void aFloodLeavesTheEventLoopAlone();
    void aMillionLinesAreKept();

private:
    void show(const QByteArray& text);
    TerminalView* m_view = nullptr;
};

void TestTerminalView::init()
{
    m_view = new TerminalView;
    omv::test::applyLook(m_view, {});
    m_view->resize(700, 300);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view));
}

void TestTerminalView::cleanup()
{
    delete m_view;
    m_view = nullptr;
}

void TestTerminalView::show(const QByteArray& text)
{
    const quint64 lines = m_view->lineCount() + static_cast<quint64>(text.count('\n'));
    bool shown = false;
    const auto watching = connect(m_view, &TerminalView::countsChanged, this,
                                  [&] { shown = m_view->lineCount() == lines; });
    m_view->append(text);
    QTRY_VERIFY(shown);
    disconnect(watching);
}

void TestTerminalView::aLinkIsClickedAndNamesFileAndLine()
{
    QSignalSpy activated(m_view, &TerminalView::errorLinkActivated);
    show(kTraceback);
    const QRect link = m_view->linkRect(2);
    QVERIFY(!link.isEmpty());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, link.center());
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated[0][0].toString(), u"<stdin>"_s);
    QCOMPARE(activated[0][1].toInt(), 25);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, placeOf(*m_view, 0, 2));
    QCOMPARE(activated.count(), 1);
    QTest::mouseMove(m_view->viewport(), link.center());
    QTRY_COMPARE(m_view->viewport()->cursor().shape(), Qt::PointingHandCursor);
}

void TestTerminalView::draggingSelectsAndCopyCopies()
{
    show("first line\nsecond line\n");
    QWidget* const area = m_view->viewport();
    QTest::mousePress(area, Qt::LeftButton, {}, placeOf(*m_view, 0, 6));
    QTest::mouseMove(area, placeOf(*m_view, 1, 3));
    QTest::mouseMove(area, placeOf(*m_view, 1, 6));
    QTest::mouseRelease(area, Qt::LeftButton, {}, placeOf(*m_view, 1, 6));
    QCOMPARE(m_view->selectedText(), u"line\nsecond"_s);
    QTest::keySequence(m_view, QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), u"line\nsecond"_s);
    QTest::mouseClick(area, Qt::LeftButton, Qt::ShiftModifier, placeOf(*m_view, 0, 8));
    QCOMPARE(m_view->selectedText(), u"li"_s);
}

void TestTerminalView::aDoubleClickSelectsAWord()
{
    show("tag_7 at 503,150\n");
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, placeOf(*m_view, 0, 2));
    QCOMPARE(m_view->selectedText(), u"tag_7"_s);
}

void TestTerminalView::selectAllAndEscapeWorkByKeys()
{
    show("a\nb\n");
    QTest::keySequence(m_view, QKeySequence::SelectAll);
    QCOMPARE(m_view->selectedText(), u"a\nb"_s);
    QTest::keyClick(m_view, Qt::Key_Escape);
    QVERIFY(!m_view->hasSelection());
}

void TestTerminalView::scrollingUpEndsFollowingAndTheEndBeginsIt()
{
    show(numberedLines(100));
    QScrollBar* const bar = m_view->verticalScrollBar();
    QVERIFY(m_view->following());
    QCOMPARE(bar->value(), bar->maximum());
    QTest::keyClick(m_view, Qt::Key_PageUp);
    QVERIFY(!m_view->following());
    const int value = bar->value();
    show(numberedLines(50));
    QCOMPARE(bar->value(), value);
    QTest::keyClick(m_view, Qt::Key_End);
    QVERIFY(m_view->following());
    show(numberedLines(10));
    QCOMPARE(bar->value(), bar->maximum());
}

void TestTerminalView::followingShowsWholeRowsOnly()
{
    show(numberedLines(100));
    TerminalPainter painter;
    painter.setTheme(Theme(), m_view->zoom());
    constexpr int kMargin = 6;
    const int rows = (m_view->viewport()->height() - kMargin) / painter.rowHeight();
    // Room for all of a row but its last pixels.
    const int room = painter.rowHeight() - 3;
    const int wanted = kMargin + rows * painter.rowHeight() + room;
    m_view->resize(m_view->width(), m_view->height() + wanted - m_view->viewport()->height());
    QTRY_COMPARE(m_view->viewport()->height(), wanted);
    const QImage screen = m_view->viewport()->grab().toImage();
    const auto ratio = static_cast<int>(screen.devicePixelRatio());
    const int ring = 4 * ratio;  // of the keyboard's focus
    const auto plain = [&](int from, int to) {
        for (int y = from; y < to; ++y) {
            for (int x = ring; x < screen.width() - ring; ++x) {
                if (screen.pixel(x, y) != screen.pixel(ring, ring))
                    return false;
            }
        }
        return true;
    };
    QVERIFY(plain(ring, room * ratio));
    QVERIFY(!plain(room * ratio, (room + painter.rowHeight()) * ratio));
}

void TestTerminalView::whatIsLookedAtStaysWhileLinesLeave()
{
    show(numberedLines(100));
    m_view->verticalScrollBar()->setValue(40);
    QVERIFY(!m_view->following());
    show(numberedLines(500, 100));
    QCOMPARE(m_view->verticalScrollBar()->value(), 40);
    m_view->setFollowing(true);
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
}

void TestTerminalView::theFilterHidesLines()
{
    show(numberedLines(100));
    m_view->setFilter(u"7"_s);
    QTRY_COMPARE(m_view->shownLines(), 19u);
    show("not this\nbut 7\n");
    QTRY_COMPARE(m_view->shownLines(), 20u);
    // What is hidden is not copied.
    m_view->selectAll();
    QCOMPARE(m_view->selectedText().count(u'\n'), 19);
    m_view->setFilter({});
    QTRY_COMPARE(m_view->shownLines(), 102u);
}

void TestTerminalView::findGoesRoundInBothDirections()
{
    show("one two one\nthree\nONE\n");
    m_view->setFind(u"one"_s, false);
    QTRY_COMPARE(m_view->hitCount(), 2u);
    QStringList found;
    const auto step = [&](bool backwards) {
        QVERIFY(m_view->findNext(backwards));
        QTRY_VERIFY(m_view->hasSelection());
        found.append(m_view->selectedText() + QString::number(m_view->currentHit()));
    };
    for (int i = 0; i < 4; ++i)
        step(false);
    QCOMPARE(found, QStringList({u"one1"_s, u"one1"_s, u"ONE2"_s, u"one1"_s}));
    found.clear();
    for (int i = 0; i < 3; ++i)
        step(true);
    QCOMPARE(found, QStringList({u"ONE2"_s, u"one1"_s, u"one1"_s}));
    m_view->setFind(u"one"_s, true);
    QTRY_COMPARE(m_view->hitCount(), 1u);
    m_view->setFind(u"absent"_s, true);
    QTRY_VERIFY(!m_view->searching());
    QVERIFY(!m_view->findNext(false));
}

void TestTerminalView::findMarksTheScrollBar()
{
    const Theme theme;
    show(numberedLines(1000));
    m_view->setFind(u"line 500"_s, false);
    QTRY_COMPARE(m_view->hitCount(), 1u);
    QTRY_VERIFY(omv::test::countPixels(m_view->verticalScrollBar()->grab().toImage(),
                                       theme.colors().warning) > 4);
    QVERIFY(m_view->findNext(false));
    QTRY_VERIFY(m_view->hasSelection());
    QVERIFY(omv::test::countPixels(m_view->viewport()->grab().toImage(), theme.colors().editorSel) >
            200);
}

void TestTerminalView::wrappingMakesRowsOfALongLine()
{
    show(QByteArray(3000, 'x') + '\n');
    QVERIFY(m_view->horizontalScrollBar()->maximum() > 2000);
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
    m_view->setWrapped(true);
    QTRY_VERIFY(m_view->verticalScrollBar()->maximum() > 10);
    QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
}

void TestTerminalView::zoomChangesTheSizeByKeys()
{
    QSignalSpy zoomed(m_view, &TerminalView::zoomChanged);
    show(numberedLines(200));
    const int before = m_view->verticalScrollBar()->maximum();
    QTest::keySequence(m_view, QKeySequence::ZoomIn);
    QTest::keySequence(m_view, QKeySequence::ZoomIn);
    QCOMPARE(m_view->zoom(), 2);
    QVERIFY(m_view->verticalScrollBar()->maximum() > before);
    QTest::keyClick(m_view, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(m_view->zoom(), 0);
    QCOMPARE(zoomed.count(), 3);
    QCOMPARE(m_view->verticalScrollBar()->maximum(), before);
}

void TestTerminalView::textIsSavedWithAndWithoutTimes()
{
    show("\x1b[31mred\x1b[0m\nplain\n");
    QVERIFY(m_view->plainText().startsWith("20"));
    QVERIFY(m_view->plainText().contains("  red\n"));
    m_view->setTimestampsShown(false);
    QCOMPARE(m_view->plainText(), QByteArray("red\nplain\n"));
}

void TestTerminalView::everyLookShowsColours_data()
{
    QTest::addColumn<int>("look");
    QTest::newRow("dark") << 0;
    QTest::newRow("light") << 1;
    QTest::newRow("dark, 200 %") << 2;
    QTest::newRow("light, 200 %") << 3;
}

void TestTerminalView::everyLookShowsColours()
{
    QFETCH(int, look);
    const Theme theme = omv::test::applyLook(m_view, omv::test::allLooks()[look]);
    show(QByteArray(kTraceback) + "\x1b[32mgreen text\x1b[0m\n\x1b[44mon blue\x1b[0m\n");
    const QImage image = m_view->viewport()->grab().toImage();
    const Colors& c = theme.colors();
    QVERIFY(omv::test::countPixels(image, c.panel, 2) > image.width() * image.height() / 2);
    QVERIFY(omv::test::countPixels(image, c.ansi[4]) > 500);
    for (const QColor& ink : {c.text, c.error, c.accent, c.ansi[2]})
        QVERIFY(omv::test::countPixels(image, ink, 40) > 20);
}

/// 10 MB a second, as the session would bring it: 16 KB each 1.6 ms. What matters to a person
/// is how long the event loop is away; that is measured and printed, not asserted.
void TestTerminalView::aFloodLeavesTheEventLoopAlone()
{
    constexpr qsizetype kPacket = 16 * 1024;
    constexpr qint64 kRate = 10'000'000;  // bytes a second
    constexpr qint64 kAll = 20'000'000;
    QByteArray packet = numberedLines(2000).left(kPacket);
    packet.truncate(packet.lastIndexOf('\n') + 1);
    const auto linesOfPacket = static_cast<quint64>(packet.count('\n'));
    QElapsedTimer clock;
    clock.start();
    qint64 sent = 0;
    qint64 last = 0;
    QList<qint64> gaps;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] {
        const qint64 now = clock.nsecsElapsed();
        gaps.append((now - last) / 1000);
        last = now;
        while (sent < kAll && sent < now * kRate / 1'000'000'000) {
            m_view->append(packet);
            sent += packet.size();
        }
    });
    last = clock.nsecsElapsed();
    beat.start(1);
    QTRY_VERIFY_WITH_TIMEOUT(sent >= kAll, 60'000);
    const auto lines = linesOfPacket * static_cast<quint64>(sent / packet.size());
    const auto evictedAndKept = [&] {
        return m_view->buffer().evicted() + m_view->lineCount() + m_view->droppedLines();
    };
    // Every line is shown or counted; each gap has a line of its own that tells of it.
    QTRY_VERIFY_WITH_TIMEOUT(evictedAndKept() >= lines, 60'000);
    std::sort(gaps.begin(), gaps.end());
    qInfo("flood of 10 MB/s for 2 s: the event loop was away %lld us at most, 99 of 100 times "
          "below %lld us; longest slice %lld us; %llu of %llu lines dropped",
          static_cast<long long>(gaps.last()), static_cast<long long>(gaps[gaps.size() * 99 / 100]),
          static_cast<long long>(m_view->longestSlice()),
          static_cast<unsigned long long>(m_view->droppedLines()),
          static_cast<unsigned long long>(lines));
    QVERIFY(gaps.size() > 20);
    QTRY_COMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    const std::uint64_t end = m_view->buffer().endId();
    QVERIFY(m_view->buffer().line(end - 1).text.substr(0, 5) == "line ");
}

void TestTerminalView::aMillionLinesAreKept()
{
    constexpr int kLines = 1'000'000;
    for (int i = 0; i < kLines + 50'000; i += 10'000) {
        m_view->append(numberedLines(10'000, i));
        // A slower sender: nothing is to be dropped here.
        QTRY_VERIFY(m_view->buffer().evicted() + m_view->lineCount() >=
                    static_cast<quint64>(i + 10'000));
    }
    QCOMPARE(m_view->lineCount(), static_cast<quint64>(kLines));
    QCOMPARE(m_view->droppedLines(), 0u);
    QVERIFY(m_view->buffer().line(m_view->buffer().firstId()).text == "line 50000");
    m_view->setFind(u"line 777777"_s, true);
    QVERIFY(m_view->findNext(false));
    QTRY_COMPARE(m_view->selectedText(), u"line 777777"_s);
    m_view->setWrapped(true);
    m_view->setFilter(u"99999"_s);
    QTRY_COMPARE(m_view->shownLines(), 19u);
}

QTEST_MAIN(TestTerminalView)
#include "test_terminal_view.moc"
