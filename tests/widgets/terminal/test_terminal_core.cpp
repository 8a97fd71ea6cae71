// SPDX-License-Identifier: MIT
#include "widgets/terminal/line_index.h"
#include "widgets/terminal/line_matcher.h"
#include "widgets/terminal/source_link.h"
#include "widgets/terminal/terminal_buffer.h"
#include "widgets/terminal/terminal_queue.h"

#include <QTest>

using namespace omv::ui;
using namespace Qt::StringLiterals;

namespace {

QString lineText(const TerminalBuffer& buffer, std::uint64_t id)
{
    const std::string_view text = buffer.line(id).text;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QStringList linesOf(const TerminalBuffer& buffer)
{
    QStringList lines;
    for (std::uint64_t id = buffer.firstId(); id < buffer.endId(); ++id)
        lines.append(lineText(buffer, id));
    return lines;
}

QStringList written(std::string_view bytes, std::size_t chunk = 0)
{
    TerminalBuffer buffer;
    if (chunk == 0)
        chunk = bytes.size();
    for (std::size_t at = 0; at < bytes.size(); at += chunk)
        buffer.write(bytes.substr(at, chunk), 0);
    return linesOf(buffer);
}

/// Lines with their runs, as a text that can be compared.
QStringList described(const TerminalBuffer& buffer)
{
    QStringList all;
    for (std::uint64_t id = buffer.firstId(); id < buffer.endId(); ++id) {
        const LineView line = buffer.line(id);
        QString text = lineText(buffer, id);
        for (std::size_t i = 0; i < line.runCount; ++i) {
            const AnsiStyle& style = buffer.style(line.runs[i].style);
            text += QStringLiteral("|%1:%2,%3,%4,%5%6%7%8")
                        .arg(line.runs[i].begin)
                        .arg(int(style.foreground.kind))
                        .arg(style.foreground.a)
                        .arg(style.background.a)
                        .arg(style.bold)
                        .arg(style.italic)
                        .arg(style.underline)
                        .arg(style.inverse);
        }
        all.append(text);
    }
    return all;
}

constexpr char kScene[] =
    "plain\r\n\x1b[1;31mred\x1b[0m and \x1b[38;5;208morange\x1b[48;2;1;2;3m on dark\x1b[m\n"
    "gr\xC3\xBC\xC3\x9F dich \xE4\xB8\x96\xE7\x95\x8C \xF0\x9F\x90\x8D\n"
    "\x1b]0;a title\x07"
    "after title\n"
    "10 %\r20 %\r\x1b[K30 %\n"
    "ab\b\bXY\tZ\n"
    "\x1b[?25l\x1b[2J\x1b[3;4Hhome\n"
    "\x1b[4munder\x1b[24m \x1b[7minverse\x1b[27m\n"
    ">>> ";

}  // namespace

class TestTerminalCore : public QObject {
    Q_OBJECT
private slots:
    void linesEndByLineFeedWithOrWithoutReturn();
    void aChoppedStreamGivesWhatTheWholeGives();
    void brokenUtf8GivesOneReplacementForEachSequence_data();
    void brokenUtf8GivesOneReplacementForEachSequence();
    void coloursAndFlagsAreTakenFromSequences();
    void returnsAndBackspacesOverwrite_data();
    void returnsAndBackspacesOverwrite();
    void wideCharactersTakeTwoColumns();
    void sequencesThatNeverEndDoNotSwallowWhatFollows();
    void anOverlongLineIsBroken();
    void theOldestLinesMakeRoom();
    void textIsBoundedInBytes();
    void aLineHasTheTimeOfItsFirstByte();
    void tracebacksAreMarked();
    void statusLinesEndAnUnfinishedLine();
    void clearForgetsLinesButCountsOn();
    void linksOfTracebacksAreFound_data();
    void linksOfTracebacksAreFound();
    void theMatcherFindsWithAndWithoutCase();
    void theIndexFollowsFilterWrapAndEviction();
    void theQueueDropsTheOldestWholeLinesAndSaysSo();
    void theQueueKeepsStatusLinesInOrder();
};

void TestTerminalCore::linesEndByLineFeedWithOrWithoutReturn()
{
    QCOMPARE(written("a\nb\r\nc"), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(written("\n\r\n"), QStringList({u""_s, u""_s}));
    QCOMPARE(written(""), QStringList());
}

void TestTerminalCore::aChoppedStreamGivesWhatTheWholeGives()
{
    const std::string_view scene(kScene, sizeof kScene - 1);
    TerminalBuffer whole;
    whole.write(scene, 0);
    const QStringList expected = described(whole);
    QCOMPARE(linesOf(whole),
             QStringList({u"plain"_s, u"red and orange on dark"_s, u"grüß dich 世界 🐍"_s,
                          u"after title"_s, u"30 %"_s, u"XY      Z"_s, u"home"_s,
                          u"under inverse"_s, u">>> "_s}));
    for (std::size_t chunk = 1; chunk <= 17; ++chunk) {
        TerminalBuffer buffer;
        for (std::size_t at = 0; at < scene.size(); at += chunk)
            buffer.write(scene.substr(at, chunk), 0);
        QCOMPARE(described(buffer), expected);
    }
}

void TestTerminalCore::brokenUtf8GivesOneReplacementForEachSequence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("alone") << QByteArray("a\x80z") << QStringLiteral("a\uFFFDz");
    QTest::newRow("short") << QByteArray("\xE4\xB8z") << QStringLiteral("\uFFFDz");
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << QStringLiteral("\uFFFD\uFFFD");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80")
                               << QStringLiteral("\uFFFD\uFFFD\uFFFD");
    QTest::newRow("too large") << QByteArray("\xF4\x90\x80\x80")
                               << QStringLiteral("\uFFFD\uFFFD\uFFFD\uFFFD");
    QTest::newRow("end of line") << QByteArray("\xE4\xB8\nz") << QStringLiteral("\uFFFD");
    QTest::newRow("escape") << QByteArray("\xE4\x1b[1mz") << QStringLiteral("\uFFFDz");
}

void TestTerminalCore::brokenUtf8GivesOneReplacementForEachSequence()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(written(bytes.toStdString()).value(0), text);
    QCOMPARE(written(bytes.toStdString(), 1).value(0), text);
}

void TestTerminalCore::coloursAndFlagsAreTakenFromSequences()
{
    TerminalBuffer buffer;
    buffer.write("\x1b[91;3mA\x1b[38:2::9:8:7mB\x1b[39;23;7mC\x1b[0mD", 0);
    const LineView line = buffer.line(buffer.firstId());
    QCOMPARE(line.runCount, std::size_t{4});
    const AnsiStyle& a = buffer.style(line.runs[0].style);
    QVERIFY(a.italic && a.foreground == (AnsiColor{AnsiColor::Kind::Indexed, 9, 0, 0}));
    const AnsiStyle& b = buffer.style(line.runs[1].style);
    QVERIFY(b.italic && b.foreground == (AnsiColor{AnsiColor::Kind::Rgb, 9, 8, 7}));
    const AnsiStyle& c = buffer.style(line.runs[2].style);
    QVERIFY(c.inverse && !c.italic && c.foreground == AnsiColor{});
    QVERIFY(buffer.style(line.runs[3].style) == AnsiStyle{});
}

void TestTerminalCore::returnsAndBackspacesOverwrite_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("return") << QByteArray("abcdef\rXY") << QStringLiteral("XYcdef");
    QTest::newRow("erase to end") << QByteArray("abcdef\rXY\x1b[K") << QStringLiteral("XY");
    QTest::newRow("erase to start")
        << QByteArray("abcdef\x1b[3D\x1b[1K") << QStringLiteral("    ef");
    QTest::newRow("erase all") << QByteArray("abcdef\x1b[2K\rz") << QStringLiteral("z");
    QTest::newRow("backspace") << QByteArray("abc\b\b\bX") << QStringLiteral("Xbc");
    QTest::newRow("backspace at start") << QByteArray("\b\bX") << QStringLiteral("X");
    QTest::newRow("column") << QByteArray("abc\x1b[6GX") << QStringLiteral("abc  X");
    QTest::newRow("forward") << QByteArray("a\x1b[2CX") << QStringLiteral("a  X");
    QTest::newRow("half a wide one")
        << QByteArray("\xE4\xB8\x96\xE4\xB8\x96\x1b[2GX") << QStringLiteral(" X世");
    QTest::newRow("mark") << QByteArray("ab\rxe\xCC\x81") << QStringLiteral("xe\u0301");
    QTest::newRow("over a mark") << QByteArray("e\xCC\x81z\rab") << QStringLiteral("ab");
    QTest::newRow("prompt rewritten")
        << QByteArray(">>> foo\b\b\b\x1b[Kbar") << QStringLiteral(">>> bar");
}

void TestTerminalCore::returnsAndBackspacesOverwrite()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(written(bytes.toStdString()).value(0), text);
    QCOMPARE(written(bytes.toStdString(), 1).value(0), text);
}

void TestTerminalCore::wideCharactersTakeTwoColumns()
{
    QCOMPARE(columnWidth("a世e\xCC\x81"), 4);
    QCOMPARE(byteAtColumn("a世b", 2), std::size_t{1});
    QCOMPARE(byteAtColumn("a世b", 3), std::size_t{4});
    QCOMPARE(byteAtColumn("a世b", 99), std::size_t{5});
    QCOMPARE(columnAtByte("a世b", 4), 3);
    QCOMPARE(columnAtByte("a世b", 3), 1);
}

void TestTerminalCore::sequencesThatNeverEndDoNotSwallowWhatFollows()
{
    QCOMPARE(written("\x1b]0;title\nnext"), QStringList({u""_s, u"next"_s}));
    QCOMPARE(written("\x1b[12;\nnext"), QStringList({u""_s, u"next"_s}));
    const std::string endless = "\x1b]" + std::string(AnsiParser::kLongest + 1, 'x') + "seen";
    QCOMPARE(written(endless), QStringList({u"seen"_s}));
}

void TestTerminalCore::anOverlongLineIsBroken()
{
    const auto columns = static_cast<std::size_t>(CurrentLine::kColumns);
    TerminalBuffer buffer;
    buffer.write(std::string(columns + 1, 'x'), 0);
    QCOMPARE(buffer.lineCount(), std::uint64_t{2});
    QCOMPARE(buffer.line(0).text.size(), columns);
    QCOMPARE(buffer.line(1).text.size(), std::size_t{1});
    // Marks take no column; they are bounded too.
    TerminalBuffer marks;
    for (std::size_t i = 0; i < 5 * columns; ++i)
        marks.write("\xCC\x81", 0);
    QVERIFY(marks.lineCount() > 1);
    QVERIFY(marks.line(0).text.size() <= 4 * columns + 4);
}

void TestTerminalCore::theOldestLinesMakeRoom()
{
    TerminalBuffer::Limits limits;
    limits.lines = 1000;
    TerminalBuffer buffer(limits);
    for (int i = 0; i < 3333; ++i)
        buffer.write(std::to_string(i) + "\n", i);
    QCOMPARE(buffer.lineCount(), std::uint64_t{1000});
    QCOMPARE(buffer.evicted(), std::uint64_t{2333});
    QCOMPARE(buffer.firstId(), std::uint64_t{2333});
    for (std::uint64_t id = buffer.firstId(); id < buffer.endId(); ++id) {
        QCOMPARE(lineText(buffer, id), QString::number(id));
        QCOMPARE(buffer.line(id).time, static_cast<std::int64_t>(id));
    }
}

void TestTerminalCore::textIsBoundedInBytes()
{
    TerminalBuffer::Limits limits;
    limits.bytes = 100'000;
    TerminalBuffer buffer(limits);
    for (int i = 0; i < 5000; ++i)
        buffer.write("\x1b[31m" + std::string(99, 'x') + "\x1b[0my\n", 0);
    QVERIFY(buffer.textBytes() <= limits.bytes);
    QVERIFY(buffer.lineCount() > 500);
    QVERIFY(buffer.lineCount() < 1000);
}

void TestTerminalCore::aLineHasTheTimeOfItsFirstByte()
{
    TerminalBuffer buffer;
    buffer.write("be", 100);
    buffer.write("gun\nnext", 200);
    QCOMPARE(buffer.line(0).time, std::int64_t{100});
    QCOMPARE(buffer.line(1).time, std::int64_t{200});
}

void TestTerminalCore::tracebacksAreMarked()
{
    TerminalBuffer buffer;
    buffer.write("fine\nTraceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n"
                 "MemoryError: no\nfine\n",
                 0);
    const LineKind kinds[] = {LineKind::Output, LineKind::Error, LineKind::Frame, LineKind::Error,
                              LineKind::Output};
    for (std::uint64_t id = 0; id < 5; ++id)
        QCOMPARE(buffer.line(id).kind, kinds[id]);
}

void TestTerminalCore::statusLinesEndAnUnfinishedLine()
{
    TerminalBuffer buffer;
    buffer.write("half", 1);
    buffer.writeLine("started", LineKind::Status, 2);
    buffer.write("more", 3);
    QCOMPARE(linesOf(buffer), QStringList({u"half"_s, u"started"_s, u"more"_s}));
    QCOMPARE(buffer.line(1).kind, LineKind::Status);
    QCOMPARE(buffer.line(1).time, std::int64_t{2});
}

void TestTerminalCore::clearForgetsLinesButCountsOn()
{
    TerminalBuffer buffer;
    buffer.write("\x1b[1mone\ntwo", 0);
    const std::uint64_t end = buffer.endId();
    buffer.clear();
    QCOMPARE(buffer.lineCount(), std::uint64_t{0});
    QVERIFY(buffer.firstId() >= end);
    buffer.write("three", 0);
    QCOMPARE(linesOf(buffer), QStringList({u"three"_s}));
    QCOMPARE(buffer.line(buffer.firstId()).runCount, std::size_t{0});
}

void TestTerminalCore::linksOfTracebacksAreFound_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("number");
    QTest::newRow("own") << QByteArray("  File \"<stdin>\", line 25, in <module>") << u"<stdin>"_s
                         << 25;
    QTest::newRow("path") << QByteArray("File \"/lib/a b.py\", line 1") << u"/lib/a b.py"_s << 1;
    QTest::newRow("no number") << QByteArray("File \"a.py\", line x") << u""_s << 0;
    QTest::newRow("zero") << QByteArray("File \"a.py\", line 0") << u""_s << 0;
    QTest::newRow("huge") << QByteArray("File \"a.py\", line 99999999999999") << u""_s << 0;
    QTest::newRow("no name") << QByteArray("File \"\", line 4") << u""_s << 0;
    QTest::newRow("plain") << QByteArray("a File of things") << u""_s << 0;
}

void TestTerminalCore::linksOfTracebacksAreFound()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, file);
    QFETCH(int, number);
    const auto link = findSourceLink(line.toStdString());
    QCOMPARE(link.has_value(), number > 0);
    if (!link)
        return;
    QCOMPARE(QString::fromStdString(link->file), file);
    QCOMPARE(link->line, number);
    QVERIFY(line.mid(static_cast<qsizetype>(link->begin)).startsWith("File"));
    QVERIFY(line.left(static_cast<qsizetype>(link->end)).endsWith(QByteArray::number(number)));
}

void TestTerminalCore::theMatcherFindsWithAndWithoutCase()
{
    QVERIFY(!LineMatcher().matches("x"));
    QVERIFY(LineMatcher("ERR", false).matches("an error"));
    QVERIFY(!LineMatcher("ERR", true).matches("an error"));
    QVERIFY(LineMatcher("ÜBER", false).matches("wie über"));
    QVERIFY(LineMatcher("жук", false).matches("ЖУК"));
    const LineMatcher twice("ab", false);
    QCOMPARE(twice.find("xAbab", 0)->begin, std::size_t{1});
    QCOMPARE(twice.find("xAbab", 3)->begin, std::size_t{3});
    QVERIFY(!twice.find("xAbab", 4));
}

void TestTerminalCore::theIndexFollowsFilterWrapAndEviction()
{
    TerminalBuffer::Limits limits;
    limits.lines = 600;
    TerminalBuffer buffer(limits);
    LineIndex index(buffer);
    index.setFilter(LineMatcher("keep", true));
    index.setWrap(10);
    for (int i = 0; i < 1000; ++i) {
        const bool keep = i % 3 == 0;
        buffer.write((keep ? "keep " + std::string(20, '.') : std::string("other")) + "\n", 0);
        while (index.update(7)) {}
    }
    // The slow way.
    std::vector<LineIndex::Row> rows;
    for (std::uint64_t id = buffer.firstId(); id < buffer.endId(); ++id) {
        for (std::uint64_t sub = 0; id % 3 == 0 && sub < 3; ++sub)
            rows.push_back({id, sub});
    }
    QCOMPARE(index.rowCount(), static_cast<std::uint64_t>(rows.size()));
    QCOMPARE(index.lineCount() * 3, index.rowCount());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        QCOMPARE(index.at(row).line, rows[row].line);
        QCOMPARE(index.at(row).sub, rows[row].sub);
        if (rows[row].sub == 0)
            QCOMPARE(index.rowOf(rows[row].line), static_cast<std::uint64_t>(row));
    }
    // An unfinished line counts when it fits.
    buffer.write("keep going", 0);
    QCOMPARE(index.rowCount(), static_cast<std::uint64_t>(rows.size() + 1));
    index.setFilter({});
    index.setWrap(0);
    QCOMPARE(index.rowCount(), buffer.lineCount());
    QCOMPARE(index.at(0).line, buffer.firstId());
}

void TestTerminalCore::theQueueDropsTheOldestWholeLinesAndSaysSo()
{
    TerminalBuffer buffer;
    TerminalQueue queue(1000);
    queue.append("half a line", 1);
    queue.drain(buffer, 4);
    for (int i = 0; i < 200; ++i)
        queue.append("line " + QByteArray::number(i) + "\n", 2 + i % 2);
    QVERIFY(queue.waiting() <= 1000);
    while (queue.drain(buffer, 3)) {}
    const QStringList lines = linesOf(buffer);
    QCOMPARE(lines.first(), QStringLiteral("half"));
    QVERIFY(lines[1].contains(QStringLiteral("dropped")));
    int kept = 0;
    for (const QString& line : lines)
        kept += line.startsWith(QStringLiteral("line ")) ? 1 : 0;
    QCOMPARE(lines.last(), QStringLiteral("line 199"));
    // Each line is shown whole or counted. The first one was cut off from "half".
    QCOMPARE(static_cast<quint64>(kept) + queue.dropped(), quint64{200});
    QVERIFY(lines[2].startsWith(QStringLiteral("line ")));
}

void TestTerminalCore::theQueueKeepsStatusLinesInOrder()
{
    TerminalBuffer buffer;
    TerminalQueue queue(100);
    queue.append("a\n", 1);
    queue.appendStatus(QStringLiteral("started"), 1);
    queue.append(QByteArray(300, 'x') + "\n", 1);
    queue.append("b\n", 1);
    while (queue.drain(buffer, 1000)) {}
    const QStringList lines = linesOf(buffer);
    QVERIFY(lines.contains(QStringLiteral("— started —")));
    QCOMPARE(lines.last(), QStringLiteral("b"));
    QVERIFY(queue.dropped() >= 1);
}

QTEST_APPLESS_MAIN(TestTerminalCore)
#include "test_terminal_core.moc"
