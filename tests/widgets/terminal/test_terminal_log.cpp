// SPDX-License-Identifier: MIT
#include "app/ide/terminal_log.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using omv::ide::TerminalLog;
using namespace Qt::StringLiterals;

class TestTerminalLog : public QObject {
    Q_OBJECT
private slots:
    void linesGoWholeIntoFilesThatAreBounded();
    void aLineLongerThanAFileIsSplit();
    void anExistingFileIsContinued();
    void oneFileStartsOver();
    void aFolderThatIsNotThereIsAnErrorInThreeParts();
    void aFullDiskIsToldOnce();

private:
    QByteArray read(const QString& name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::filesystem::path path(const QString& name) const
    {
        return m_folder.filePath(name).toStdString();
    }
    QTemporaryDir m_folder;
};

void TestTerminalLog::linesGoWholeIntoFilesThatAreBounded()
{
    auto log = TerminalLog::open(path(u"a.log"_s), {100, 3});
    QVERIFY(log.has_value());
    QByteArray all;
    for (int i = 0; i < 60; ++i) {
        const QByteArray line = "this is line " + QByteArray::number(i) + '\n';
        // Chopped as packets are.
        QVERIFY(log->write(line.left(5).toStdString()).has_value());
        QVERIFY(log->write(line.mid(5).toStdString()).has_value());
        all += line;
    }
    QVERIFY(log->flush().has_value());
    QVERIFY(log->begun() > 5);
    const QByteArray kept = read(u"a.log.2"_s) + read(u"a.log.1"_s) + read(u"a.log"_s);
    QVERIFY(all.endsWith(kept));
    QVERIFY(kept.size() > 150);
    for (const QString& name : {u"a.log"_s, u"a.log.1"_s, u"a.log.2"_s})
        QVERIFY(read(name).size() <= 100);
    QVERIFY(!QFile::exists(m_folder.filePath(u"a.log.3"_s)));
    // Whole packets of lines stay whole.
    auto whole = TerminalLog::open(path(u"w.log"_s), {30, 2});
    QVERIFY(whole->write("0123456789\n0123456789\n0123456789\n").has_value());
    QVERIFY(whole->flush().has_value());
    QCOMPARE(read(u"w.log.1"_s), QByteArray("0123456789\n0123456789\n"));
    QCOMPARE(read(u"w.log"_s), QByteArray("0123456789\n"));
}

void TestTerminalLog::aLineLongerThanAFileIsSplit()
{
    auto log = TerminalLog::open(path(u"b.log"_s), {10, 9});
    QVERIFY(log->write("ab\n0123456789ABCDEFGHIJKL\n").has_value());
    QVERIFY(log->flush().has_value());
    QCOMPARE(read(u"b.log.3"_s), QByteArray("ab\n"));
    QCOMPARE(read(u"b.log.2"_s), QByteArray("0123456789"));
    QCOMPARE(read(u"b.log.1"_s), QByteArray("ABCDEFGHIJ"));
    QCOMPARE(read(u"b.log"_s), QByteArray("KL\n"));
}

void TestTerminalLog::anExistingFileIsContinued()
{
    for (int i = 0; i < 2; ++i) {
        auto log = TerminalLog::open(path(u"c.log"_s), {100, 2});
        QVERIFY(log->write("line\n").has_value());
    }
    QCOMPARE(read(u"c.log"_s), QByteArray("line\nline\n"));
}

void TestTerminalLog::oneFileStartsOver()
{
    auto log = TerminalLog::open(path(u"d.log"_s), {10, 1});
    QVERIFY(log->write("12345678\nabcdefgh\n").has_value());
    QVERIFY(log->flush().has_value());
    QCOMPARE(read(u"d.log"_s), QByteArray("abcdefgh\n"));
    QVERIFY(!QFile::exists(m_folder.filePath(u"d.log.1"_s)));
}

void TestTerminalLog::aFolderThatIsNotThereIsAnErrorInThreeParts()
{
    const auto log = TerminalLog::open(path(u"no/such/folder.log"_s), {});
    QVERIFY(!log.has_value());
    QCOMPARE(log.error().code, omv::Errc::System);
    QVERIFY(log.error().what.find("folder.log") != std::string::npos);
    QVERIFY(log.error().why.find("errno 2") != std::string::npos);
    QVERIFY(!log.error().fix.empty());
    QVERIFY(!omv::explain(log.error().id).empty());
}

void TestTerminalLog::aFullDiskIsToldOnce()
{
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("this system has no /dev/full");
    auto log = TerminalLog::open("/dev/full", {});
    if (!log.has_value())
        return;  // its size cannot be asked: also told
    bool failed = !log->write(std::string(100'000, 'x')).has_value();
    failed = !log->flush().has_value() || failed;
    QVERIFY(failed);
}

QTEST_APPLESS_MAIN(TestTerminalLog)
#include "test_terminal_log.moc"
