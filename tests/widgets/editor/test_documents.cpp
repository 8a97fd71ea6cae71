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

namespace {

/// What the program does that is killed: types, each text longer than the one before.
int runChild(const QString& folder, const QString& file)
{
    Documents documents(optionsIn(folder));
    documents.restore();
    auto opened = documents.open(file);
    Document* document = std::get<Document*>(opened);
    Document* untitled = documents.create({}, u"Untitled 9"_s);
    SessionState session;
    session.tabs = {{document->id(), document->path(), {5, 5, 0, {}}}, {untitled->id(), {}, {}}};
    session.current = 1;
    documents.saveSession(session);
    QTimer typing;
    int count = 0;
    QObject::connect(&typing, &QTimer::timeout, document, [&] {
        type(*document, u"# typed %1\n"_s.arg(++count));
        type(*untitled, u"new %1\n"_s.arg(count));
    });
    typing.start(3);
    return QCoreApplication::exec();
}

}  // namespace

class TestDocuments : public QObject {
    Q_OBJECT
private slots:
    void seesChangesOfOthers();
    void seesAVanishedFileComeBack();
    void reloadKeepsUndo();
    void keepMineSilencesTheChange();
    void opensAFileOnce();
    void findsInAllOpenFiles();
    void recentFilesAreEachOnce();
    void unsavedTextGoesToTheRecoveryFolder();
    void recoverySurvivesKill();
    void recoveryIsNeverTorn();
    void runningProgramsKeepTheirTexts();
    void brokenRecoveryIsMovedAside();
    void recoveredFileThatChangedIsTold();
    void recoveryThatFailsIsSaidOnce();
    void sessionComesBack();
    void brokenSessionIsMovedAside();
    void recoveryFileFormat();
};

void TestDocuments::seesChangesOfOthers()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "one\n");
    Documents documents(optionsIn(folder.path()));
    auto opened = documents.open(path);
    Document* document = std::get<Document*>(opened);
    QSignalSpy changed(&documents, &Documents::diskChanged);
    // Of the same length, and by another file that takes its place.
    write(path, "two\n");
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed[0][1].value<DiskState>(), DiskState::Changed);
    QVERIFY(!document->reload());
    QCOMPARE(document->text()->toPlainText(), u"two\n"_s);
    QCOMPARE(changed.count(), 2);  // back to the same
    const QString other = folder.filePath(u"b"_s);
    write(other, "three\n");
    QVERIFY(QFile::remove(path) && QFile::rename(other, path));
    QTRY_COMPARE(document->diskState(), DiskState::Changed);
    // Our own saving is no change.
    QVERIFY(!document->save());
    changed.clear();
    documents.checkDisk();
    QTest::qWait(400);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(document->diskState(), DiskState::Same);
}

void TestDocuments::seesAVanishedFileComeBack()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "one\n");
    Documents documents(optionsIn(folder.path()));
    auto opened = documents.open(path);
    Document* document = std::get<Document*>(opened);
    QVERIFY(QFile::remove(path));
    QTRY_COMPARE(document->diskState(), DiskState::Vanished);
    QCOMPARE(document->text()->toPlainText(), u"one\n"_s);
    // It is nowhere but here.
    QVERIFY(document->modified());
    documents.flush();
    QCOMPARE(recoveryFiles(folder.path()).size(), 1);
    write(path, "one\n");
    QTRY_COMPARE(document->diskState(), DiskState::Same);
    QVERIFY(!document->modified());
    write(path, "four\n");
    QTRY_COMPARE(document->diskState(), DiskState::Changed);
}

void TestDocuments::reloadKeepsUndo()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\nb\nc\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    type(document, u"mine "_s);
    QTextCursor caret(document.text()->findBlockByNumber(2));
    write(path, "a\nB\nB2\nc\n");
    QCOMPARE(document.checkDisk(), DiskState::Changed);
    QVERIFY(!document.reload());
    QVERIFY(!document.modified());
    QCOMPARE(document.text()->toPlainText(), u"a\nB\nB2\nc\n"_s);
    QCOMPARE(caret.block().text(), u"c"_s);  // the caret stays beside what it was beside
    document.text()->undo();
    QCOMPARE(document.text()->toPlainText(), u"mine a\nb\nc\n"_s);
    QVERIFY(document.modified());
}

void TestDocuments::keepMineSilencesTheChange()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\n");
    Document document(u"id"_s, {});
    QVERIFY(!document.load(path));
    write(path, "theirs\n");
    QCOMPARE(document.checkDisk(), DiskState::Changed);
    document.keepMine();
    QVERIFY(document.modified());
    QCOMPARE(document.checkDisk(true), DiskState::Same);
    write(path, "theirs again\n");
    QCOMPARE(document.checkDisk(), DiskState::Changed);
    QVERIFY(!document.save());
    QCOMPARE(read(path), QByteArray("a\n"));
}

void TestDocuments::opensAFileOnce()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\n");
    Documents documents(optionsIn(folder.path()));
    auto first = documents.open(path);
    auto second =
        documents.open(folder.filePath(u"./../%1/a.py"_s.arg(QFileInfo(folder.path()).fileName())));
    QCOMPARE(std::get<Document*>(first), std::get<Document*>(second));
    QCOMPARE(documents.all().size(), std::size_t{1});
    QVERIFY(documents.create()->id() != documents.create()->id());
    QSignalSpy closed(&documents, &Documents::closed);
    documents.close(std::get<Document*>(first));
    QCOMPARE(closed.count(), 1);
    QVERIFY(!documents.byPath(path));
}

void TestDocuments::findsInAllOpenFiles()
{
    QTemporaryDir folder;
    Documents documents(optionsIn(folder.path()));
    documents.create(u"a\nneedle\n"_s);
    documents.create(u"nothing"_s);
    Document* third = documents.create(u"needle needle"_s);
    const auto hits = documents.find({u"needle"_s, false, false, false});
    QCOMPARE(hits.size(), 2);
    QCOMPARE(hits[0].lines.size(), 1);
    QCOMPARE(hits[0].lines[0].at, (omv::ui::TextPosition{2, 1}));
    QCOMPARE(hits[1].document, third);
    QCOMPARE(hits[1].lines.size(), 2);
    QCOMPARE(documents.find({u"needle"_s, false, false, false}, 1).size(), 1);
}

void TestDocuments::recentFilesAreEachOnce()
{
    RecentFiles recent(3);
    QSignalSpy changed(&recent, &RecentFiles::changed);
    recent.add(u"/a"_s);
    recent.add(u"/b"_s);
    recent.add(u"/x/../a"_s);
    QCOMPARE(recent.paths(), (QStringList{u"/a"_s, u"/b"_s}));
    recent.add(u"/c"_s);
    recent.add(u"/d"_s);
    QCOMPARE(recent.paths(), (QStringList{u"/d"_s, u"/c"_s, u"/a"_s}));
    QCOMPARE(changed.count(), 5);
    recent.add(u"/d"_s);
    QCOMPARE(changed.count(), 5);
    recent.remove(u"/c"_s);
    QCOMPARE(recent.paths(), (QStringList{u"/d"_s, u"/a"_s}));
    recent.clear();
    QVERIFY(recent.paths().isEmpty());
}

void TestDocuments::unsavedTextGoesToTheRecoveryFolder()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\r\n");
    {
        Documents documents(optionsIn(folder.path()));
        auto opened = documents.open(path);
        Document* document = std::get<Document*>(opened);
        type(*document, u"typed"_s);
        QTRY_COMPARE(recoveryFiles(folder.path()).size(), 1);
        const auto text = decodeRecovery(read(recoveryFiles(folder.path()).first()));
        QVERIFY(text);
        QCOMPARE(text->text, u"typeda\r\n"_s);
        QCOMPARE(text->path, path);
        QVERIFY(!document->save());
        QTRY_COMPARE(recoveryFiles(folder.path()).size(), 0);
        type(*document, u"x"_s);
        document->text()->undo();
        documents.flush();
        QCOMPARE(recoveryFiles(folder.path()).size(), 0);
        type(*document, u"last words "_s);
    }
    // Ending is no reason to lose them either.
    QCOMPARE(recoveryFiles(folder.path()).size(), 1);
    Documents documents(optionsIn(folder.path()));
    QCOMPARE(documents.restore().recovered, 1);
    documents.close(documents.all().front());
    documents.flush();
    QCOMPARE(recoveryFiles(folder.path()).size(), 0);
}

void TestDocuments::recoverySurvivesKill()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "original\n");
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, folder.path(), path});
    QVERIFY(child.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(recoveryFiles(folder.path()).size(), 2, 20000);
    child.kill();
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    Documents documents(optionsIn(folder.path()));
    const auto restored = documents.restore();
    QCOMPARE(restored.recovered, 2);
    QVERIFY(restored.problems.empty());
    QCOMPARE(restored.session.tabs.size(), 2);
    QCOMPARE(restored.session.current, 1);
    QCOMPARE(restored.session.tabs[0].view.caret, 5);
    Document* document = documents.byPath(path);
    QVERIFY(document && document->modified());
    QVERIFY(document->text()->toPlainText().startsWith(u"# typed "_s));
    QVERIFY(document->text()->toPlainText().endsWith(u"original\n"_s));
    QCOMPARE(document->diskState(), DiskState::Same);
    Document* untitled = documents.byId(restored.session.tabs[1].documentId);
    QCOMPARE(untitled->title(), u"Untitled 9"_s);
    QVERIFY(untitled->text()->toPlainText().startsWith(u"new "_s));
    QVERIFY(!document->save());
    QVERIFY(read(path).startsWith("# typed "));
}

void TestDocuments::recoveryIsNeverTorn()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "original\n");
    for (int round = 0; round < 5; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, folder.path(), path});
        QVERIFY(child.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(!recoveryFiles(folder.path()).isEmpty(), 20000);
        QTest::qWait(7 * round);  // somewhere in the middle of its writing
        child.kill();
        QVERIFY(child.waitForFinished());
        for (const QString& file : recoveryFiles(folder.path())) {
            const auto text = decodeRecovery(read(file));
            QVERIFY(text);
            QVERIFY(text->text.endsWith(u'\n'));
        }
    }
}

void TestDocuments::runningProgramsKeepTheirTexts()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "original\n");
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, folder.path(), path});
    QVERIFY(child.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(recoveryFiles(folder.path()).size(), 2, 20000);
    {
        Documents documents(optionsIn(folder.path()));
        const auto restored = documents.restore();
        QCOMPARE(restored.recovered, 0);
        QVERIFY(restored.session.tabs.isEmpty());
        QVERIFY(!documents.saveSession({}));
    }
    QCOMPARE(recoveryFiles(folder.path()).size(), 2);
    child.kill();
    QVERIFY(child.waitForFinished());
    Documents documents(optionsIn(folder.path()));
    QCOMPARE(documents.restore().session.tabs.size(), 2);
}

void TestDocuments::brokenRecoveryIsMovedAside()
{
    QTemporaryDir folder;
    const QString dead = folder.filePath(u"recovery/dead"_s);
    QVERIFY(QDir().mkpath(dead));
    write(dead + u"/x.unsaved"_s, "nonsense");
    Documents documents(optionsIn(folder.path()));
    const auto restored = documents.restore();
    QCOMPARE(restored.recovered, 0);
    QCOMPARE(restored.problems.size(), std::size_t{1});
    QCOMPARE(read(folder.filePath(u"recovery/x.unsaved.broken"_s)), QByteArray("nonsense"));
}

void TestDocuments::recoveredFileThatChangedIsTold()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.py"_s);
    write(path, "a\n");
    {
        Documents documents(optionsIn(folder.path()));
        auto opened = documents.open(path);
        type(*std::get<Document*>(opened), u"typed "_s);
    }
    write(path, "theirs\n");
    Documents documents(optionsIn(folder.path()));
    documents.restore();
    Document* document = documents.byPath(path);
    QVERIFY(document);
    QCOMPARE(document->diskState(), DiskState::Changed);
    QCOMPARE(document->text()->toPlainText(), u"typed a\n"_s);
    // It may be gone altogether: the text is what counts.
    documents.flush();
}

void TestDocuments::recoveryThatFailsIsSaidOnce()
{
    QTemporaryDir folder;
    write(folder.filePath(u"recovery"_s), "a file where the folder should be");
    Documents documents(optionsIn(folder.path()));
    QSignalSpy failed(&documents, &Documents::recoveryFailed);
    Document* document = documents.create();
    type(*document, u"x"_s);
    QTRY_COMPARE(failed.count(), 1);
    type(*document, u"y"_s);
    documents.flush();
    QCOMPARE(failed.count(), 1);
    QVERIFY(!failed[0][0].value<Problem>().remedy.isEmpty());
}

void TestDocuments::sessionComesBack()
{
    QTemporaryDir folder;
    const QString a = folder.filePath(u"a.py"_s);
    const QString b = folder.filePath(u"b.py"_s);
    const QString c = folder.filePath(u"c.py"_s);
    for (const QString& path : {a, b, c})
        write(path, path.toUtf8());
    {
        Documents documents(optionsIn(folder.path()));
        SessionState session;
        for (const QString& path : {b, a, c}) {
            auto opened = documents.open(path);
            session.tabs.append({std::get<Document*>(opened)->id(), path, {3, 1, 2, {4, 7}}});
        }
        session.current = 2;
        QVERIFY(!documents.saveSession(session));
    }
    QVERIFY(QFile::remove(a));
    Documents documents(optionsIn(folder.path()));
    const auto restored = documents.restore();
    QCOMPARE(restored.session.tabs.size(), 2);
    QCOMPARE(restored.session.tabs[0].path, b);
    QCOMPARE(restored.session.tabs[0].view, (omv::ui::ViewState{3, 1, 2, {4, 7}}));
    QCOMPARE(restored.session.current, 1);
    QCOMPARE(documents.byId(restored.session.tabs[1].documentId)->path(), c);
    QCOMPARE(restored.problems.size(), std::size_t{1});
    QVERIFY(restored.problems[0].why.contains(a));
}

void TestDocuments::brokenSessionIsMovedAside()
{
    QTemporaryDir folder;
    write(folder.filePath(u"session.json"_s), "{ \"version\": 1, ");
    Documents documents(optionsIn(folder.path()));
    const auto restored = documents.restore();
    QVERIFY(restored.session.tabs.isEmpty());
    QCOMPARE(restored.problems.size(), std::size_t{1});
    QVERIFY(QFileInfo::exists(folder.filePath(u"session.json.broken"_s)));
    QVERIFY(!documents.saveSession({}));
    QVERIFY(documents.restore().problems.empty());
}

void TestDocuments::recoveryFileFormat()
{
    const RecoveredText text{u"id-1"_s,
                             u"/a \u00FC.py"_s,
                             {},
                             {Encoding::Latin1, LineEnd::Cr},
                             QByteArray("\1\2\0", 3),
                             u"a\rb\n{\"x\""_s};
    const QByteArray bytes = encodeRecovery(text);
    QCOMPARE(decodeRecovery(bytes), text);
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!decodeRecovery(bytes.left(size)));
    QVERIFY(!decodeRecovery(bytes + 'x'));
    QByteArray outside = bytes;
    outside.replace("id-1", "../x");
    QVERIFY(!decodeRecovery(outside));
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--child"_L1)
        return runChild(arguments.value(2), arguments.value(3));
    TestDocuments tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "test_documents.moc"
