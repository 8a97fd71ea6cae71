// SPDX-License-Identifier: MIT
#include "app/ide/language/lsp_client.h"

#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace omv::ide;
using namespace Qt::StringLiterals;
using omv::ui::CompletionItem;
using State = LspClient::State;

class TestLspClient final : public QObject {
    Q_OBJECT

private slots:
    void startsAndAnswers();
    void refusesRequestsUntilItIsReady();
    void knowsChangedTexts();
    void dropsStaleAnswers();
    void answersEmptyAtTheDeadlineAndRestartsADeafServer();
    void opensDocumentsAgainAfterADeath();
    void givesUpPolitely_data();
    void givesUpPolitely();
    void triesTheNextCommand();
    void saysThatNoneIsInstalled();
    void stopsAndStartsAgain();

private:
    LspClient::Options options(const QString& mode, const QString& counter = {}) const;
    QTemporaryDir m_folder;
};

namespace {

constexpr int kLong = 20000;
const QString kUri = u"file:///tmp/none/a.py"_s;

QStringList names(const QSignalSpy& completed)
{
    QStringList list;
    for (const auto& item : completed.last().at(1).value<QList<CompletionItem>>())
        list.append(item.name);
    return list;
}

bool reaches(LspClient& client, State state)
{
    return QTest::qWaitFor([&] { return client.state() == state; }, kLong);
}

}  // namespace

LspClient::Options TestLspClient::options(const QString& mode, const QString& counter) const
{
    QStringList command = {QStandardPaths::findExecutable(u"python3"_s),
                           QStringLiteral(OMV_SOURCE_DIR "/tests/widgets/language/fake_server.py"),
                           mode};
    if (!counter.isEmpty())
        command.append(m_folder.filePath(counter));
    LspClient::Options options;
    options.commands = {command};
    options.rootPath = m_folder.path();
    options.firstPause = 1;
    options.maxRestarts = 2;
    return options;
}

void TestLspClient::startsAndAnswers()
{
    LspClient client(options(u"good"_s));
    QSignalSpy completed(&client, &LspClient::completed);
    QSignalSpy resolved(&client, &LspClient::resolved);
    QSignalSpy hovered(&client, &LspClient::hovered);
    QSignalSpy found(&client, &LspClient::signatureFound);
    client.openDocument(kUri, u"alpha beta alpha"_s);
    client.start();
    QCOMPARE(client.state(), State::Starting);
    QVERIFY(reaches(client, State::Ready));
    QCOMPARE(client.reason(), QString());

    const int id = client.complete(kUri, 0, 0);
    QVERIFY(id > 0);
    QVERIFY(completed.wait(kLong));
    QCOMPARE(completed.first().first().toInt(), id);
    QCOMPARE(names(completed), QStringList({u"alpha"_s, u"beta"_s}));

    QCOMPARE(client.resolve(u"unknown"_s), 0);
    QVERIFY(client.resolve(u"beta"_s) > 0);
    QVERIFY(resolved.wait(kLong));
    const auto item = resolved.first().at(1).value<CompletionItem>();
    QCOMPARE(item.name, u"beta"_s);
    QCOMPARE(item.signature, u"f(a) -> int"_s);
    QCOMPARE(item.summary, u"Does it."_s);
    QCOMPARE(resolved.first().at(2).toString(), u"builtins.str"_s);

    client.hover(kUri, 0, 0);
    QVERIFY(hovered.wait(kLong));
    QCOMPARE(hovered.first().at(1).toString(), u"g(x)"_s);
    QCOMPARE(hovered.first().at(2).toString(), u"Hovers."_s);

    client.signature(kUri, 0, 0);
    QVERIFY(found.wait(kLong));
    const auto info = found.first().at(1).value<omv::ui::SignatureInfo>();
    QCOMPARE(info.label.mid(info.activeStart, info.activeLength), u"b=2"_s);
}

void TestLspClient::refusesRequestsUntilItIsReady()
{
    LspClient client(options(u"good"_s));
    client.openDocument(kUri, u"x"_s);
    QCOMPARE(client.complete(kUri, 0, 0), 0);
    client.start();
    QCOMPARE(client.complete(kUri, 0, 0), 0);
    QVERIFY(reaches(client, State::Ready));
    QCOMPARE(client.complete(u"file:///other.py"_s, 0, 0), 0);
    QVERIFY(client.complete(kUri, 0, 0) > 0);
}

void TestLspClient::knowsChangedTexts()
{
    LspClient client(options(u"good"_s));
    QSignalSpy completed(&client, &LspClient::completed);
    client.openDocument(kUri, u"old"_s);
    client.start();
    QVERIFY(reaches(client, State::Ready));
    client.changeDocument(kUri, u"new text"_s);
    client.complete(kUri, 0, 0);
    QVERIFY(completed.wait(kLong));
    QCOMPARE(names(completed), QStringList({u"new"_s, u"text"_s}));
}

void TestLspClient::dropsStaleAnswers()
{
    LspClient client(options(u"late"_s));
    QSignalSpy completed(&client, &LspClient::completed);
    client.openDocument(kUri, u"x"_s);
    client.start();
    QVERIFY(reaches(client, State::Ready));
    client.complete(kUri, 1, 0);
    const int second = client.complete(kUri, 2, 0);
    QVERIFY(completed.wait(kLong));
    QCOMPARE(completed.count(), 1);
    QCOMPARE(completed.first().first().toInt(), second);
    QCOMPARE(names(completed), QStringList({u"line2"_s}));
}

void TestLspClient::answersEmptyAtTheDeadlineAndRestartsADeafServer()
{
    auto wanted = options(u"deaf"_s, u"deaf"_s);
    wanted.requestDeadline = 1;
    LspClient client(wanted);
    QSignalSpy completed(&client, &LspClient::completed);
    QSignalSpy states(&client, &LspClient::stateChanged);
    client.openDocument(kUri, u"x"_s);
    client.start();
    QVERIFY(reaches(client, State::Ready));
    for (int i = 1; i <= 3; ++i) {
        client.complete(kUri, 0, 0);
        QTRY_COMPARE_WITH_TIMEOUT(completed.count(), i, kLong);
        QVERIFY(names(completed).isEmpty());
    }
    QTRY_VERIFY_WITH_TIMEOUT(QFile(m_folder.filePath(u"deaf"_s)).size() == 2, kLong);
    QVERIFY(reaches(client, State::Ready));
}

void TestLspClient::opensDocumentsAgainAfterADeath()
{
    LspClient client(options(u"dies-once"_s, u"once"_s));
    QSignalSpy completed(&client, &LspClient::completed);
    client.openDocument(kUri, u"first"_s);
    client.start();
    QVERIFY(reaches(client, State::Ready));
    client.changeDocument(kUri, u"second"_s);
    const int id = client.complete(kUri, 0, 0);
    QVERIFY(completed.wait(kLong));
    QCOMPARE(completed.first().first().toInt(), id);
    QVERIFY(names(completed).isEmpty());
    QVERIFY(client.state() != State::Ready);
    QVERIFY(reaches(client, State::Ready));
    client.complete(kUri, 0, 0);
    QVERIFY(completed.wait(kLong));
    QCOMPARE(names(completed), QStringList({u"second"_s}));
}

void TestLspClient::givesUpPolitely_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("startDeadline");
    QTest::newRow("exit") << u"exit"_s << kLong;
    QTest::newRow("garbage") << u"garbage"_s << kLong;
    QTest::newRow("refuse") << u"refuse"_s << kLong;
    QTest::newRow("silent") << u"silent"_s << 50;
}

void TestLspClient::givesUpPolitely()
{
    QFETCH(QString, mode);
    QFETCH(int, startDeadline);
    auto wanted = options(mode, u"starts-"_s + mode);
    wanted.startDeadline = startDeadline;
    LspClient client(wanted);
    client.start();
    QVERIFY(reaches(client, State::GaveUp));
    QVERIFY(!client.reason().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(QFile(m_folder.filePath(u"starts-"_s + mode)).size() <= 3, kLong);
    QCOMPARE(client.complete(kUri, 0, 0), 0);
    client.retry();
    QCOMPARE(client.state(), State::Starting);
}

void TestLspClient::triesTheNextCommand()
{
    auto wanted = options(u"good"_s);
    wanted.commands.prepend(options(u"exit"_s).commands.first());
    wanted.commands.prepend({u"/nowhere/python3"_s, u"-m"_s, u"pylsp"_s});
    wanted.maxRestarts = 0;
    LspClient client(wanted);
    client.start();
    QVERIFY(reaches(client, State::Ready));
}

void TestLspClient::saysThatNoneIsInstalled()
{
    auto wanted = options(u"good"_s);
    wanted.commands.clear();
    LspClient client(wanted);
    client.start();
    QCOMPARE(client.state(), State::GaveUp);
    QVERIFY(client.reason().contains("python3-pylsp"_L1));
}

void TestLspClient::stopsAndStartsAgain()
{
    LspClient client(options(u"good"_s));
    client.start();
    QVERIFY(reaches(client, State::Ready));
    client.stop();
    QCOMPARE(client.state(), State::Off);
    QCOMPARE(client.complete(kUri, 0, 0), 0);
    client.start();
    QVERIFY(reaches(client, State::Ready));
}

QTEST_GUILESS_MAIN(TestLspClient)
#include "test_lsp_client.moc"
