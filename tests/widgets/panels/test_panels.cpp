// SPDX-License-Identifier: MIT
#include "widgets/panels/board_model.h"
#include "widgets/panels/command_model.h"
#include "widgets/panels/link_quality.h"
#include "widgets/panels/memory_history.h"
#include "widgets/panels/shortcut_model.h"
#include "widgets/panels/statistics_model.h"
#include "widgets/panels/statistics_pane.h"
#include "widgets/panels/task_strip.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace omv::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

QStringList texts(const QAbstractItemModel& model, int column)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row, column).data().toString());
    return all;
}

int rowOf(const QAbstractItemModel& model, const QString& name)
{
    return static_cast<int>(texts(model, 0).indexOf(name));
}

}  // namespace

class TestPanels final : public QObject {
    Q_OBJECT
private slots:
    void boardRowsTellAllAndWhatIsNotKnown()
    {
        omv::DeviceInfo info;
        info.boardName = "OpenMV AE3";
        info.serial = "0109F8";
        info.sensorIds = {0x7936};
        info.sensorNames = {"PAG7936"};
        BoardModel model;
        QAbstractItemModelTester tester(&model, kFatal);
        model.setRows(boardRows(info));
        QVERIFY(model.rowCount() > 8);
        QCOMPARE(model.index(rowOf(model, u"Board"_s), 1).data().toString(), u"OpenMV AE3"_s);
        QVERIFY(texts(model, 1).join(u' ').contains(u"PAG7936"_s));
        for (const QString& value : texts(model, 1))
            QVERIFY(!value.isEmpty());
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void commandsAreFoundByTheirLetters()
    {
        CommandModel model;
        QAbstractItemModelTester tester(&model, kFatal);
        model.setCommands({{u"a"_s, u"Device: Connect"_s, u"Ctrl+E"_s},
                           {u"b"_s, u"View: Connect lines"_s, {}, false, u"No line"_s},
                           {u"c"_s, u"File: Save"_s, u"Ctrl+S"_s}});
        QCOMPARE(model.rowCount(), 3);
        model.setSearch(u"dcon"_s);
        QCOMPARE(texts(model, 0), QStringList{u"Device: Connect"_s});
        model.setSearch(u"connect"_s);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.index(1, 0).flags().testFlag(Qt::ItemIsEnabled));
        QCOMPARE(model.index(1, 0).data(CommandModel::ReasonRole).toString(), u"No line"_s);
        model.setSearch(u"xyz"_s);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(fuzzyMatch(u"fs", u"File: Save"));
        QVERIFY(!fuzzyMatch(u"sf", u"File: Save"));
        QVERIFY(fuzzyMatch(u"save", u"File: Save")->score >
                fuzzyMatch(u"save", u"Show all variants of each")->score);
    }

    void shortcutsTellWhichCollide()
    {
        ShortcutModel model;
        QAbstractItemModelTester tester(&model, kFatal);
        const QKeySequence run(u"Ctrl+R"_s);
        model.setEntries({{u"run"_s, u"Run"_s, u"Device"_s, run, run},
                          {u"save"_s, u"Save"_s, u"File"_s, QKeySequence(u"Ctrl+S"_s),
                           QKeySequence(u"Ctrl+S"_s)}});
        QVERIFY(model.conflicts(0).isEmpty());
        QSignalSpy changes(&model, &ShortcutModel::keysChanged);
        model.setKeys(1, run);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.conflicts(0), QStringList{u"Save"_s});
        QVERIFY(model.index(1, 0).data(ShortcutModel::ChangedRole).toBool());
        model.setKeys(1, {});
        QVERIFY(model.conflicts(0).isEmpty());
    }

    void statisticsGiveRatesAndMarkTrouble()
    {
        StatisticsModel model;
        QAbstractItemModelTester tester(&model, kFatal);
        omv::LinkStatistics first;
        first.packetsSent = 100;
        model.setStatistics(first, 1);
        omv::LinkStatistics second = first;
        second.packetsSent = 150;
        second.damagedPackets = 3;
        model.setStatistics(second, 2);
        const int sent = rowOf(model, u"Packets sent"_s);
        QCOMPARE(model.index(sent, 2).data(StatisticsModel::SortRole).toDouble(), 25.0);
        QVERIFY(!model.index(sent, 0).data(StatisticsModel::TroubleRole).toBool());
        const int damaged = rowOf(model, u"Damaged packets"_s);
        QVERIFY(model.index(damaged, 0).data(StatisticsModel::TroubleRole).toBool());
        // The counters of another connection begin anew.
        model.setStatistics(first, 1);
        QVERIFY(model.index(sent, 2).data().toString().isEmpty() ||
                model.index(sent, 2).data(StatisticsModel::SortRole).toDouble() <= 0);
        model.clear();
    }

    void aLinkIsJudgedByShares()
    {
        using Level = LinkQuality::Level;
        omv::LinkStatistics now;
        now.packetsSent = 100;
        now.packetsReceived = 900;
        QCOMPARE(judgeLink({}, now).level, Level::Good);
        now.timeouts = 1;  // one busy moment
        QCOMPARE(judgeLink({}, now).level, Level::Good);
        now.damagedPackets = 30;
        QCOMPARE(judgeLink({}, now).level, Level::Repeating);
        now.timeouts = 20;
        const LinkQuality lost = judgeLink({}, now);
        QCOMPARE(lost.level, Level::Lost);
        QVERIFY(!lost.hint.isEmpty() && !lost.detail.isEmpty());
        now.packetsReceived = 0;
        QCOMPARE(judgeLink({}, now).bars, 0);
        omv::LinkStatistics slow;
        slow.packetsSent = slow.packetsReceived = 10;
        slow.roundTrip.count = 10;
        slow.roundTrip.median = std::chrono::milliseconds(80);
        QCOMPARE(judgeLink({}, slow).level, Level::Slow);
    }

    void aFreshStartOfTheLinkIsNoTrouble()
    {
        using Level = LinkQuality::Level;
        omv::LinkStatistics now;
        now.packetsSent = now.packetsReceived = 5;
        now.resyncs = 1;
        QCOMPARE(judgeLink({}, now).level, Level::Good);
        StatisticsModel model;
        model.setStatistics(now, 1);
        const QModelIndex row = model.index(rowOf(model, u"Fresh starts of the link"_s), 0);
        QVERIFY(!row.data(StatisticsModel::TroubleRole).toBool());
        omv::LinkStatistics later = now;
        later.resyncs = 2;
        QCOMPARE(judgeLink(now, later).level, Level::Lost);
        model.setStatistics(later, 1);
        QVERIFY(row.data(StatisticsModel::TroubleRole).toBool());
    }

    void aBadWordNeedsTwoBadReadings()
    {
        using Level = LinkQuality::Level;
        StatisticsPane pane;
        omv::LinkStatistics now;
        const auto read = [&](quint64 damaged) {
            now.packetsSent += 100;
            now.packetsReceived += 100;
            now.damagedPackets += damaged;
            pane.setStatistics(now, static_cast<qint64>(now.packetsSent * 10));
            return pane.quality().level;
        };
        QCOMPARE(read(0), Level::Good);
        QCOMPARE(read(30), Level::Good);
        QVERIFY(pane.quality().hint.isEmpty());
        QCOMPARE(read(0), Level::Good);
        QCOMPARE(read(30), Level::Good);
        QCOMPARE(read(30), Level::Repeating);
        QCOMPARE(read(0), Level::Good);
        pane.clear();
        QCOMPARE(pane.quality().level, Level::None);
    }

    void memoryKeepsAMinute()
    {
        MemoryHistory history;
        omv::MemoryPool pool;
        pool.total = 1000;
        for (int i = 0; i < 200; ++i) {
            pool.used = static_cast<std::uint32_t>(i);
            history.add(pool, i * 1000);
        }
        QVERIFY(history.samples().back().time - history.samples().front().time <=
                MemoryHistory::kSpan + 1000);
        QCOMPARE(history.latest().used, 199U);
        QVERIFY(history.peak() >= 199U);
        pool.total = 2000;
        history.add(pool, 201000);
        QCOMPARE(history.samples().size(), std::size_t{1});
    }

    void taskStripShowsCancelsAndGoes()
    {
        TaskStrip strip;
        strip.resize(900, 40);
        QSignalSpy cancels(&strip, &TaskStrip::cancelWanted);
        QVERIFY(strip.isHidden());
        TaskState task;
        task.id = 7;
        task.title = u"Connecting to OpenMV AE3"_s;
        task.elapsed = 1500;
        strip.setTask(task);
        strip.show();
        QVERIFY(!strip.isHidden());
        QCOMPARE(strip.current()->title, task.title);
        auto* cancel = strip.findChild<QAbstractButton*>(u"taskCancel"_s);
        QVERIFY(cancel && cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QCOMPARE(cancels.count(), 1);
        QCOMPARE(cancels[0][0].toULongLong(), 7ULL);
        strip.removeTask(7);
        QVERIFY(!strip.current());
    }
};

QTEST_MAIN(TestPanels)

#include "test_panels.moc"
