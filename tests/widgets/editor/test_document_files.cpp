// SPDX-License-Identifier: MIT
#include "tests/widgets/editor/documents_fixture.h"

#include "app/ide/documents/documents.h"
#include "app/ide/documents/recent_files.h"
#include "app/ide/documents/recovery_store.h"
#include "app/ide/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTimer>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace omv::ide;
using namespace Qt::StringLiterals;
using namespace omv::ide::test;

class TestDocumentFiles : public QObject {
    Q_OBJECT
private slots:
    void bytesSurviveLoadAndSave_data();
    void bytesSurviveLoadAndSave();
    void linesKeepTheirEndsThroughEdits();
    void binaryFilesAreRefused();
    void aPipeStaysAPipe();
    void formatsChangeOnWish();
    void whatTheEncodingLacksIsSaid();
    void savesInTheBackground();
    void backgroundSavesThatFailKeepTheText();
    void closingDocumentsFinishesTheirSaves();
    void encodingsThatLackACharacterAreRefused();
    void modifiedFollowsUndoAndSave();
    void missingFilesAreSaid();
    void readOnlyFolderKeepsTheFile();
    void fullDiskKeepsTheOldFile();
    void fullDiskKeepsTheOldSettings();
    void fullDiskIsSaidWhenTextIsNotKept();
    void vanishedFolderIsSaid();
    void savesThroughLinksAndKeepsRights();
};

void TestDocumentFiles::bytesSurviveLoadAndSave_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<LineEnd>("lineEnd");
    const auto row = [](const char* name, const QByteArray& bytes, Encoding encoding,
                        LineEnd end = LineEnd::Lf) {
        QTest::newRow(name) << bytes << encoding << end;
    };
    row("empty", "", Encoding::Utf8);
    row("one line end", "\n", Encoding::Utf8);
    row("UTF-8", "gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80\n", Encoding::Utf8);
    row("no last line end", "a\nb", Encoding::Utf8);
    row("several last line ends", "a\n\n\n", Encoding::Utf8);
    row("CRLF", "a\r\nb\r\n", Encoding::Utf8, LineEnd::CrLf);
    row("CRLF, no last one", "a\r\nb", Encoding::Utf8, LineEnd::CrLf);
    row("CR", "a\rb\r", Encoding::Utf8, LineEnd::Cr);
    row("mixed", "a\r\nb\nc\r\nd\re\r\n", Encoding::Utf8, LineEnd::CrLf);
    row("mark",
        "\xEF\xBB\xBF"
        "a\n",
        Encoding::Utf8Bom);
    row("only a mark", "\xEF\xBB\xBF", Encoding::Utf8Bom);
    row("mark within",
        "a\xEF\xBB\xBF"
        "b\n",
        Encoding::Utf8);
    row("UTF-16 LE",
        QByteArray("\xFF\xFE"
                   "a\0\r\0\n\0\xAC\x20",
                   10),
        Encoding::Utf16LeBom, LineEnd::CrLf);
    row("UTF-16 BE", QByteArray("\xFE\xFF\0a\0\n", 6), Encoding::Utf16BeBom);
    row("UTF-16 LE without a mark", QByteArray("a\0b\0\n\0", 6), Encoding::Utf16Le);
    row("UTF-16 BE without a mark", QByteArray("\0a\0b\0\n", 6), Encoding::Utf16Be);
    row("Latin-1", "gr\xFC\xDF\n", Encoding::Latin1);
    row("Latin-1 by its comment", "# -*- coding: latin-1 -*-\ngr\xC3\xBC\n", Encoding::Latin1);
    row("broken UTF-8", "ok \xC3\xA4, broken \xC3(\n", Encoding::Latin1);
    row("odd characters",
        "a\xC2\xA0"
        "b\xE2\x80\xA8"
        "c\t\x0C\x1B\xE2\x80\xA9"
        "d\n",
        Encoding::Utf8);
    row("characters that the text document keeps for itself",
        "a\xEF\xB7\x90"
        "b\n",
        Encoding::Latin1);
}

void TestDocumentFiles::bytesSurviveLoadAndSave()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Encoding, encoding);
    QFETCH(LineEnd, lineEnd);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, bytes);
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QCOMPARE(document.format(), (FileFormat{encoding, lineEnd}));
    QVERIFY(!document.modified());
    QVERIFY(!document.text()->isUndoAvailable());
    type(document, u"x"_s);
    document.text()->undo();
    write(path, "other");
    QVERIFY(!document.save());
    QCOMPARE(read(path), bytes);
    QCOMPARE(document.diskState(), DiskState::Same);
}

void TestDocumentFiles::linesKeepTheirEndsThroughEdits()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\r\nb\nc\r\nd\r\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QVERIFY(document.mixedLineEnds());
    type(document, u"new\n"_s);  // an ordinary line
    QTextCursor cursor(document.text()->findBlockByNumber(2));
    cursor.insertText(u"x"_s);
    QVERIFY(!document.save());
    QCOMPARE(read(path), QByteArray("new\r\na\r\nxb\nc\r\nd\r\n"));
    document.setLineEnd(LineEnd::Lf);
    QVERIFY(document.modified());
    QVERIFY(!document.save());
    QCOMPARE(read(path), QByteArray("new\na\nxb\nc\nd\n"));
}

void TestDocumentFiles::binaryFilesAreRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.bin"_s);
    write(path,
          QByteArray("\x7F"
                     "ELF\0\0\1\2\0\0\0\0\xFF",
                     13));
    Document document(u"id"_s, u"Untitled"_s);
    const auto problem = document.load(path);
    QVERIFY(problem);
    QVERIFY(problem->why.contains(path));
    QVERIFY(!problem->remedy.isEmpty());
    QVERIFY(document.untitled());
}

void TestDocumentFiles::aPipeStaysAPipe()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(path.toLocal8Bit().constData(), 0600), 0);
    const int reader = ::open(path.toLocal8Bit().constData(), O_RDWR | O_NONBLOCK);
    QVERIFY(!writeFile(path, "abc"));
    char got[4] = {};
    QCOMPARE(::read(reader, got, 3), ssize_t{3});
    QCOMPARE(QByteArray(got), QByteArray("abc"));
    QVERIFY(!QFileInfo(path).isFile());
    ::close(reader);
}

void TestDocumentFiles::formatsChangeOnWish()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "\xC3\xBC\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QSignalSpy modified(&document, &Document::modifiedChanged);
    document.setEncoding(Encoding::Utf16LeBom);
    QVERIFY(document.modified());
    QCOMPARE(modified.count(), 1);
    document.setLineEnd(LineEnd::CrLf);
    QVERIFY(!document.save());
    QVERIFY(!document.modified());
    QCOMPARE(read(path), QByteArray("\xFF\xFE\xFC\0\r\0\n\0", 8));
}

void TestDocumentFiles::whatTheEncodingLacksIsSaid()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\n\xFC\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QCOMPARE(document.format().encoding, Encoding::Latin1);
    type(document, u"\u03BB"_s, 2);
    const auto problem = document.save();
    QVERIFY(problem);
    QVERIFY(problem->why.contains(u"Line 2"_s));
    QVERIFY(problem->why.contains(u'\u03BB'));
    QCOMPARE(read(path), QByteArray("a\n\xFC\n"));
    document.setEncoding(Encoding::Utf8);
    QVERIFY(!document.save());
    QCOMPARE(read(path), QByteArray("a\n\xCE\xBB\xC3\xBC\n"));
}

void TestDocumentFiles::savesInTheBackground()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "one\r\ntwo\n");
    Documents documents(optionsIn(folder.path()));
    Document* document = std::get<Document*>(documents.open(path));
    type(*document, u"a"_s);
    QSignalSpy modified(document, &Document::modifiedChanged);
    int calls = 0;
    documents.save(document, path, [&](const auto& problem) {
        QVERIFY(!problem);
        ++calls;
    });
    QVERIFY(document->saving());
    QVERIFY(document->modified());
    // Typed while it is written: goes into the next save, not into this one.
    type(*document, u"b"_s);
    QCOMPARE(document->checkDisk(), DiskState::Same);
    QTRY_COMPARE(calls, 1);
    QCOMPARE(read(path), QByteArray("aone\r\ntwo\n"));
    QVERIFY(document->modified());
    document->text()->undo();
    QVERIFY(!document->modified());
    QVERIFY(!modified.isEmpty());
    QVERIFY(!modified.last()[0].toBool());
    QCOMPARE(document->checkDisk(true), DiskState::Same);
    // Two at once, and what follows both.
    type(*document, u"c"_s);
    documents.save(document, path, [&](const auto&) { ++calls; });
    type(*document, u"d"_s);
    documents.save(document, path, [&](const auto&) { ++calls; });
    bool after = false;
    documents.afterSaves([&] {
        after = true;
        QCOMPARE(calls, 3);
    });
    QVERIFY(!after);
    documents.finishSaves();
    QVERIFY(after);
    QCOMPARE(read(path), QByteArray("dcaone\r\ntwo\n"));
    QVERIFY(!document->modified());
    QTRY_VERIFY(recoveryFiles(folder.path()).isEmpty());
}

void TestDocumentFiles::backgroundSavesThatFailKeepTheText()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"sub/a.py"_s);
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    write(path, "one\n");
    Documents documents(optionsIn(folder.path()));
    Document* document = std::get<Document*>(documents.open(path));
    type(*document, u"a"_s);
    QVERIFY(QDir(folder.filePath(u"sub"_s)).removeRecursively());
    std::optional<Problem> said;
    documents.save(document, path, [&](const auto& problem) { said = problem; });
    documents.finishSaves();
    QVERIFY(said);
    QVERIFY(!said->why.isEmpty() && !said->remedy.isEmpty());
    QVERIFY(document->modified());
    QCOMPARE(document->text()->toPlainText(), u"aone\n"_s);
    documents.flush();
    QCOMPARE(recoveryFiles(folder.path()).size(), 1);
}

void TestDocumentFiles::closingDocumentsFinishesTheirSaves()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    bool called = false;
    {
        Documents documents(optionsIn(folder.path()));
        Document* document = documents.create(u"text\n"_s);
        type(*document, u"a"_s);
        documents.save(document, path, [&](const auto&) { called = true; });
    }
    QCOMPARE(read(path), QByteArray("atext\n"));
    QVERIFY(!called);  // who asked may be gone
    QVERIFY(recoveryFiles(folder.path()).isEmpty());
}

void TestDocumentFiles::encodingsThatLackACharacterAreRefused()
{
    Document document(u"id"_s, u"Untitled 1"_s);
    document.setText(u"a\n\u03BB = 1\n"_s, false);
    const auto problem = document.setEncoding(Encoding::Latin1);
    QVERIFY(problem);
    QVERIFY(problem->what.contains(u"not changed"_s));
    QVERIFY(problem->why.contains(u"Line 2"_s));
    QVERIFY(!problem->remedy.isEmpty());
    QCOMPARE(document.format().encoding, Encoding::Utf8);
    QVERIFY(!document.modified());
    // Half a character has no place anywhere.
    document.setText(u"a"_s + QChar(0xD83D) + u"b"_s, false);
    QVERIFY(document.setEncoding(Encoding::Utf8Bom));
}

void TestDocumentFiles::modifiedFollowsUndoAndSave()
{
    QTemporaryDir folder;
    Document document(u"id"_s, u"Untitled 1"_s);
    QSignalSpy modified(&document, &Document::modifiedChanged);
    QSignalSpy title(&document, &Document::titleChanged);
    document.setText(u"a"_s, false);
    QCOMPARE(document.title(), u"Untitled 1"_s);
    type(document, u"x"_s);
    QVERIFY(document.modified());
    document.text()->undo();
    QVERIFY(!document.modified());
    type(document, u"x"_s);
    QVERIFY(!document.saveAs(folder.filePath(u"b.py"_s)));
    QVERIFY(!document.modified());
    QCOMPARE(document.title(), u"b.py"_s);
    QCOMPARE(title.count(), 1);
    QVERIFY(modified.count() >= 4);
    QCOMPARE(modified.last()[0].toBool(), false);
    document.text()->undo();
    QVERIFY(document.modified());
}

void TestDocumentFiles::missingFilesAreSaid()
{
    QTemporaryDir folder;
    Documents documents(optionsIn(folder.path()));
    for (const QString& path : {folder.filePath(u"no.py"_s), folder.path()}) {
        const auto opened = documents.open(path);
        const auto* problem = std::get_if<Problem>(&opened);
        QVERIFY(problem);
        QVERIFY(problem->why.contains(path));
        QVERIFY(!problem->what.isEmpty() && !problem->remedy.isEmpty());
    }
    QVERIFY(documents.all().empty());
}

void TestDocumentFiles::readOnlyFolderKeepsTheFile()
{
    QTemporaryDir folder;
    const QString inner = folder.filePath(u"locked"_s);
    QVERIFY(QDir().mkpath(inner));
    const QString path = inner + u"/a.py"_s;
    write(path, "old\n");
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7755));
    QFile::setPermissions(path, QFile::Permissions(0x6444));
    QFile::setPermissions(inner, QFile::Permissions(0x5555));
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    type(document, u"new "_s);
    {
        const Unprivileged nobody;
        const auto problem = document.save();
        QVERIFY(problem);
        QVERIFY2(problem->why.contains(path), qPrintable(problem->why));
        QVERIFY(document.modified());
    }
    QCOMPARE(read(path), QByteArray("old\n"));
    // A file that may be written in a folder that may not is written in place.
    QFile::setPermissions(path, QFile::Permissions(0x6666));
    {
        const Unprivileged nobody;
        const auto problem = document.save();
        QVERIFY2(!problem, problem ? qPrintable(problem->why) : "");
    }
    QCOMPARE(read(path), QByteArray("new old\n"));
    QFile::setPermissions(inner, QFile::Permissions(0x7755));
}

void TestDocumentFiles::fullDiskKeepsTheOldFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "old\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    type(document, QString(1000, u'x'));
    {
        const SmallDisk full;
        const auto problem = document.save();
        QVERIFY(problem);
        QVERIFY(!problem->why.isEmpty() && !problem->remedy.isEmpty());
    }
    QVERIFY(document.modified());
    QCOMPARE(read(path), QByteArray("old\n"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"a.py"_s});
    QVERIFY(!document.save());
    QCOMPARE(read(path).size(), 1004);
}

void TestDocumentFiles::fullDiskKeepsTheOldSettings()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    Settings settings;
    QVERIFY(!storeSettings(path, settings));
    const QByteArray before = read(path);
    settings.appearance.theme = u"light"_s;
    {
        const SmallDisk full;
        const auto problem = storeSettings(path, settings);
        QVERIFY(problem);
        QVERIFY(!problem->why.isEmpty() && !problem->remedy.isEmpty());
    }
    QCOMPARE(read(path), before);
}

void TestDocumentFiles::fullDiskIsSaidWhenTextIsNotKept()
{
    QTemporaryDir folder;
    RecoveryStore store(folder.path());
    QSignalSpy failed(&store, &RecoveryStore::failed);
    RecoveredText text;
    text.id = u"a"_s;
    TextSnapshot snapshot;
    snapshot.raw = QString(1000, u'x');
    {
        const SmallDisk full;
        store.put(text, snapshot);
        store.flush();
    }
    QTRY_COMPARE(failed.count(), 1);
}

void TestDocumentFiles::vanishedFolderIsSaid()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    const QString path = folder.filePath(u"sub/a.py"_s);
    write(path, "old\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    QVERIFY(QDir(folder.filePath(u"sub"_s)).removeRecursively());
    QCOMPARE(document.checkDisk(), DiskState::Vanished);
    const auto problem = document.save();
    QVERIFY(problem);
    QVERIFY(problem->remedy.contains(folder.filePath(u"sub"_s)));
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    QVERIFY(!document.save());
    QCOMPARE(document.diskState(), DiskState::Same);
    QCOMPARE(read(path), QByteArray("old\n"));
}

void TestDocumentFiles::savesThroughLinksAndKeepsRights()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    const QString link = folder.filePath(u"link.py"_s);
    write(path, "old\n");
    QFile::setPermissions(path, QFile::Permissions(0x7700));
    QVERIFY(QFile::link(path, link));
    Document document(u"id"_s, {});
    QVERIFY(!document.load(link));
    type(document, u"new "_s);
    QVERIFY(!document.save());
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(read(path), QByteArray("new old\n"));
    QVERIFY(QFileInfo(path).isExecutable());
    QVERIFY(!QFileInfo(path).permission(QFile::ReadGroup));
}

QTEST_GUILESS_MAIN(TestDocumentFiles)
#include "test_document_files.moc"
