// SPDX-License-Identifier: MIT
#include "app/ide/language/lsp_framing.h"

#include <QTest>

#include <algorithm>
#include <vector>

using omv::ide::frameLspMessage;
using omv::ide::LspFraming;

class TestLspFraming final : public QObject {
    Q_OBJECT

private slots:
    void readsMessagesInAnyPieces_data();
    void readsMessagesInAnyPieces();
    void takesOtherHeadersAndAnyCase();
    void breaksForGood_data();
    void breaksForGood();
    void holdsTheLimits();
};

namespace {

std::vector<std::string> drain(LspFraming& framing)
{
    std::vector<std::string> bodies;
    while (auto body = framing.next())
        bodies.push_back(*body);
    return bodies;
}

}  // namespace

void TestLspFraming::readsMessagesInAnyPieces_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1, 2, 3, 7, 16, 1000})
        QTest::addRow("%d", size) << size;
}

void TestLspFraming::readsMessagesInAnyPieces()
{
    QFETCH(int, size);
    const std::vector<std::string> bodies = {"{}", "", R"({"a":"\r\n\r\n"})",
                                             std::string(300, 'x')};
    std::string stream;
    for (const std::string& body : bodies)
        stream += frameLspMessage(body);
    LspFraming framing;
    std::vector<std::string> read;
    for (std::size_t at = 0; at < stream.size(); at += std::size_t(size)) {
        framing.feed(std::string_view(stream).substr(at, std::size_t(size)));
        for (const std::string& body : drain(framing))
            read.push_back(body);
    }
    QVERIFY(read == bodies);
    QVERIFY(!framing.broken());
}

void TestLspFraming::takesOtherHeadersAndAnyCase()
{
    LspFraming framing;
    framing.feed(
        "content-LENGTH:  2 \r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}");
    QVERIFY(drain(framing) == std::vector<std::string>{"{}"});
}

void TestLspFraming::breaksForGood_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* bytes) { QTest::newRow(bytes) << QByteArray(bytes); };
    row("X: 1\r\n\r\n");
    row("\r\n\r\n");
    row("Content-Length: \r\n\r\n");
    row("Content-Length: -1\r\n\r\n");
    row("Content-Length: 1x\r\n\r\n");
    row("Content-Length: 99999999999999999999999\r\n\r\n");
    row("Content-Length: 16777217\r\n\r\n");
    row("Content-Length: 1\r\nContent-Length: 2\r\n\r\n");
    row("Traceback (most recent call last):\r\n\r\n");
}

void TestLspFraming::breaksForGood()
{
    QFETCH(QByteArray, bytes);
    LspFraming framing;
    framing.feed(bytes.toStdString());
    QVERIFY(!framing.next());
    QVERIFY(framing.broken());
    framing.feed(frameLspMessage("{}"));
    QVERIFY(!framing.next());
}

void TestLspFraming::holdsTheLimits()
{
    LspFraming endless;
    endless.feed(std::string(LspFraming::kMaxHeader + 3, 'x'));
    QVERIFY(!endless.next());
    QVERIFY(!endless.broken());
    endless.feed("x");
    QVERIFY(!endless.next());
    QVERIFY(endless.broken());

    LspFraming large;
    large.feed("Content-Length: 16777216\r\n\r\n");
    QVERIFY(!large.next());
    QVERIFY(!large.broken());
    large.feed(std::string(LspFraming::kMaxBody, 'y'));
    const auto body = large.next();
    QVERIFY(body && body->size() == LspFraming::kMaxBody);
}

QTEST_GUILESS_MAIN(TestLspFraming)
#include "test_lsp_framing.moc"
