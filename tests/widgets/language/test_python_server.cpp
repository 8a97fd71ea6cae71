// SPDX-License-Identifier: MIT
// The real python3-pylsp of the distribution, with our stubs. Skipped where it is not installed.
#include "app/ide/language/lsp_client.h"
#include "app/ide/language/stub_files.h"
#include "tests/support/skip.h"

#include <QCoreApplication>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace omv::ide;
using namespace Qt::StringLiterals;
using omv::ui::CompletionItem;

class TestPythonServer final : public QObject {
    Q_OBJECT

private slots:
    void completesFromOurStubs_data();
    void completesFromOurStubs();
    void lacksWhatMicroPythonLacks();
    void describesAndSigns();
    void cleanupTestCase() { m_client->stop(); }

public:
    bool start();

private:
    QStringList complete(const QString& text);

    QTemporaryDir m_folder;
    std::unique_ptr<LspClient> m_client;
    QString m_uri;
};

namespace {

constexpr int kLong = 60000;
const QString kCamera = u"import csi\nimport time\ncsi0 = csi.CSI()\nimg = csi0.snapshot()\n"_s;

}  // namespace

bool TestPythonServer::start()
{
    LspClient::Options options;
    options.commands = LspClient::defaultCommands();
    options.extraPaths = {m_folder.filePath(u"stubs"_s)};
    options.rootPath = m_folder.filePath(u"workspace"_s);
    options.requestDeadline = kLong;
    options.startDeadline = kLong;
    options.maxRestarts = 0;
    QDir().mkpath(options.rootPath);
    writeStubPackages(QStringLiteral(OMV_SOURCE_DIR "/resources/stubs"),
                      options.extraPaths.first());
    m_client = std::make_unique<LspClient>(options);
    m_uri = m_client->newUri();
    m_client->openDocument(m_uri, {});
    m_client->start();
    return QTest::qWaitFor(
               [&] {
                   return m_client->state() == LspClient::State::Ready ||
                       m_client->state() == LspClient::State::GaveUp;
               },
               kLong) &&
        m_client->state() == LspClient::State::Ready;
}

QStringList TestPythonServer::complete(const QString& text)
{
    QSignalSpy completed(m_client.get(), &LspClient::completed);
    m_client->changeDocument(m_uri, text);
    const QStringList lines = text.split(u'\n');
    m_client->complete(m_uri, int(lines.size()) - 1, int(lines.last().size()));
    QStringList names;
    if (completed.wait(kLong)) {
        for (const auto& item : completed.last().at(1).value<QList<CompletionItem>>())
            names.append(item.name);
    }
    return names;
}

void TestPythonServer::completesFromOurStubs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    const auto row = [](const QString& text, const char* name) {
        QTest::addRow("%s", name) << text << QString::fromLatin1(name);
    };
    row(u"import csi\ncsi."_s, "RGB565");
    row(kCamera + u"csi0.frame"_s, "framesize");
    row(kCamera + u"img.find_"_s, "find_blobs");
    row(kCamera + u"img.find_blobs([])[0]."_s, "elongation");
    row(kCamera + u"clock = time.clock()\nclock."_s, "fps");
    row(kCamera + u"time."_s, "sleep_ms");
    row(u"from machine import Pin\np = Pin('P0')\np."_s, "irq");
    row(u"from ml.postprocessing.mediapipe import "_s, "BlazeFace");
    row(u"import ml.utils\nml.utils."_s, "draw_predictions");
    row(u"def mine():\n    pass\nmi"_s, "mine");
    row(u"'x'.spl"_s, "split");
}

void TestPythonServer::completesFromOurStubs()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    const QStringList names = complete(text);
    QVERIFY2(names.contains(name), qPrintable(names.mid(0, 20).join(u' ')));
}

void TestPythonServer::lacksWhatMicroPythonLacks()
{
    // jedi adds the names of a PC's module to those of the stub where that is written in Python,
    // so they can be marked; but types and texts come from the stub.
    QVERIFY(!complete(u"import time\ntime."_s).contains(u"strptime"_s));
    const QStringList names = complete(u"import os\nos."_s);
    QVERIFY(names.contains(u"ilistdir"_s));
    const StubIndex stubs = readStubs(QStringLiteral(OMV_SOURCE_DIR "/resources/stubs"));
    for (const QString& name : names)
        QVERIFY2(stubs.member(u"os"_s, name) || name.startsWith(u'_') ||
                     stubs.nameIsHostOnly(u"os"_s, name),
                 qPrintable(name));
}

void TestPythonServer::describesAndSigns()
{
    QSignalSpy resolved(m_client.get(), &LspClient::resolved);
    complete(kCamera + u"img.find_bl"_s);
    QVERIFY(m_client->resolve(u"find_blobs"_s) > 0);
    QVERIFY(resolved.wait(kLong));
    const auto item = resolved.first().at(1).value<CompletionItem>();
    QVERIFY2(item.signature.startsWith("find_blobs(thresholds"_L1), qPrintable(item.signature));
    QVERIFY2(item.summary.startsWith("Finds patches"_L1), qPrintable(item.summary));

    QSignalSpy found(m_client.get(), &LspClient::signatureFound);
    m_client->changeDocument(m_uri, kCamera + u"img.draw_line((0, 0, 1, 1), "_s);
    m_client->signature(m_uri, 4, 29);
    QVERIFY(found.wait(kLong));
    const auto info = found.first().at(1).value<omv::ui::SignatureInfo>();
    QCOMPARE(info.label.mid(info.activeStart, info.activeLength), u"color=None"_s);

    QSignalSpy hovered(m_client.get(), &LspClient::hovered);
    m_client->changeDocument(m_uri, u"def mine(a, b=2):\n    \"\"\"Does it.\"\"\"\nmine(1)\n"_s);
    m_client->hover(m_uri, 2, 1);
    QVERIFY(hovered.wait(kLong));
    QCOMPARE(hovered.first().at(1).toString(), u"mine(a, b=2)"_s);
    QCOMPARE(hovered.first().at(2).toString(), u"Does it."_s);
}

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    TestPythonServer test;
    if (!test.start())
        omv::test::skip("no Python language server (python3-pylsp) is installed");
    return QTest::qExec(&test, argc, argv);
}
#include "test_python_server.moc"
